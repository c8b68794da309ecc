//! Which rows of the table are on screen, and where the reader is among them.

use super::desk::Desk;
use super::node::Node;
use campaign::engine::{Shown, Slice};
use campaign::widget::TableEvent;
use leptos::tachys::dom::window;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// Rows beyond each edge that are kept ready, so that a quick scroll shows no gap.
const OVERSCAN: i32 = 6;

/// Rows are asked for in steps, so that a scroll asks seldom.
const STEP: i32 = 4;

/// Height of a row in px where the sheet does not tell.
const FALLBACK: i32 = 40;

/// Looks which rows are on screen whenever the box scrolls or changes its size. Keeps the reader's
/// place: when the recipient at the top moved, the scroll position follows.
pub(super) fn attend(desk: &Desk, scroller: Node) -> Node {
    let element = scroller.element().clone();
    let watch = SizeWatch::new(&element, desk);
    let on_scroll = element.clone();
    let mut before: Option<Arc<Slice>> = None;
    let (to_read, to_look) = (desk.clone(), desk.clone());
    let follow = move || {
        let now = to_read.read(|view| Arc::clone(&view.slice));
        if before.as_ref().is_some_and(|before| now.shift != 0 && !Arc::ptr_eq(before, &now)) {
            let rows = i32::try_from(now.shift).unwrap_or(0);
            element.set_scroll_top(element.scroll_top() + rows * row_height(&element));
        }
        before = Some(now);
    };
    scroller
        .on("scroll", Box::new(move |_| look(&on_scroll, &to_look)))
        .keep(watch)
        .effect(Box::new(follow))
}

/// Looks which rows are on screen, and asks for them.
fn look(scroller: &Element, desk: &Desk) {
    let height = row_height(scroller);
    let first = scroller.scroll_top() / height;
    let last = (scroller.scroll_top() + scroller.client_height()) / height + 1;
    let start = (first - OVERSCAN).max(0) / STEP * STEP;
    let end = (last + OVERSCAN + STEP) / STEP * STEP;
    let rows = |count: i32| usize::try_from(count).unwrap_or(0);
    desk.table(TableEvent::Show(Shown { rows: rows(start)..rows(end), top: rows(first) }));
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
        if let Some(observer) = &observer {
            observer.observe(scroller);
        }
        Self { observer, _look: look }
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
