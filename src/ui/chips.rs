//! The status filter: a chip for every status there is, unknown ones too.
//!
//! A chip keeps its place once it has one. A status that comes up later is added at the end, and
//! one that nobody has any more shows 0: nothing moves under a finger or a focus.

use super::context::use_screen;
use super::text_content::text;
use super::tone;
use crate::text::{Message, status as words};
use campaign::domain::RecipientStatus;
use campaign::view::View;
use campaign::widget::TableEvent;
use leptos::prelude::*;

#[component]
pub(super) fn Chips() -> impl IntoView {
    let screen = use_screen();
    let is_all = move || screen.table(|view, _| !view.query.is_filtered()).to_string();
    let statuses = move || screen.table(|view, _| statuses(view));
    view! {
        <div class="chips" role="group" aria-label=screen.word(Message::Filter)>
            <button
                type="button"
                class="chip"
                data-action="clear"
                aria-pressed=is_all
                on:click=move |_| screen.send_table(TableEvent::ClearFilters)
            >
                {screen.word(Message::ShowAll)}
            </button>
            <For each=statuses key=Clone::clone let(status)>
                <Chip status />
            </For>
        </div>
    }
}

fn statuses(view: &View) -> Vec<RecipientStatus> {
    view.slice.statuses.iter().map(|(status, _)| status.clone()).collect()
}

#[component]
fn Chip(status: RecipientStatus) -> impl IntoView {
    let screen = use_screen();
    let status = StoredValue::new(status);
    let is_pressed = move || {
        let is_pressed = |view: &View| status.with_value(|it| view.query.statuses.contains(it));
        screen.table(|view, _| is_pressed(view)).to_string()
    };
    let tone = move || {
        let phase =
            |view: &View| status.with_value(RecipientStatus::phase).of_campaign(view.is_over());
        screen.table(|view, _| status.with_value(|it| tone::of_recipient(it, phase(view))))
    };
    let word = move || {
        screen.table(|view, locale| {
            status.with_value(|status| words::standing(status, view.is_over(), locale))
        })
    };
    let count =
        move || screen.table(|view, locale| locale.number(count_of(view, &status.get_value())));
    view! {
        <button
            type="button"
            class="chip"
            part="chip"
            data-status=status.with_value(|status| status.key().to_owned())
            aria-pressed=is_pressed
            on:click=move |_| screen.send_table(TableEvent::Toggle(status.get_value()))
        >
            <span class="mark" data-tone=tone></span>
            <span prop:textContent=text(word)></span>
            <span class="count" translate="no" prop:textContent=text(count)></span>
        </button>
    }
}

fn count_of(view: &View, status: &RecipientStatus) -> u32 {
    view.slice.statuses.iter().find(|(known, _)| known == status).map_or(0, |(_, count)| *count)
}
