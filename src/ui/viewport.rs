//! Which rows of the table are on screen, and where the reader is among them.

use super::desk::Desk;
use super::node::{Node, Place};
use super::table::rows;
use crate::object::object;
use campaign::engine::{Go, Shown, Slice};
use campaign::widget::TableEvent;
use js_sys::Reflect;
use leptos::tachys::dom::window;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, ResizeObserver};

/// Rows beyond each edge that are kept ready, so that a quick scroll shows no gap.
const OVERSCAN: i32 = 6;

/// Rows are asked for in steps, so that a scroll asks seldom.
const STEP: i32 = 4;

/// Height of a row in px where the sheet does not tell.
const FALLBACK: i32 = 40;

/// Looks which rows are on screen whenever the box scrolls or changes its size. Keeps the reader's
/// place: when the recipient at the top moved, the scroll position follows. Keys move the active row,
/// which is brought into sight. `height` of all rows and of those `above` are styles of what holds the rows.
pub(super) fn attend(desk: &Desk, scroller: Node, [mut height, mut above]: [Place; 2]) -> Node {
    let element = scroller.element().clone();
    let watch = SizeWatch::new(&element, desk);
    let observer = watch.observer.clone();
    let [on_scroll, on_key, on_focus] = [(); 3].map(|()| element.clone());
    let [to_press, to_enter] = [(); 2].map(|()| desk.clone());
    let mut before: Option<Arc<Slice>> = None;
    let (to_read, to_look) = (desk.clone(), desk.clone());
    let follow = move || {
        let now = to_read.read(|view| Arc::clone(&view.slice));
        // What it scrolls over must be as long as it will be, or it would stop short.
        height.put(Some(rows(now.matching)));
        above.put(Some(rows(now.first)));
        if before.as_ref().is_some_and(|before| now.shift != 0 && !Arc::ptr_eq(before, &now)) {
            let shift = i32::try_from(now.shift).unwrap_or(0);
            element.set_scroll_top(element.scroll_top() + shift * row_height(&element));
        }
        let is_step = before.as_ref().is_some_and(|before| before.steps != now.steps);
        if let Some(row) = now.active.filter(|_| is_step) {
            element.set_scroll_top(element.scroll_top() + out_of_sight(&element, &now, row));
            // The box itself may end beneath the page's edge.
            let nearest = object(&[("block", "nearest".into())]).unchecked_into();
            element.scroll_into_view_with_scroll_into_view_options(&nearest);
            look(&element, &to_read);
        }
        if now.rows.is_empty() && now.matching > 0 {
            // Looked at anew in the frame that shows the figures: their rows come after it, since to draw
            // both at once takes long.
            observe(observer.as_ref(), &element);
        }
        before = Some(now);
    };
    let enter = move |_| {
        // A press of the mouse goes to its row by itself.
        if on_focus.matches(":focus-visible") == Ok(true)
            && to_enter.read_once(|view| view.slice.active.is_none())
        {
            go(&on_focus, &to_enter, 0);
        }
    };
    scroller
        .on("scroll", Box::new(move |_| look(&on_scroll, &to_look)))
        .on("keydown", Box::new(move |event| press(&event, &on_key, &to_press)))
        .on("focus", Box::new(enter))
        .keep(watch)
        .effect(Box::new(follow))
}

/// What a key does in the table. Those of the buttons and links in it are theirs.
fn press(event: &Event, scroller: &Element, desk: &Desk) {
    let own: &JsValue = scroller.as_ref();
    let told = |name: &str| Reflect::get(event, &name.into()).unwrap_or_default();
    let is_held = |name: &str| told(name).is_truthy();
    if told("target") != *own
        || ["altKey", "ctrlKey", "metaKey", "shiftKey"].map(is_held).contains(&true)
    {
        return;
    }
    let page = (scroller.client_height() / row_height(scroller) - 2).max(1) as isize;
    match told("key").as_string().as_deref() {
        Some("ArrowDown") => go(scroller, desk, 1),
        Some("ArrowUp") => go(scroller, desk, -1),
        Some("PageDown") => go(scroller, desk, page),
        Some("PageUp") => go(scroller, desk, -page),
        Some("Home") => go(scroller, desk, isize::MIN),
        Some("End") => go(scroller, desk, isize::MAX),
        Some("Enter") => choose(scroller, desk),
        _ => return,
    }
    event.prevent_default();
}

/// Moves the active row; the first step is to the first row that is whole in sight.
fn go(scroller: &Element, desk: &Desk, by: isize) {
    let top = (scroller.scroll_top() + row_height(scroller) - 1) / row_height(scroller);
    let go = match desk.read_once(|view| view.slice.active) {
        None => Go { from: usize::try_from(top).ok(), by: by.saturating_sub(by.signum()) },
        Some(_) => Go { from: None, by },
    };
    desk.table(TableEvent::Go(go));
}

