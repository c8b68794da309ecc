//! Which rows of the table are on screen, and where the reader is among them.

use super::context::ScreenContext;
use super::geometry::Geometry;
use super::keyboard::{Action, action};
use super::size_observer::SizeObserver;
use campaign::engine::{Go, Slice};
use campaign::widget::TableEvent;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::{Div, Tbody};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The box that the table scrolls in. Copies share it.
#[derive(Clone, Copy)]
pub(super) struct Viewport {
    screen: ScreenContext,
    scroller: NodeRef<Div>,
    body: NodeRef<Tbody>,
    /// Whether the page is being printed.
    pub(super) is_printing: RwSignal<bool>,
    /// Whether the box itself has the focus.
    has_focus: RwSignal<bool>,
    /// Whether Tab was pressed there, which goes on behind the table.
    is_leaving: RwSignal<bool>,
    /// Whether a row is being pressed.
    is_pressed: RwSignal<bool>,
    /// Whether the pointer is over the box.
    is_pointed: RwSignal<bool>,
    /// Whether the focus is at the rows or in them, and not at a header.
    is_at_rows: RwSignal<bool>,
    /// Whether a key moved the active row last, and not a press.
    is_by_key: StoredValue<bool>,
    size: StoredValue<Option<SizeObserver>, LocalStorage>,
}

impl Viewport {
    /// `body` holds the rows, and is as high as all of them would be.
    pub(super) fn new(screen: ScreenContext, scroller: NodeRef<Div>, body: NodeRef<Tbody>) -> Self {
        let [is_printing, has_focus, is_leaving, is_pressed, is_pointed, is_at_rows] =
            [(); 6].map(|()| RwSignal::new(false));
        let (size, is_by_key) = (StoredValue::new_local(None), StoredValue::new(false));
        let viewport = Self {
            screen,
            scroller,
            body,
            is_printing,
            has_focus,
            is_leaving,
            is_pressed,
            is_pointed,
            is_at_rows,
            is_by_key,
            size,
        };
        viewport.watch_size();
        viewport.watch_printing();
        viewport.follow_rows();
        viewport.hold_rows();
        viewport
    }

    /// Asks for the rows that are on screen now.
    pub(super) fn ask_for_rows(self) {
        // On paper all rows stand, whatever the box on the screen shows.
        let is_printing = self.is_printing.try_get_untracked() == Some(true);
        if let Some(geometry) = self.geometry().filter(|_| !is_printing) {
            self.screen.send_table(TableEvent::Show(geometry.shown()));
        }
    }

