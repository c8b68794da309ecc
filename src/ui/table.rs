//! The recipient table: only the rows on screen exist, in slots that are filled anew as it moves.

use super::desk::Desk;
use super::toolbar::tone;
use crate::text::{status, table as words};
use campaign::engine::Slice;
use campaign::table::{Column, Direction, Row};
use campaign::time::Millis;
use campaign::view::{Screen, View};
use campaign::widget::TableEvent;
use leptos::html::Div;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

/// Rows beyond each edge that are kept ready, so that a quick scroll shows no gap.
const OVERSCAN: usize = 6;

/// Height of a row until the first measurement, in px.
const FIRST_GUESS: f64 = 40.0;

#[component]
pub(super) fn Table() -> impl IntoView {
    let desk = Desk::here();
    let scroller = NodeRef::<Div>::new();
    let row_height = RwSignal::new(FIRST_GUESS);
    let look = move || {
        if let Some(element) = scroller.get_untracked() {
            let height = measure_row(&element).unwrap_or(FIRST_GUESS);
            row_height.set(height);
            show_rows(desk, &element, height);
        }
    };
    watch_size(scroller, look);
    follow_shift(desk, scroller, row_height);
    let count = desk.memo(|view| view.slice.matching);
    let first = desk.memo(|view| view.slice.first);
    #[expect(clippy::cast_precision_loss, reason = "a table's height in px")]
    let px = move |rows: usize| format!("{}px", rows as f64 * row_height.get());
    view! {
        <div
            class="scroller"
            node_ref=scroller
            tabindex="0"
            role="region"
            aria-label=words::RECIPIENTS
            on:scroll=move |_| look()
        >
            <table class="table" part="table" role="table" aria-label=words::RECIPIENTS
                aria-rowcount=move || (count.get() + 1).to_string()
            >
                <thead role="rowgroup">
                    <tr role="row" aria-rowindex="1">
                        {Column::ALL.map(|column| view! { <Heading column /> }).collect_view()}
                    </tr>
                </thead>
                <tbody
                    role="rowgroup"
                    style:height=move || px(count.get())
                    style:padding-top=move || px(first.get())
                >
                    <Slots />
                </tbody>
            </table>
            <Empty />
        </div>
    }
}

/// Which rows are on screen, told to the machine in steps so that a scroll tells it seldom.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of rows, at least 0"
)]
fn show_rows(desk: Desk, scroller: &web_sys::Element, height: f64) {
    let first = (f64::from(scroller.scroll_top()) / height) as usize;
    let count = (f64::from(scroller.client_height()) / height).ceil() as usize + 1;
    let start = first.saturating_sub(OVERSCAN) / 4 * 4;
    let end = (first + count + OVERSCAN).div_ceil(4) * 4;
    desk.table(TableEvent::Show(start..end));
}

/// The sheet decides how high a row is, by width and density.
fn measure_row(scroller: &web_sys::Element) -> Option<f64> {
    let style = window().get_computed_style(scroller).ok()??;
    let text = style.get_property_value("--row-height").ok()?;
    text.trim().trim_end_matches("px").parse().ok()
}

/// Calls back when the table's box changes, and once at first.
fn watch_size(scroller: NodeRef<Div>, look: impl Fn() + Copy + 'static) {
    let callback = Closure::<dyn Fn()>::new(look);
    let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
    let kept = StoredValue::new_local((observer, callback));
    Effect::new(move |_| {
        if let Some(element) = scroller.get() {
            kept.with_value(|(observer, _)| {
                if let Some(observer) = observer {
                    observer.observe(&element);
                }
            });
        }
    });
    on_cleanup(move || {
        kept.try_with_value(|(observer, _)| observer.as_ref().map(ResizeObserver::disconnect));
    });
}

/// Keeps the reader's place: when the recipient at the top moved, the scroll position follows it.
fn follow_shift(desk: Desk, scroller: NodeRef<Div>, row_height: RwSignal<f64>) {
    let slice = desk.memo(|view| Arc::clone(&view.slice));
    Effect::new(move |before: Option<Arc<Slice>>| {
        let now = slice.get();
        let is_new = before.is_some_and(|before| !Arc::ptr_eq(&before, &now));
        if let Some(element) = scroller.get_untracked().filter(|_| is_new && now.shift != 0) {
            #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "px")]
            let moved = (now.shift as f64 * row_height.get_untracked()) as i32;
            element.set_scroll_top(element.scroll_top() + moved);
        }
        now
    });
}

