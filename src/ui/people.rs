//! The recipients: filters, what happened lately, and the table.

use super::chips::Chips;
use super::context::use_screen;
use super::row_detail::RowDetail;
use super::sort_by::{ListOrder, SortBy};
use super::table::Table;
use super::text_content::text;
use crate::text::{Locale, Message, table as words};
use campaign::engine::Slice;
use campaign::table::Query;
use campaign::widget::TableEvent;
use leptos::ev;
use leptos::prelude::*;

#[component]
pub(super) fn People() -> impl IntoView {
    let screen = use_screen();
    let count = move || {
        screen.table(|view, locale| {
            view.campaign()
                .and_then(|_| words::count(&view.slice, view.query.is_filtered(), locale))
        })
    };
    let news = move || screen.table(words::news);
    let found = Memo::new(move |before: Option<&Found>| {
        screen.table(|view, locale| Found::new(&view.slice, before, locale))
    });
    view! {
        <div class="toolbar" part="toolbar">
            <Chips />
            <SortBy />
            <p class="state">
                <span class="count" prop:textContent=text(count)></span>
                <span class="news" title=news prop:textContent=text(news)></span>
                <Settle />
                <ListOrder />
            </p>
            <p
                class="aloud found"
                role="status"
                prop:textContent=text(move || found.with(|found| found.words.clone()))
            ></p>
        </div>
        <div class="table-and-detail">
            <Table />
            <RowDetail />
        </div>
    }
}

/// How many rows wait to move while somebody is at them, and a way to have them move now.
#[component]
fn Settle() -> impl IntoView {
    let screen = use_screen();
    let count = Memo::new(move |_| screen.table(|view, _| view.slice.waiting_to_move));
    let words = move || {
        let count = Some(count.get()).filter(|count| *count > 0);
        count.map(|count| screen.say(|locale| words::waiting_to_move(count, locale)))
    };
    view! {
        <button
            type="button"
            class="chip settle"
            title=screen.word(Message::Settle)
            hidden=move || count.get() == 0
            prop:textContent=text(words)
            on:click=move |_| screen.send_table(TableEvent::Settle)
        ></button>
    }
}

/// How many a search found. Said once: that a refresh finds another number is no answer to the person who searched.
#[derive(PartialEq)]
struct Found {
    query: Query,
    words: Option<String>,
}

impl Found {
    fn new(slice: &Slice, before: Option<&Self>, locale: &Locale) -> Self {
        let known = before.filter(|before| before.query.selects_as(&slice.query));
        let words = match known {
            Some(known) => known.words.clone(),
            None => words::found(slice, locale),
        };
        Self { query: slice.query.clone(), words }
    }
}

/// The field follows the query, which something else may empty.
#[component]
pub(super) fn Search(is_hidden: Signal<bool>) -> impl IntoView {
    let screen = use_screen();
    let words = Memo::new(move |_| screen.table(|view, _| view.query.search.clone()));
    let typed =
        move |event: ev::Event| screen.send_table(TableEvent::Search(event_target_value(&event)));
    view! {
        <input
            class="search"
            type="search"
            autocomplete="off"
            spellcheck="false"
            aria-label=screen.word(Message::Search)
            placeholder=screen.word(Message::Search)
            hidden=is_hidden
            prop:value=words
            on:input=typed
        />
    }
}