    /// Whether the rows can have the focus: by Tab alone, and not while the box has it, which stands for them. A press
    /// that gave it to them, and on to the box, would select no text.
    pub(super) fn rows_tab_stop(self) -> Option<&'static str> {
        (!self.has_focus.get() && !self.is_pressed.get()).then_some("0")
    }

    /// Before the browser gives the focus to what was pressed.
    pub(super) fn on_press(self) {
        self.is_pressed.set(true);
        self.is_by_key.set_value(false);
    }

    pub(super) fn on_focus_in(self, event: &FocusEvent) {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let is_header = |target: &Element| target.closest("thead").is_ok_and(|it| it.is_some());
        self.is_at_rows.set(target.is_some_and(|it| !is_header(&it)));
    }

    pub(super) fn on_focus_out(self) {
        self.is_pressed.set(false);
        self.is_at_rows.set(false);
    }

    pub(super) fn set_pointed(self, is_pointed: bool) {
        self.is_pointed.set(is_pointed);
    }

    /// Nothing moves under a pointer or the focus.
    fn hold_rows(self) {
        let is_held = Memo::new(move |_| self.is_pointed.get() || self.is_at_rows.get());
        Effect::new(move |_| self.screen.send_table(TableEvent::Hold(is_held.get())));
    }

    /// Whether Tab stops at the headers: not on the way from the rows, since in the tree they stand behind the box.
    pub(super) fn headers_tab_stop(self) -> &'static str {
        if self.is_leaving.get() { "-1" } else { "0" }
    }

    pub(super) fn on_blur(self) {
        self.has_focus.set(false);
        self.is_leaving.set(false);
    }

    /// Takes over the focus from the rows, wherever the page is scrolled to.
    pub(super) fn take_focus(self) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        if let Some(scroller) = self.scroller.get_untracked() {
            // Refused only by what is no element.
            let _ = scroller.focus_with_options(&options);
        }
    }

    /// Back from the rows Tab comes to the last header, which in the tree stands behind the box. Where there is no room for
    /// headers, it goes on to what stands before the table.
    fn go_to_headers(self, event: &KeyboardEvent) {
        let last =
            self.element().and_then(|it| it.query_selector("th:last-child > button").ok()?);
        let is_drawn = |last: &HtmlElement| last.client_height() > 0;
        let last = last.and_then(|last| last.dyn_into::<HtmlElement>().ok()).filter(is_drawn);
        if let Some(last) = last {
            event.prevent_default();
            // Refused only by what is no element.
            let _ = last.focus();
        }
    }

    /// Keys move the active row or choose it. Those of the buttons and links in the table are theirs.
    pub(super) fn on_key(self, event: &KeyboardEvent) {
        let is_modified =
            event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key();
        if event.target() == event.current_target() && event.key() == "Tab" {
            return if event.shift_key() {
                self.go_to_headers(event);
            } else {
                self.is_leaving.set(true);
            };
        }
        if event.key() == "Escape" && !is_modified {
            return self.fold(event);
        }
        if event.target() != event.current_target() || is_modified {
            return;
        }
        let page = self.geometry().map_or(1, Geometry::page);
        match action(&event.key(), page) {
            Some(Action::Move(by)) => self.move_active_row(by),
            Some(Action::Choose) => self.choose_active_row(),
            None => return,
        }
        event.prevent_default();
    }

    /// Closes the details. Without any the key is the page's.
    fn fold(self, event: &KeyboardEvent) {
        if self.screen.now().is_some_and(|view| view.slice.unfolded.is_some()) {
            event.stop_propagation();
            event.prevent_default();
            self.screen.send_table(TableEvent::Fold);
        }
    }

    /// Who comes by key finds an active row. A press of the mouse goes to its row by itself.
    pub(super) fn on_focus(self) {
        let Some(scroller) = self.element() else { return };
        self.has_focus.set(true);
        let has_active = self.screen.now().is_some_and(|view| view.slice.active.is_some());
        if !has_active && scroller.matches(":focus-visible") == Ok(true) {
            self.move_active_row(0);
        }
    }

    /// Moves the active row; the first step is to the first row that is whole in sight.
    fn move_active_row(self, by: isize) {
        self.is_by_key.set_value(true);
        let has_active = self.screen.now().is_some_and(|view| view.slice.active.is_some());
        let go = if has_active {
            Go { from: None, by }
        } else {
            let from = self.geometry().and_then(Geometry::first_whole_row);
            Go { from, by: by.saturating_sub(by.signum()) }
        };
        self.screen.send_table(TableEvent::Go(go));
    }

    /// Does what a click on the active row does; one that is out of sight is first shown.
    fn choose_active_row(self) {
        let (Some(view), Some(geometry)) = (self.screen.now(), self.geometry()) else { return };
        let slice = &view.slice;
        let is_in_sight = |row| geometry.distance_to(row, slice.matching) == 0;
        match slice.active_row().filter(|_| slice.active.is_some_and(is_in_sight)) {
            Some(row) => self.screen.send_table(TableEvent::Choose(row.clone())),
            None => self.move_active_row(0),
        }
    }

    /// Asks for the rows once the box is laid out, and whenever its size changes.
    fn watch_size(self) {
        Effect::new(move |_| {
            let scroller = self.scroller.get().map(Element::from);
            let observer =
                scroller.and_then(|it| SizeObserver::new(it, move || self.ask_for_rows()));
            self.size.set_value(observer);
        });
    }

    /// Has the rows on paper that are not on screen. The browser prints what stands once its listeners have
    /// returned: rows here are drawn by then, and those of a worker are not.
    fn watch_printing(self) {
        let begun = window_event_listener_untyped("beforeprint", move |_| {
            let is_seen = |geometry: &Geometry| geometry.client_height > 0;
            if let Some(geometry) = self.geometry().filter(is_seen) {
                self.is_printing.set(true);
                self.screen.send_table(TableEvent::Show(geometry.printed()));
            }
        });
        let ended = window_event_listener_untyped("afterprint", move |_| {
            self.is_printing.set(false);
            self.ask_for_rows();
        });
        on_cleanup(move || {
            begun.remove();
            ended.remove();
        });
    }

    /// Keeps the reader's place as the rows change; a table that a person asked for begins at its top.
    ///
    /// It also makes room for the rows that are not there: what it scrolls over must be as long as it
    /// will be before it scrolls, or it would stop short.
    fn follow_rows(self) {
        Effect::new(move |before: Option<Arc<Slice>>| {
            let now = self.screen.table(|view, _| Arc::clone(&view.slice));
            let has_come = before.as_ref().is_some_and(|before| before.matching == 0);
            if let Some(body) = self.body.get() {
                set_height(&body, "height", now.matching);
                set_height(&body, "padding-top", now.first);
            }
            if let (Some(before), Some(scroller)) = (before, self.element()) {
                if !before.query.selects_as(&now.query) {
                    scroller.set_scroll_top(0);
                } else if !Arc::ptr_eq(&before, &now) {
                    follow_reader(&scroller, &now);
                }
                if before.steps != now.steps {
                    self.show_active_row(&scroller, &now);
                }
            }
            let is_seen = || self.geometry().is_some_and(|geometry| geometry.client_height > 0);
            if has_come && now.rows.is_empty() && now.matching > 0 && is_seen() {
                // Looked at anew in the frame that shows the figures: the rows come after it, since
                // to draw both at once takes long. Only then: a box that is hidden has no rows either,
                // and the browser reports a look that leads to another one as an error of the page.
                self.size.with_value(|size| size.iter().for_each(SizeObserver::observe_anew));
            }
            now
        });
    }

    /// Brings the active row into sight after a key has moved it.
    fn show_active_row(self, scroller: &Element, slice: &Slice) {
        let Some(row) = slice.active else { return };
        let distance = Geometry::of(scroller).distance_to(row, slice.matching);
        scroller.set_scroll_top(scroller.scroll_top() + distance);
        self.ask_for_rows();
        // A row that was pressed is seen, and stays under the pointer.
        if !self.is_by_key.get_value() {
            return;
        }
        // The box itself may end beneath the page's edge.
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        scroller.scroll_into_view_with_scroll_into_view_options(&nearest);
    }

    fn geometry(self) -> Option<Geometry> {
        self.element().map(|scroller| Geometry::of(&scroller))
    }

    fn element(self) -> Option<Element> {
        self.scroller.try_get_untracked().flatten().map(Element::from)
    }
}

/// The height of some rows, which the sheet decides.
fn set_height(body: &HtmlElement, property: &str, rows: usize) {
    let height = format!("calc({rows} * var(--row-height))");
    // Refused only for properties that do not exist.
    let _ = body.style().set_property(property, &height);
}

/// Scrolls as far as the recipient moved that stood at the top.
fn follow_reader(scroller: &Element, slice: &Slice) {
    if slice.shift != 0 {
        let shift = i32::try_from(slice.shift).unwrap_or(0);
        let height = Geometry::of(scroller).row_height;
        scroller.set_scroll_top(scroller.scroll_top() + shift * height);
    }
}
