//! The status filter: a chip for every status there is, unknown ones too.
//!
//! A chip keeps its place once it has one. A status that comes up later is added at the end, and
//! one that nobody has any more shows 0: nothing moves under a finger or a focus.

use super::desk::{Attribute, Desk, Text};
use super::tone;
use crate::text::{status as words, table};
use campaign::domain::RecipientStatus;
use campaign::view::View;
use campaign::widget::{Event, TableEvent};
use leptos::prelude::*;

#[component]
pub(super) fn Chips(desk: Desk) -> impl IntoView {
    let seen = Memo::new(move |before: Option<&Vec<RecipientStatus>>| {
        desk.read(|view| with_new(before.map_or(&[], Vec::as_slice), view))
    });
    let chips = move || {
        let chip = |status: RecipientStatus| view! { <Chip desk status /> };
        seen.get().into_iter().map(chip).collect::<Vec<_>>()
    };
    view! {
        <div class="chips" role="group" aria-label=table::FILTER>
            <button
                type="button"
                class="chip"
                data-action="clear"
                aria-pressed=desk.attribute(|view, _| Some((!view.query.is_filtered()).to_string()))
                on:click=desk.press(|| Event::Table(TableEvent::ClearFilters))
            >
                {table::ALL}
            </button>
            {chips}
        </div>
    }
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

#[component]
fn Chip(desk: Desk, status: RecipientStatus) -> impl IntoView {
    let label = words::recipient(&status).into_owned();
    let key = status.key().to_owned();
    let tone = tone::of_recipient(&status);
    let (of_number, of_pressed) = (status.clone(), status.clone());
    let number: Text = Box::new(move || {
        let count = desk.read(|view| count_of(view, &of_number));
        desk.say(|locale| locale.number(count))
    });
    let pressed: Attribute =
        Box::new(move || Some(desk.read(|view| is_pressed(view, &of_pressed)).to_string()));
    let press = desk.press(move || Event::Table(TableEvent::Toggle(status.clone())));
    view! {
        <button
            type="button"
            class="chip"
            part="chip"
            data-status=key
            aria-pressed=pressed
            on:click=press
        >
            <span class="mark" data-tone=tone></span>
            {label}
            <span class="count">{number}</span>
        </button>
    }
}

fn count_of(view: &View, status: &RecipientStatus) -> u32 {
    view.slice.statuses.iter().find(|(known, _)| known == status).map_or(0, |(_, count)| *count)
}

fn is_pressed(view: &View, status: &RecipientStatus) -> bool {
    view.query.statuses.contains(status)
}