/// What a click on the active row does; one that is out of sight is first shown.
fn choose(scroller: &Element, desk: &Desk) {
    let row = desk.read_once(|view| {
        let is_seen = out_of_sight(scroller, &view.slice, view.slice.active?) == 0;
        view.slice.active_row().filter(|_| is_seen).cloned()
    });
    match row {
        Some(row) => desk.table(TableEvent::Choose(row)),
        None => go(scroller, desk, 0),
    }
}

/// How far the box has to scroll until a row is whole in sight, beneath the head.
fn out_of_sight(scroller: &Element, slice: &Slice, row: usize) -> i32 {
    let height = row_height(scroller);
    let [start, all] =
        [row, slice.matching].map(|count| i32::try_from(count).unwrap_or(0) * height);
    let head = scroller.scroll_height() - all;
    let above = start - scroller.scroll_top();
    let below = above + head + height - scroller.client_height();
    if above < 0 { above } else { below.max(0) }
}

/// The ring of the rows, asked before any goes away or is filled anew. Should the link of one that will
/// be another recipient's have the focus, the table takes it over.
pub(super) fn count(desk: &Desk, body: &Node, scroller: &Node) -> Box<dyn Fn() -> (usize, usize)> {
    let (desk, body) = (desk.clone(), body.element().clone());
    let scroller: HtmlElement = scroller.element().clone().unchecked_into();
    let before: RefCell<Arc<Slice>> = RefCell::default();
    Box::new(move || {
        let now = desk.read(|view| Arc::clone(&view.slice));
        let ring = now.ring();
        let before = before.replace(Arc::clone(&now));
        let focused = body.query_selector("tr:focus-within").ok().flatten();
        if let Some(id) = focused.and_then(|row| row.get_attribute("data-recipient")) {
            let slot = |slice: &Slice| {
                (0..slice.rows.len())
                    .find(|slot| slice.at(*slot).is_some_and(|(_, row)| *row.id == *id))
            };
            // In a ring of another size all are put anew.
            if slot(&before) != slot(&now) || before.rows.len() != ring.0 {
                // Refused only by what is no element.
                let _ = scroller.focus();
            }
        }
        ring
    })
}

/// Looks which rows are on screen, and asks for them.
fn look(scroller: &Element, desk: &Desk) {
    let height = row_height(scroller);
    let first = scroller.scroll_top() / height;
    let last = (scroller.scroll_top() + scroller.client_height()) / height + 1;
    // Who has not scrolled yet sees the sooner what there is to see.
    let beyond = if first > 0 { OVERSCAN } else { 0 };
    let start = (first - beyond) / STEP * STEP;
    // A box without height shows nobody yet: its rows come when it does, after the figures.
    let end = if scroller.client_height() > 0 { (last + beyond + STEP) / STEP * STEP } else { 0 };
    let row = |count: i32| usize::try_from(count).unwrap_or(0);
    desk.table(TableEvent::Show(Shown {
        rows: row(start)..row(end),
        top: row(first),
        bottom: row(last - 1),
    }));
}

/// The sheet decides how high a row is, by width and density.
fn row_height(scroller: &Element) -> i32 {
    let told = || {
        let style = window().get_computed_style(scroller).ok()??;
        style.get_property_value("--row-height").ok()
    };
    // Reads past blanks and up to the unit; NaN becomes 0.
    #[expect(clippy::cast_possible_truncation, reason = "heights are small whole numbers")]
    let height = told().map_or(0, |text| js_sys::parse_int(&text, 10) as i32);
    if height > 0 { height } else { FALLBACK }
}

/// Looks once the box is laid out and whenever its size changes, until dropped.
struct SizeWatch {
    observer: Option<ResizeObserver>,
    _look: Closure<dyn Fn()>,
}

impl SizeWatch {
    fn new(scroller: &Element, desk: &Desk) -> Self {
        let (element, desk) = (scroller.clone(), desk.clone());
        let look = Closure::<dyn Fn()>::new(move || look(&element, &desk));
        let observer = ResizeObserver::new(look.as_ref().unchecked_ref()).ok();
        observe(observer.as_ref(), scroller);
        Self { observer, _look: look }
    }
}

/// Has a box looked at in the next frame, whether or not it was before.
fn observe(observer: Option<&ResizeObserver>, scroller: &Element) {
    if let Some(observer) = observer {
        observer.unobserve(scroller);
        observer.observe(scroller);
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
