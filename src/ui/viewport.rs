//! Which rows of the table are on screen, and where the reader is among them.

use super::desk::Desk;
use campaign::engine::{Shown, Slice};
use campaign::widget::TableEvent;
use leptos::html::Div;
use leptos::prelude::*;
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

/// The scrolling box of the table. Copies share it.
#[derive(Clone, Copy)]
pub(super) struct Viewport {
    pub(super) scroller: NodeRef<Div>,
    desk: Desk,
}

impl Viewport {
    pub(super) fn new(desk: Desk) -> Self {
        let viewport = Self { scroller: NodeRef::new(), desk };
        viewport.attend();
        viewport
    }

    /// Looks which rows are on screen, and asks for them.
    pub(super) fn look(self) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let height = row_height(&scroller);
        let first = scroller.scroll_top() / height;
        let last = (scroller.scroll_top() + scroller.client_height()) / height + 1;
        let start = (first - OVERSCAN).max(0) / STEP * STEP;
        let end = (last + OVERSCAN + STEP) / STEP * STEP;
        let rows = |count: i32| usize::try_from(count).unwrap_or(0);
        self.desk.table(TableEvent::Show(Shown { rows: rows(start)..rows(end), top: rows(first) }));
    }

    /// Looks whenever the box changes its size, and once at first. Keeps the reader's place: when
    /// the recipient at the top moved, the scroll position follows.
    fn attend(self) {
        let callback = Closure::<dyn Fn()>::new(move || self.look());
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
        let kept = StoredValue::new_local((observer, callback));
        let observer = move || kept.try_with_value(|(observer, _)| observer.clone()).flatten();
        Effect::new(move |before: Option<Arc<Slice>>| {
            let now = self.desk.read(|view| Arc::clone(&view.slice));
            if let Some(scroller) = self.scroller.get_untracked() {
                match before {
                    None => observer().iter().for_each(|observer| observer.observe(&scroller)),
                    Some(before) if !Arc::ptr_eq(&before, &now) => follow(&scroller, now.shift),
                    Some(_) => {}
                }
            }
            now
        });
        on_cleanup(move || observer().iter().for_each(ResizeObserver::disconnect));
    }
}

fn follow(scroller: &Element, shift: isize) {
    let rows = i32::try_from(shift).unwrap_or(0);
    if rows != 0 {
        scroller.set_scroll_top(scroller.scroll_top() + rows * row_height(scroller));
    }
}

/// The sheet decides how high a row is, by width and density.
fn row_height(scroller: &Element) -> i32 {
    let told = || {
        let style = window().get_computed_style(scroller).ok()??;
        let text = style.get_property_value("--row-height").ok()?;
        text.trim().strip_suffix("px")?.parse().ok()
    };
    told().unwrap_or(FALLBACK).max(1)
}
