//! The filter by status: a chip for every status, or for the first of many and one for the others
//! (`campaign/src/table/chips.rs`).

use super::context::use_screen;
use super::text_content::text;
use super::tone;
use crate::text::{Message, reasons, status as words};
use campaign::domain::Phase;
use campaign::engine::ReasonGroup;
use campaign::table::Chip as Filter;
use campaign::view::View;
use campaign::widget::TableEvent;
use leptos::prelude::*;

#[component]
pub(super) fn Chips() -> impl IntoView {
    let screen = use_screen();
    let is_all = move || screen.table(|view, _| !view.query.is_filtered()).to_string();
    let filters = move || screen.table(|view, _| filters(view));
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
            <ReasonChip />
            <For each=filters key=Clone::clone let(filter)>
                <Chip filter />
            </For>
        </div>
    }
}

/// The reason that the table is filtered by; a press shows everybody again.
#[component]
fn ReasonChip() -> impl IntoView {
    let screen = use_screen();
    let name = move || {
        screen.table(|view, locale| Some(reasons::reason(&chosen_reason(view)?.example, locale)))
    };
    let count =
        move || screen.table(|view, locale| Some(locale.number(chosen_reason(view)?.count)));
    let press = move |_| {
        let key = screen.now().and_then(|view| view.query.reason);
        if let Some(key) = key {
            screen.send_table(TableEvent::ToggleReason(key));
        }
    };
    view! {
        <button
            type="button"
            class="chip"
            data-action="reason"
            aria-pressed="true"
            hidden=move || screen.table(|view, _| view.query.reason.is_none())
            on:click=press
        >
            <span prop:textContent=text(name)></span>
            <span class="count" translate="no" prop:textContent=text(count)></span>
        </button>
    }
}

fn chosen_reason(view: &View) -> Option<&ReasonGroup> {
    view.slice.reasons.iter().find(|group| Some(group.key) == view.query.reason)
}

fn filters(view: &View) -> Vec<Filter> {
    view.slice.chips.iter().map(|(filter, _)| filter.clone()).collect()
}

#[component]
fn Chip(filter: Filter) -> impl IntoView {
    let screen = use_screen();
    let filter = StoredValue::new(filter);
    let is_pressed = move || {
        let is_pressed = |view: &View| filter.with_value(|it| view.query.chips.contains(it));
        screen.table(|view, _| is_pressed(view)).to_string()
    };
    let tone = move || screen.table(|view, _| filter.with_value(|it| tone_of(it, view)));
    let word = move || {
        screen.table(|view, locale| {
            filter.with_value(|it| match it {
                Filter::Status(status) => words::standing(status, view.is_over(), locale),
                Filter::Others => locale.word(Message::Others).into(),
                Filter::Live => locale.word(Message::Live).into(),
                Filter::CallBack => locale.word(Message::ToCallBack).into(),
            })
        })
    };
    let count =
        move || screen.table(|view, locale| locale.number(count_of(view, &filter.get_value())));
    let status = filter.with_value(|it| it.status().map(|status| status.key().to_owned()));
    let action = filter.with_value(action);
    view! {
        <button
            type="button"
            class="chip"
            part="chip"
            data-action=action
            data-status=status
            aria-pressed=is_pressed
            on:click=move |_| screen.send_table(TableEvent::Toggle(filter.get_value()))
        >
            <span class="mark" data-tone=tone></span>
            <span prop:textContent=text(word)></span>
            <span class="count" translate="no" prop:textContent=text(count)></span>
        </button>
    }
}

/// The name in the element's DOM of one that is of no status.
fn action(filter: &Filter) -> Option<&'static str> {
    Some(match filter {
        Filter::Status(_) => return None,
        Filter::Others => "others",
        Filter::Live => "live",
        Filter::CallBack => "call-back",
    })
}

/// What all the others have in common is that this view does not know them.
fn tone_of(filter: &Filter, view: &View) -> &'static str {
    match filter {
        Filter::Status(status) => {
            tone::of_recipient(status, status.phase().of_campaign(view.is_over()))
        }
        Filter::Others => Phase::Unknown.key(),
        Filter::Live => Phase::Live.key(),
        Filter::CallBack => Phase::NotAnswered.key(),
    }
}

fn count_of(view: &View, filter: &Filter) -> u32 {
    view.slice.chips.iter().find(|(known, _)| known == filter).map_or(0, |(_, count)| *count)
}
