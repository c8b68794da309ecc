//! The status filter: a chip for every status there is, unknown ones too.
//!
//! A chip keeps its place once it has one. A status that comes up later is added at the end, and
//! one that nobody has any more shows 0: nothing moves under a finger or a focus.

use super::desk::Desk;
use super::node::{Node, Value, el};
use super::tone;
use crate::text::{Locale, status as words, table};
use campaign::domain::RecipientStatus;
use campaign::view::View;
use campaign::widget::{Event, TableEvent};
use leptos::prelude::*;

/// The statuses that have a chip, in the order of the chips.
type Seen = Memo<Vec<RecipientStatus>>;

pub(super) fn chips(desk: Desk) -> Node {
    let seen = Memo::new(move |before: Option<&Vec<RecipientStatus>>| {
        desk.read(|view| with_new(before.map_or(&[], Vec::as_slice), view))
    });
    let clear = el("button type=button class=chip data-action=clear")
        .bind("aria-pressed", desk.text(|view, _| (!view.query.is_filtered()).to_string()))
        .on("click", desk.press(|| Event::Table(TableEvent::ClearFilters)))
        .say(table::ALL);
    el("div class=chips role=group")
        .attr("aria-label", table::FILTER)
        .add(clear)
        .each(Box::new(move || seen.with(Vec::len)), Box::new(move |place| chip(desk, seen, place)))
}

/// The statuses seen so far with those that are new at the end; none after another campaign.
fn with_new(before: &[RecipientStatus], view: &View) -> Vec<RecipientStatus> {
    let now = &view.slice.statuses;
    let mut seen = if now.is_empty() { Vec::new() } else { before.to_vec() };
    for (status, _) in now {
        if !seen.contains(status) {
            seen.push(status.clone());
        }
    }
    seen
}

fn chip(desk: Desk, seen: Seen, place: usize) -> Node {
    let of = move |value: fn(&View, &RecipientStatus, &Locale) -> String| -> Value {
        Box::new(move || {
            let status = seen.with(|seen| seen.get(place).cloned())?;
            Some(desk.read(|view| desk.say(|locale| value(view, &status, locale))))
        })
    };
    let press = move |_| {
        if let Some(status) = seen.with_untracked(|seen| seen.get(place).cloned()) {
            desk.table(TableEvent::Toggle(status));
        }
    };
    el("button type=button class=chip part=chip")
        .bind("data-status", of(|_, status, _| status.key().into()))
        .bind(
            "aria-pressed",
            of(|view, status, _| view.query.statuses.contains(status).to_string()),
        )
        .on("click", Box::new(press))
        .add(el("span class=mark").bind("data-tone", of(|_, s, _| tone::of_recipient(s).into())))
        .text(of(|_, status, _| words::recipient(status).into()))
        .add(el("span class=count").text(of(|view, s, locale| locale.number(count_of(view, s)))))
}

fn count_of(view: &View, status: &RecipientStatus) -> u32 {
    view.slice.statuses.iter().find(|(known, _)| known == status).map_or(0, |(_, count)| *count)
}
