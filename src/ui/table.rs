//! The recipient table: only the rows on screen exist, in slots that are filled anew as it moves.

use super::desk::{Desk, campaign};
use super::node::{Node, Place, el};
use super::{Layout, tone, viewport};
use crate::text::{Locale, Message, status, table as words};
use campaign::cut::cut;
use campaign::engine::Go;
use campaign::figure::digits;
use campaign::table::{Column, Direction, Row};
use campaign::time::Millis;
use campaign::view::{Campaign, Part, View};
use campaign::widget::TableEvent;
use js_sys::encode_uri_component;

/// A grid with an active row, in the words of ARIA: the focus stays on the box that scrolls, which names
/// the row. So nothing that the rows are filled with can lose it.
pub(super) fn table(desk: &Desk) -> Node {
    let desk = &desk.of(Part::Table);
    let scroller = el("div class=scroller tabindex=0 role=grid")
        .attr("aria-label", desk.word(Message::People))
        .bind("aria-rowcount", desk.text(|view, _| digits(view.slice.matching + 1)))
        .bind("aria-activedescendant", desk.value(active_id));
    let columns = &desk.layout().columns;
    let headings = columns
        .iter()
        .fold(el("tr role=row aria-rowindex=1"), |row, column| row.add(heading(desk, *column)));
    let body = el("tbody role=rowgroup");
    let [height, before] = ["height", "padding-top"].map(|name| Place::style(&body, name));
    let count = viewport::count(desk, &body, &scroller);
    let to_make = desk.clone();
    let body = body.each(count, Box::new(move |slot| row(to_make.clone(), slot)));
    let table = el("table class=table part=table role=presentation")
        .add(el("thead role=rowgroup").add(headings))
        .add(body);
    let nobody = desk.value(|view, locale| Some(locale.word(empty(view)?).into()));
    let empty =
        el("div role=row").bind("hidden", desk.hidden_unless(|view| view.slice.matching == 0)).add(
            el("div role=gridcell")
                .add(el("p class=empty role=status").add(el("slot name=empty").text(nobody))),
        );
    viewport::attend(desk, scroller.add(table).add(empty), [height, before])
}

/// By what a slot's row is named.
fn row_id(slot: usize) -> String {
    ["row-", &digits(slot)].concat()
}

/// The name of the active row, if it is among those that exist.
fn active_id(view: &View, _: &Locale) -> Option<String> {
    view.slice.active_row()?;
    Some(row_id(view.slice.active?.checked_rem(view.slice.rows.len())?))
}

/// The height of some rows, which the sheet decides.
pub(super) fn rows(count: usize) -> String {
    ["calc(", &digits(count), " * var(--row-height))"].concat()
}

fn empty(view: &View) -> Option<Message> {
    match (view.slice.total, view.slice.matching) {
        (0, _) => Some(Message::Empty),
        (_, 0) => Some(Message::NoMatch),
        _ => None,
    }
}

