//! The recipient table: only the rows on screen exist, in slots that are filled anew as it moves.

use super::context::use_screen;
use super::ring::{keep_focus, keep_order};
use super::row::{Row, row_id};
use super::selected_text::copy_rows;
use super::text_content::text;
use super::viewport::Viewport;
use crate::text::{Message, table as words};
use campaign::table::{Column, Direction};
use campaign::time::Millis;
use campaign::view::{Campaign, View};
use campaign::widget::TableEvent;
use leptos::ev::KeyboardEvent;
use leptos::html::{Div, Tbody};
use leptos::prelude::*;

/// A grid with an active row, in the words of ARIA: the focus stays on the box that scrolls, which names
/// the row. So nothing that the rows are filled with can lose it. Tab comes to the headers first, as they are read: the
/// box, which holds both, is no stop of its own but takes over where Tab reaches the rows.
#[component]
pub(super) fn Table() -> impl IntoView {
    let screen = use_screen();
    let scroller = NodeRef::<Div>::new();
    let body = NodeRef::<Tbody>::new();
    let viewport = Viewport::new(screen, scroller, body);
    let headings = screen.layout().columns.into_iter();
    let headings = headings.map(|column| view! { <Heading viewport column /> });
    let printed = move || {
        viewport
            .is_printing
            .get()
            .then(|| screen.table(|view, locale| words::printed(&view.slice, locale)))
            .flatten()
    };
    view! {
        <div
            class="scroller"
            tabindex="-1"
            role="grid"
            aria-label=screen.word(Message::People)
            aria-rowcount=move || screen.table(|view, _| view.slice.matching + 1)
            aria-activedescendant=move || screen.table(|view, _| active_id(view))
            data-printing=move || viewport.is_printing.get().then_some("")
            node_ref=scroller
            on:scroll=move |_| viewport.ask_for_rows()
            on:keydown=move |event: KeyboardEvent| viewport.on_key(&event)
            on:focus=move |_| viewport.on_focus()
            on:blur=move |_| viewport.on_blur()
            on:focusin=move |event| viewport.on_focus_in(&event)
            on:focusout=move |_| viewport.on_focus_out()
            on:pointerenter=move |_| viewport.set_pointed(true)
            on:pointerleave=move |_| viewport.set_pointed(false)
        >
            <table class="table" part="table" role="presentation">
                <thead role="rowgroup">
                    <tr role="row" aria-rowindex="1">
                        {headings.collect_view()}
                    </tr>
                </thead>
                <Rows viewport scroller body />
            </table>
            <Nobody />
        </div>
        <p class="printed" prop:textContent=text(printed)></p>
    }
}

/// The name of the active row, if it is among those that exist.
fn active_id(view: &View) -> Option<String> {
    view.slice.active_row()?;
    Some(row_id(view.slice.active?.checked_rem(view.slice.rows.len())?))
}

/// A slot for each row on screen, and room for all the others.
#[component]
fn Rows(viewport: Viewport, scroller: NodeRef<Div>, body: NodeRef<Tbody>) -> impl IntoView {
    let screen = use_screen();
    let ring = Memo::new(move |_| screen.table(|view, _| view.slice.ring()));
    keep_focus(screen, scroller, body);
    keep_order(ring, body);
    let copy = move |event| {
        if let Some(body) = body.get_untracked() {
            copy_rows(&event, &body);
        }
    };
    view! {
        <tbody
            role="rowgroup"
            tabindex=move || viewport.rows_tab_stop()
            node_ref=body
            on:copy=copy
            on:pointerdown=move |_| viewport.on_press()
            on:focus=move |_| viewport.take_focus()
        >
            <For each=move || 0..ring.get().count key=|index| *index let(index)>
                <Row index />
            </For>
        </tbody>
    }
}

/// What stands in place of the rows where there are none.
#[component]
fn Nobody() -> impl IntoView {
    let screen = use_screen();
    let words = move || {
        let message = screen.table(|view, _| message_of(view));
        message.map(|message| screen.word(message))
    };
    view! {
        <div role="row" hidden=move || screen.table(|view, _| view.slice.matching > 0)>
            <div role="gridcell">
                <p class="empty" role="status">
                    <slot name="empty" prop:textContent=text(words)></slot>
                </p>
            </div>
        </div>
    }
}

fn message_of(view: &View) -> Option<Message> {
    match (view.slice.total, view.slice.matching) {
        (0, _) if view.is_over() => Some(Message::EmptyOver),
        (0, _) => Some(Message::Empty),
        (_, 0) => Some(Message::NoMatch),
        _ => None,
    }
}

#[component]
fn Heading(viewport: Viewport, column: Column) -> impl IntoView {
    let screen = use_screen();
    let sort = move || {
        let sort =
            screen.table(|view, _| view.query.order.sort().filter(|sort| sort.column == column));
        aria_sort(sort.map(|sort| sort.direction))
    };
    let has_zone = matches!(column, Column::Attempted | Column::Ended);
    let zone = move || {
        screen.table(|view, locale| {
            view.campaign().filter(|_| has_zone).map(|it| locale.zone(zone_time(it)))
        })
    };
    view! {
        <th role="columnheader" scope="col" data-column=column.key() aria-sort=sort>
            <button
                type="button"
                class="sort"
                data-sort=column.key()
                tabindex=move || viewport.headers_tab_stop()
                on:click=move |_| screen.send_table(TableEvent::Press(column))
            >
                {screen.word(words::column(column))}
                <span class="zone" prop:textContent=text(zone)></span>
            </button>
        </th>
    }
}

/// The time whose zone stands over the times: the campaign's start, not today, since summer time
/// may lie between.
fn zone_time(campaign: &Campaign) -> Millis {
    campaign.overview.batch.started_at.unwrap_or(campaign.now)
}

fn aria_sort(direction: Option<Direction>) -> &'static str {
    match direction {
        None => "none",
        Some(Direction::Ascending) => "ascending",
        Some(Direction::Descending) => "descending",
    }
}
