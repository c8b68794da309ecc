//! The order of the rows. Each stands in a slot of its own for as long as it is on screen; a row that leaves is filled
//! anew and put where another came, and all others stay as they are.

use super::row::row_id;
use campaign::view::Slots;
use leptos::html::{Div, Tbody};
use leptos::prelude::*;
use web_sys::Element;

/// Keeps the rows in the order of the table.
///
/// Moving nodes by hand beats a keyed list here, which would move every row at each turn: what moves
/// on the page loses its animation, and its focus.
pub(super) fn keep_order(slots: Memo<Slots>, body: NodeRef<Tbody>) {
    Effect::new(move |before: Option<Slots>| {
        let now = slots.get();
        if let Some(body) = body.get() {
            put_in_order(&body, &before.unwrap_or_default(), &now);
        }
        now
    });
}

/// Moves the fewest rows, from the last to the first.
fn put_in_order(body: &Element, before: &Slots, now: &Slots) {
    let staying = now.staying(before);
    if staying.len() == now.count() {
        return;
    }
    let mut next = None;
    for slot in now.order().iter().rev() {
        let Ok(Some(row)) = body.query_selector(&format!("#{}", row_id(*slot))) else { continue };
        if !staying.contains(slot) {
            // Refused only by what is no parent.
            let _ = body.insert_before(&row, next.as_ref());
        }
        next = Some(row.into());
    }
}

/// Has the table take over the focus from a link in a row, should that row become another
/// recipient's, move or go away.
///
/// Unlike other effects it runs as soon as the view changes: before any row is filled anew.
pub(super) fn keep_focus(slots: Memo<Slots>, scroller: NodeRef<Div>, body: NodeRef<Tbody>) {
    let shown = StoredValue::new(Slots::default());
    ImmediateEffect::new_scoped(move || {
        let now = slots.get();
        let before = shown.get_value();
        shown.set_value(now.clone());
        let focused = body.get_untracked().and_then(|body| focused_recipient(&body));
        let is_kept = |id: String| {
            let slot = now.slot_of(&id);
            slot == before.slot_of(&id) && slot.is_some_and(|it| now.staying(&before).contains(&it))
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