fn heading(desk: &Desk, column: Column) -> Node {
    let sort = |column, view: &View, _: &_| {
        let sort = view.query.sort.filter(|sort| sort.column == column);
        Some(aria_sort(sort.map(|sort| sort.direction)).into())
    };
    let zone = |column, view: &_, locale: &Locale| {
        let has_zone = matches!(column, Column::Attempted | Column::Ended);
        Some(locale.zone(zone_time(campaign(view).filter(|_| has_zone)?)))
    };
    let to_press = desk.clone();
    let press = move |_| to_press.table(TableEvent::Press(column));
    let button = el("button type=button class=sort")
        .attr("data-sort", column.key())
        .on("click", Box::new(press))
        .say(desk.word(words::column(column)))
        .add(el("span class=zone").text(desk.about(column, zone)));
    el("th role=columnheader scope=col")
        .attr("data-column", column.key())
        .bind("aria-sort", desk.about(column, sort))
        .add(button)
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

/// A slot for a row. It is filled anew when its row changes, and of that only what differs.
fn row(desk: Desk, slot: usize) -> Node {
    let mut row = el("tr role=row part=row").attr("id", &row_id(slot));
    let names = ["data-recipient", "aria-rowindex", "data-active", "data-changed"];
    let [mut id, mut index, mut active, mut changed] =
        names.map(|name| Place::attribute(&row, name));
    let mut age = Place::style(&row, "animation-delay");
    let mut cells = Vec::new();
    for column in &desk.layout().columns {
        let (node, cell) = Cell::new(*column, desk.layout());
        row = row.add(node);
        cells.push(cell);
    }
    let to_choose = desk.clone();
    let choose = move |_| {
        let row =
            to_choose.read_once(|view| view.slice.at(slot).map(|(at, row)| (at, row.clone())));
        if let Some((at, row)) = row {
            to_choose.table(TableEvent::Go(Go { from: Some(at), by: 0 }));
            to_choose.table(TableEvent::Choose(row));
        }
    };
    let mut filled: Option<(Row, Spot)> = None;
    // Which of two animations that look alike: a row that changes again is marked anew.
    let mut beat = "a";
    row.on("click", Box::new(choose)).effect(Box::new(move || {
        desk.read(|view| {
            let Some((place, row)) = view.slice.at(slot) else { return };
            let before = filled.as_ref().filter(|(shown, _)| shown.id == row.id);
            let marked = before.and_then(|(_, spot)| spot.mark);
            let now = Spot {
                index: place,
                at: campaign(view).map_or(Millis(0), Campaign::quarter),
                is_active: view.slice.active == Some(place),
                mark: view.mark(place - view.slice.first, marked),
            };
            if before.is_some_and(|(shown, spot)| shown == row && *spot == now) {
                return;
            }
            id.put(Some(row.id.clone().into()));
            index.put(Some(digits(now.index + 2)));
            active.put(now.is_active.then(String::new));
            if let Some(since) = now.mark.filter(|_| now.mark != marked) {
                beat = if beat == "a" { "b" } else { "a" };
                age.put(Some(["-", &digits((view.at - since).0), "ms"].concat()));
            }
            changed.put(now.mark.map(|_| beat.into()));
            for cell in &mut cells {
                cell.fill(row, now, desk.locale());
            }
            filled = Some((row.clone(), now));
        });
    }))
}

/// What a slot shows of a recipient besides their data.
#[derive(Copy, Clone, PartialEq)]
struct Spot {
    index: usize,
    /// The time by which dates are shortened.
    at: Millis,
    is_active: bool,
    /// Since when it is marked as changed.
    mark: Option<Millis>,
}

/// What changes of a cell.
struct Cell {
    column: Column,
    text: Place,
    title: Place,
    tone: Place,
    /// Where the call record is a link: where to and by which keys, with the template.
    link: Option<([Place; 2], String)>,
}

impl Cell {
    fn new(column: Column, layout: &Layout) -> (Node, Self) {
        let mut node = el("td role=gridcell part=cell").attr("data-column", column.key());
        let [title, tone] = ["title", "data-tone"].map(|name| Place::attribute(&node, name));
        let template = layout.call_url.clone().filter(|_| column == Column::Call);
        let Some(template) = template else {
            let text = Place::text(&node);
            return (node, Self { column, text, title, tone, link: None });
        };
        let anchor = el("a target=_blank rel=noopener");
        let text = Place::text(&anchor);
        let places = ["href", "tabindex"].map(|name| Place::attribute(&anchor, name));
        let link = Some((places, template));
        node = node.add(anchor);
        (node, Self { column, text, title, tone, link })
    }

    fn fill(&mut self, row: &Row, spot: Spot, locale: &Locale) {
        let is_status = self.column == Column::Status;
        self.tone.put(is_status.then(|| tone::of_recipient(&row.status).into()));
        let text = cell_text(locale, self.column, row, spot.at);
        let whole = || (text.len() > FITTING).then(|| text.clone());
        self.title.put(cell_title(locale, self.column, row).or_else(whole));
        self.text.put(Some(text));
        if let Some(([href, tab], template)) = &mut self.link {
            href.put(row.call_record.as_deref().map(|id| link(template, id)));
            // Only the active row's is a stop, or Tab would never get past the table.
            tab.put((!spot.is_active).then(|| "-1".into()));
        }
    }
}

/// The template with an id in place of its braces.
fn link(template: &str, id: &str) -> String {
    let (before, place) = cut(template, b'{').unwrap_or((template, ""));
    let after = cut(place, b'}').unwrap_or_default().1;
    [before, &String::from(encode_uri_component(id)), after].concat()
}

fn cell_text(locale: &Locale, column: Column, row: &Row, now: Millis) -> String {
    let time = |at: Option<Millis>| at.map(|at| locale.moment(at, now)).unwrap_or_default();
    match column {
        Column::Name => row.name.as_deref().unwrap_or(locale.word(Message::NoName)).to_owned(),
        Column::Number => row.number.clone().into(),
        Column::Status => status::recipient(&row.status, locale),
        Column::Attempted => time(row.attempted),
        Column::Ended => time(row.ended),
        Column::Duration => row.dial_to_end.map(|span| locale.duration(span)).unwrap_or_default(),
        Column::Call => row.call_record.as_deref().unwrap_or_default().to_owned(),
    }
}

/// So many bytes of text fit any cell. What is longer may be clipped, and has its whole in the title.
const FITTING: usize = 12;

/// What a cell holds beyond its text: the time in UTC, the reason.
fn cell_title(locale: &Locale, column: Column, row: &Row) -> Option<String> {
    match column {
        Column::Status => row.error.as_deref().map(str::to_owned),
        Column::Attempted => row.attempted.map(|at| locale.utc(at)),
        Column::Ended => row.ended.map(|at| locale.utc(at)),
        Column::Name | Column::Number | Column::Duration | Column::Call => None,
    }
}
