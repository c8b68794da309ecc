//! The recipient table: only the rows on screen exist, in slots that are filled anew as it moves.

use super::desk::{Attribute, Desk, Text};
use super::tone;
use super::viewport::Viewport;
use crate::text::{Locale, status, table as words};
use campaign::table::{Column, Direction, Row};
use campaign::time::Millis;
use campaign::view::{Campaign, Screen, View};
use campaign::widget::{Event, TableEvent};
use leptos::ev;
use leptos::prelude::*;

#[component]
pub(super) fn Table(desk: Desk) -> impl IntoView {
    let viewport = Viewport::new(desk);
    let scrolled: Box<dyn FnMut(ev::Event)> = Box::new(move |_| viewport.look());
    let height: Text = Box::new(move || rows(desk.read(|view| view.slice.matching)));
    let above: Text = Box::new(move || rows(desk.read(|view| view.slice.first)));
    let row_count = desk.attribute(|view, _| Some((view.slice.matching + 1).to_string()));
    let headings = Column::ALL.map(|column| view! { <Heading desk column /> });
    view! {
        <div
            class="scroller"
            node_ref=viewport.scroller
            tabindex="0"
            role="region"
            aria-label=words::RECIPIENTS
            on:scroll=scrolled
        >
            <table class="table" part="table" role="table" aria-label=words::RECIPIENTS
                aria-rowcount=row_count
            >
                <thead role="rowgroup">
                    <tr role="row" aria-rowindex="1">{headings.into_iter().collect_view()}</tr>
                </thead>
                <tbody role="rowgroup" style:height=height style:padding-top=above>
                    <Rows desk />
                </tbody>
            </table>
            <p class="empty" role="status" hidden=desk.hidden_unless(|view| view.slice.matching == 0)>
                {desk.text(|view, _| empty(view).into())}
            </p>
        </div>
    }
}

/// The height of some rows, which the sheet decides.
fn rows(count: usize) -> String {
    format!("calc({count} * var(--row-height))")
}

fn empty(view: &View) -> &'static str {
    match (view.slice.total, view.slice.matching) {
        (0, _) => words::EMPTY,
        (_, 0) => words::NO_MATCH,
        _ => "",
    }
}

#[component]
fn Heading(desk: Desk, column: Column) -> impl IntoView {
    let sort: Attribute = Box::new(move || {
        let sort = desk.read(|view| view.query.sort.filter(|sort| sort.column == column));
        Some(aria_sort(sort.map(|sort| sort.direction)).into())
    });
    let has_zone = matches!(column, Column::Attempted | Column::Ended);
    let zone: Text = Box::new(move || {
        let zone = desk.campaign(|campaign, locale| locale.zone(zone_time(campaign)));
        zone.filter(|_| has_zone).unwrap_or_default()
    });
    let press = desk.press(move || Event::Table(TableEvent::Press(column)));
    view! {
        <th role="columnheader" scope="col" data-column=column.key() aria-sort=sort>
            <button type="button" class="sort" data-sort=column.key() on:click=press>
                {words::column(column)}
                <span class="zone">{zone}</span>
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

/// One slot for each row on screen.
#[component]
fn Rows(desk: Desk) -> impl IntoView {
    let count = desk.memo(Box::new(|view| view.slice.rows.len()));
    move || (0..count.get()).map(|slot| row(desk, slot)).collect::<Vec<_>>()
}

/// A slot. When its row changes, its texts change in place, and only those that differ.
fn row(desk: Desk, at: usize) -> impl IntoView {
    let shown = desk.memo(Box::new(move |view| {
        let row = view.slice.rows.get(at).cloned();
        row.map(|row| (row, view.slice.first + at, quarter(view)))
    }));
    let draw = move |(row, index, now): &(Row, usize, Millis)| {
        let cells = desk.say(|locale| Column::ALL.map(|column| cell(locale, column, row, *now)));
        view! {
            <tr
                role="row"
                part="row"
                data-recipient=row.id.to_string()
                aria-rowindex=(index + 2).to_string()
            >
                {cells.into_iter().collect::<Vec<_>>()}
            </tr>
        }
    };
    move || shown.with(|shown| shown.as_ref().map(draw))
}

fn cell(locale: &Locale, column: Column, row: &Row, now: Millis) -> impl IntoView + use<> {
    let tone = (column == Column::Status).then(|| tone::of_recipient(&row.status).to_owned());
    let text = cell_text(locale, column, row, now);
    let title = cell_title(locale, column, row);
    view! {
        <td role="cell" part="cell" data-column=column.key() data-tone=tone title=title>{text}</td>
    }
}

/// The time by which dates are shortened. By quarters of an hour, on which midnight falls in every
/// zone, so that rows are not put into words each second.
fn quarter(view: &View) -> Millis {
    const QUARTER: i64 = 15 * campaign::time::MINUTE;
    match &view.screen {
        Screen::Campaign(campaign) => Millis(campaign.now.0 - campaign.now.0.rem_euclid(QUARTER)),
        _ => Millis(0),
    }
}

fn cell_text(locale: &Locale, column: Column, row: &Row, now: Millis) -> String {
    let time = |at: Option<Millis>| at.map(|at| locale.moment(at, now)).unwrap_or_default();
    match column {
        Column::Name => row.name.as_deref().unwrap_or(words::NO_NAME).to_owned(),
        Column::Number => row.number.to_string(),
        Column::Status => status::recipient(&row.status).into_owned(),
        Column::Attempted => time(row.attempted),
        Column::Ended => time(row.ended),
        Column::Duration => row.dial_to_end.map(|span| locale.duration(span)).unwrap_or_default(),
        Column::Call => row.call_record.as_deref().unwrap_or_default().to_owned(),
    }
}

/// What a cell holds beyond its text: the whole of a long one, the time in UTC, the reason.
fn cell_title(locale: &Locale, column: Column, row: &Row) -> Option<String> {
    match column {
        Column::Name => row.name.as_deref().map(str::to_owned),
        Column::Status => row.error.as_deref().map(str::to_owned),
        Column::Attempted => row.attempted.map(|at| locale.utc(at)),
        Column::Ended => row.ended.map(|at| locale.utc(at)),
        Column::Call => row.call_record.as_deref().map(str::to_owned),
        Column::Number | Column::Duration => None,
    }
}
