//! Which rows of the table are on screen, and where the reader is among them.

use super::desk::Desk;
use campaign::engine::Slice;
use campaign::widget::TableEvent;
use leptos::html::Div;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// Rows beyond each edge that are kept ready, so that a quick scroll shows no gap.
const OVERSCAN: usize = 6;

/// Rows are asked for in steps, so that a scroll asks seldom.
const STEP: usize = 4;

/// Height of a row until the first measurement, in px.
const FIRST_GUESS: usize = 40;

/// The scrolling box of the table. Copies share it.
#[derive(Clone, Copy)]
pub(super) struct Viewport {
    pub(super) scroller: NodeRef<Div>,
    desk: Desk,
    row_height: RwSignal<usize>,
}

impl Viewport {
    pub(super) fn new(desk: Desk) -> Self {
        let viewport =
            Self { scroller: NodeRef::new(), desk, row_height: RwSignal::new(FIRST_GUESS) };
        viewport.watch();
        viewport.follow();
        viewport
    }

    /// The height of some rows, for a style.
    pub(super) fn px(self, rows: usize) -> String {
        format!("{}px", rows * self.row_height.get())
    }

    /// Looks which rows are on screen, and asks for them.
    pub(super) fn look(self) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let height = measure_row(&scroller).unwrap_or(FIRST_GUESS).max(1);
        if height != self.row_height.get_untracked() {
            self.row_height.set(height);
        }
        let px = |length: i32| usize::try_from(length).unwrap_or(0);
        let first = px(scroller.scroll_top()) / height;
        let count = px(scroller.client_height()).div_ceil(height) + 1;
        let start = first.saturating_sub(OVERSCAN) / STEP * STEP;
        let end = (first + count + OVERSCAN).next_multiple_of(STEP);
        self.desk.table(TableEvent::Show(start..end));
    }

    /// Looks whenever the box changes its size, and once at first.
    fn watch(self) {
        let callback = Closure::<dyn Fn()>::new(move || self.look());
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
        let kept = StoredValue::new_local((observer, callback));
        let observer = move || kept.try_with_value(|(observer, _)| observer.clone()).flatten();
        Effect::new(move || {
            if let (Some(scroller), Some(observer)) = (self.scroller.get(), observer()) {
                observer.observe(&scroller);
            }
        });
        on_cleanup(move || {
            if let Some(observer) = observer() {
                observer.disconnect();
            }
        });
    }

    /// Keeps the reader's place: when the recipient at the top moved, the scroll position follows.
    fn follow(self) {
        let slice = self.desk.memo(Box::new(|view| Arc::clone(&view.slice)));
        Effect::new(move |before: Option<Arc<Slice>>| {
            let now = slice.get();
            let is_new = before.is_some_and(|before| !Arc::ptr_eq(&before, &now));
            if let Some(scroller) = self.scroller.get_untracked().filter(|_| is_new) {
                let rows = i32::try_from(now.shift).unwrap_or(0);
                let height = i32::try_from(self.row_height.get_untracked()).unwrap_or(0);
                if rows != 0 {
                    scroller.set_scroll_top(scroller.scroll_top() + rows * height);
                }
            }
            now
        });
    }
}

/// The sheet decides how high a row is, by width and density.
fn measure_row(scroller: &Element) -> Option<usize> {
    let style = window().get_computed_style(scroller).ok()??;
    let text = style.get_property_value("--row-height").ok()?;
    text.trim().strip_suffix("px")?.parse().ok()
}