#[component]
fn Heading(column: Column) -> impl IntoView {
    let desk = Desk::here();
    let order = desk.memo(move |view| {
        view.query.sort.filter(|sort| sort.column == column).map(|sort| sort.direction)
    });
    let aria_sort = move || match order.get() {
        None => "none",
        Some(Direction::Ascending) => "ascending",
        Some(Direction::Descending) => "descending",
    };
    let zone = matches!(column, Column::Attempted | Column::Ended)
        .then(|| desk.say(|locale| locale.zone().to_owned()));
    let press = move |_| desk.table(TableEvent::Press(column));
    view! {
        <th role="columnheader" scope="col" data-column=column.key() aria-sort=aria_sort>
            <button type="button" class="sort" data-sort=column.key() on:click=press>
                {words::column(column)}
                {zone.map(|zone| view! { <span class="zone">{zone}</span> })}
            </button>
        </th>
    }
}

/// One slot for each row on screen. A slot's texts change in place when its row does.
#[component]
fn Slots() -> impl IntoView {
    let desk = Desk::here();
    let count = desk.memo(|view| view.slice.rows.len());
    view! {
        <For each=move || 0..count.get() key=|at| *at let(at)>
            <SlotRow at />
        </For>
    }
}

#[component]
fn SlotRow(at: usize) -> impl IntoView {
    let desk = Desk::here();
    let row = desk.memo(move |view| view.slice.rows.get(at).cloned());
    let index = desk.memo(move |view| view.slice.first + at + 2);
    let id = move || row.with(|row| row.as_ref().map(|row| row.id.to_string()));
    let cells = Column::ALL.map(|column| view! { <Cell column row /> });
    view! {
        <tr role="row" part="row" data-recipient=id aria-rowindex=move || index.get().to_string()>
            {cells.collect_view()}
        </tr>
    }
}

#[component]
fn Cell(column: Column, row: Memo<Option<Row>>) -> impl IntoView {
    let desk = Desk::here();
    let today = desk.memo(|view| now(view).0.div_euclid(3_600_000));
    let text = move || {
        let now = Millis(today.get() * 3_600_000);
        row.with(|row| row.as_ref().map(|row| cell_text(desk, column, row, now)))
    };
    let title = move || row.with(|row| row.as_ref().and_then(|row| cell_title(desk, column, row)));
    let tone = move || {
        let is_status = column == Column::Status;
        row.with(|row| row.as_ref().filter(|_| is_status).map(|row| tone(&row.status)))
    };
    view! {
        <td role="cell" part="cell" data-column=column.key() data-tone=tone title=title>{text}</td>
    }
}

fn now(view: &View) -> Millis {
    match &view.screen {
        Screen::Campaign(campaign) => campaign.now,
        _ => Millis(0),
    }
}

fn cell_text(desk: Desk, column: Column, row: &Row, now: Millis) -> String {
    let time = |at: Option<Millis>| {
        at.map_or_else(String::new, |at| desk.say(|locale| locale.moment(at, now)))
    };
    match column {
        Column::Name => row.name.as_deref().unwrap_or(words::NO_NAME).to_owned(),
        Column::Number => row.number.to_string(),
        Column::Status => status::recipient(&row.status).into_owned(),
        Column::Attempted => time(row.attempted),
        Column::Ended => time(row.ended),
        Column::Duration => row
            .dial_to_end
            .map_or_else(String::new, |span| desk.say(|locale| locale.duration(span))),
        Column::Call => row.call_record.as_deref().unwrap_or_default().to_owned(),
    }
}

/// What a cell holds beyond its text: the whole of a long one, the time in UTC, the reason.
fn cell_title(desk: Desk, column: Column, row: &Row) -> Option<String> {
    match column {
        Column::Name => row.name.as_deref().map(str::to_owned),
        Column::Status => row.error.as_deref().map(str::to_owned),
        Column::Attempted => row.attempted.map(|at| desk.say(|locale| locale.utc(at))),
        Column::Ended => row.ended.map(|at| desk.say(|locale| locale.utc(at))),
        Column::Call => row.call_record.as_deref().map(str::to_owned),
        Column::Number | Column::Duration => None,
    }
}

#[component]
fn Empty() -> impl IntoView {
    let desk = Desk::here();
    let text = desk.memo(|view| match (view.slice.total, view.slice.matching) {
        (0, _) => Some(words::EMPTY),
        (_, 0) => Some(words::NO_MATCH),
        _ => None,
    });
    view! { <p class="empty" role="status" hidden=move || text.get().is_none()>{move || text.get()}</p> }
}
