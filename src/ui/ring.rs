//! The order of the rows. They stand in slots that form a ring: as the table scrolls, a row that
//! leaves at one end is filled anew and put at the other, and all others stay as they are.

use super::context::ScreenContext;
use super::row::row_id;
use campaign::engine::{Ring, Slice};
use leptos::html::{Div, Tbody};
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::Element;

/// Keeps the rows in the order of the table whenever the ring turns.
///
/// Moving nodes by hand beats a keyed list here, which would move every row at each turn: what moves
/// on the page loses its animation, and its focus.
pub(super) fn keep_order(ring: Memo<Ring>, body: NodeRef<Tbody>) {
    Effect::new(move |before: Option<Ring>| {
        let now = ring.get();
        if let Some(body) = body.get() {
            match before {
                Some(before) if before.count == now.count => turn(&body, before, now),
                _ => lay_out(&body, now),
            }
        }
        now
    });
}

/// Moves the fewer rows: those from the front to the end, or from the end to the front.
fn turn(body: &Element, before: Ring, now: Ring) {
    let onward = (now.first + now.count - before.first).checked_rem(now.count).unwrap_or(0);
    if onward <= now.count / 2 {
        for _ in 0..onward {
            body.first_element_child().map(|row| body.append_child(&row));
        }
    } else {
        for _ in onward..now.count {
            let first = body.first_child();
            body.last_element_child().map(|row| body.insert_before(&row, first.as_ref()));
        }
    }
}

/// Puts all rows in order, in a ring that has another size.
fn lay_out(body: &Element, ring: Ring) {
    for place in ring.first..ring.first + ring.count {
        let row = body.query_selector(&format!("#{}", row_id(place % ring.count)));
        if let Ok(Some(row)) = row {
            // Refused only by what is no parent.
            let _ = body.append_child(&row);
        }
    }
}

/// Has the table take over the focus from a link in a row, should that row become another
/// recipient's or go away.
///
/// Unlike other effects it runs as soon as the view changes: before any row is filled anew.
pub(super) fn keep_focus(screen: ScreenContext, scroller: NodeRef<Div>, body: NodeRef<Tbody>) {
    let shown = StoredValue::new(Arc::<Slice>::default());
    ImmediateEffect::new_scoped(move || {
        let now = screen.table(|view, _| Arc::clone(&view.slice));
        let before = shown.get_value();
        shown.set_value(Arc::clone(&now));
        let focused = body.get_untracked().and_then(|body| focused_recipient(&body));
        let is_kept = |id: String| {
            let slot = |slice: &Slice| slice.slot_of(&id);
            slot(&before) == slot(&now) && before.ring().count == now.ring().count
        };
        if let (Some(false), Some(scroller)) = (focused.map(is_kept), scroller.get_untracked()) {
            // Refused only by what is no element.
            let _ = scroller.focus();
        }
    });
}

/// The recipient in whose row the focus is.
fn focused_recipient(body: &Element) -> Option<String> {
    body.query_selector("tr:focus-within").ok()??.get_attribute("data-recipient")
}
