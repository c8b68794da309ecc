//! Search and filter.

use super::chips::Chips;
use super::desk::{Desk, Text};
use crate::text::table as words;
use campaign::widget::TableEvent;
use leptos::ev;
use leptos::prelude::*;

#[component]
pub(super) fn Toolbar(desk: Desk) -> impl IntoView {
    let count =
        desk.text(|view, locale| words::count(&view.slice, view.query.is_filtered(), locale));
    let search: Text = Box::new(move || desk.read(|view| view.query.search.clone()));
    let typed: Box<dyn FnMut(ev::Event)> =
        Box::new(move |event| desk.table(TableEvent::Search(event_target_value(&event))));
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
            <Chips desk />
        </div>
    }
}
