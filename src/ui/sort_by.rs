//! The order of the table as a list to choose from, where the table is too narrow for headers.

use super::context::use_screen;
use crate::text::{Message, table as words};
use campaign::table::Order;
use campaign::widget::TableEvent;
use leptos::ev;
use leptos::prelude::*;

#[component]
pub(super) fn SortBy() -> impl IntoView {
    let screen = use_screen();
    let columns = StoredValue::new(screen.layout().columns);
    let current =
        Memo::new(move |_| screen.table(|view, _| view.query.order.of_campaign(view.is_over())));
    let is_over = Memo::new(move |_| screen.table(|view, _| view.is_over()));
    let orders = Memo::new(move |_| {
        columns.with_value(|columns| Order::all(columns, current.get(), is_over.get()))
    });
    let option = move |(index, order): (usize, Order)| {
        let words = screen.say(|locale| words::order(order, locale));
        view! {
            <option value=index.to_string() prop:selected=move || current.get() == order>
                {words}
            </option>
        }
    };
    let chosen = move |event: ev::Event| {
        let index: Option<usize> = event_target_value(&event).parse().ok();
        let order = index.and_then(|index| orders.with_untracked(|it| it.get(index).copied()));
        if let Some(order) = order {
            screen.send_table(TableEvent::Sort(order));
        }
    };
    view! {
        <label class="sort-by">
            <span>{screen.word(Message::SortBy)}</span>
            <select on:change=chosen>
                {move || orders.get().into_iter().enumerate().map(option).collect_view()}
            </select>
        </label>
    }
}

/// The switch between the order of the list and the default, where there are headers for the others. Once a campaign is
/// over both are the same.
#[component]
pub(super) fn ListOrder() -> impl IntoView {
    let screen = use_screen();
    let order = Memo::new(move |_| screen.table(|view, _| view.query.order));
    view! {
        <button
            type="button"
            class="chip list-order"
            aria-pressed=move || (order.get() == Order::List).to_string()
            hidden=move || screen.table(|view, _| view.is_over())
            on:click=move |_| {
                screen.send_table(TableEvent::Sort(order.get_untracked().switched()));
            }
        >
            {screen.word(Message::ListOrder)}
        </button>
    }
}
