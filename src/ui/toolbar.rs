//! Search and filter. A chip for every status there is, unknown ones too.

use super::desk::Desk;
use super::status::Mark;
use crate::text::{status, table as words};
use campaign::domain::RecipientStatus;
use campaign::widget::TableEvent;
use leptos::prelude::*;

#[component]
pub(super) fn Toolbar() -> impl IntoView {
    let desk = Desk::here();
    let search = desk.memo(|view| view.query.search.clone());
    let is_filtered = desk.memo(|view| view.query.is_filtered());
    let count = move || {
        desk.read(|view| {
            desk.say(|locale| words::count(&view.slice, view.query.is_filtered(), locale))
        })
    };
    let typed = move |event| desk.table(TableEvent::Search(event_target_value(&event)));
    let clear = move |_| desk.table(TableEvent::ClearFilters);
    view! {
        <div class="toolbar" part="toolbar">
            <h3 class="people">{words::RECIPIENTS} <span class="count">{count}</span></h3>
            <input
                class="search"
                type="search"
                autocomplete="off"
                spellcheck="false"
                aria-label=words::SEARCH
                placeholder=words::SEARCH
                prop:value=search
                on:input=typed
            />
            <Chips />
            <Show when=move || is_filtered.get()>
                <button type="button" class="button clear" data-action="clear" on:click=clear>
                    {words::CLEAR}
                </button>
            </Show>
        </div>
    }
}

#[component]
fn Chips() -> impl IntoView {
    let desk = Desk::here();
    let statuses = desk.memo(|view| {
        let counted = view.slice.statuses.iter().map(|(status, _)| status.clone());
        // A pressed chip stays, so that a filter on a status that nobody has any more can be lifted.
        let pressed = view.query.statuses.iter().cloned();
        let mut all: Vec<RecipientStatus> = counted.chain(pressed).collect();
        all.sort();
        all.dedup();
        all
    });
    view! {
        <div class="chips" role="group" aria-label=words::FILTER>
            <For each=move || statuses.get() key=|status| status.key().to_owned() let(status)>
                <Chip status />
            </For>
        </div>
    }
}

#[component]
fn Chip(status: RecipientStatus) -> impl IntoView {
    let desk = Desk::here();
    let status = StoredValue::new(status);
    let count = move || {
        let count = desk.read(|view| {
            let find = |s: &RecipientStatus| view.slice.statuses.iter().find(|(k, _)| k == s);
            status.with_value(|s| find(s).map_or(0, |(_, count)| *count))
        });
        desk.say(|locale| locale.number(count))
    };
    let is_pressed =
        move || desk.read(|view| status.with_value(|s| view.query.statuses.contains(s)));
    let press = move |_| desk.table(TableEvent::Toggle(status.get_value()));
    view! {
        <button
            type="button"
            class="chip"
            part="chip"
            data-status=status.with_value(|s| s.key().to_owned())
            aria-pressed=move || if is_pressed() { "true" } else { "false" }
            on:click=press
        >
            <Mark tone=tone(&status.get_value()) />
            {status.with_value(status::recipient)}
            <span class="count">{count}</span>
        </button>
    }
}

/// A status's tone: its phase's, but `failed` stands out.
pub(super) fn tone(status: &RecipientStatus) -> &'static str {
    match status {
        RecipientStatus::Failed => "failed",
        status => status.phase().key(),
    }
}
