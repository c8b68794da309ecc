//! A cell of the table.

use super::Layout;
use super::context::ScreenContext;
use super::row::Shown;
use super::text_content::{TextContent, text};
use super::tone;
use crate::text::{Locale, Message, recipient, status};
use campaign::batch_id::BatchId;
use campaign::config::call_url;
use campaign::domain::Phase;
use campaign::table::{Column, Row as Recipient};
use campaign::time::Millis;
use js_sys::encode_uri_component;
use leptos::either::EitherOf3;
use leptos::prelude::*;

/// So many bytes of text fit any cell. What is longer may be clipped, and has its whole in the title.
const FITTING: usize = 12;

/// The cells of a row, in the order of the columns.
pub(super) fn cells(
    screen: ScreenContext,
    layout: &Layout,
    shown: &Shown,
    locale: &Locale,
) -> impl IntoView + use<> {
    let template = layout.call_url.as_deref();
    let is_live = shown.recipient.phase(shown.is_over) == Phase::Live;
    let cell = |column: &Column| match (column, template) {
        (Column::Call, Some(template)) => EitherOf3::A(call_link(template, shown, locale)),
        (Column::Status, _) if is_live => EitherOf3::B(live_status(screen, shown)),
        _ => EitherOf3::C(cell(*column, shown, locale)),
    };
    layout.columns.iter().map(cell).collect_view()
}

fn cell(column: Column, shown: &Shown, locale: &Locale) -> impl IntoView + use<> {
    let Shown { recipient, is_over, .. } = shown;
    let words = cell_text(column, shown, locale);
    let title = cell_title(column, recipient, locale).or_else(|| title_of(&words));
    let tone = (column == Column::Status)
        .then(|| tone::of_recipient(&recipient.status, recipient.phase(*is_over)));
    view! {
        <td
            role="gridcell"
            part="cell"
            data-column=column.key()
            data-tone=tone
            translate=(column != Column::Status).then_some("no")
            title=title
            prop:textContent=TextContent::from(words)
        ></td>
    }
}

/// The status of a call under way, which says for how long: it changes each second.
fn live_status(screen: ScreenContext, shown: &Shown) -> impl IntoView + use<> {
    let Shown { recipient, is_over, .. } = shown;
    let tone = tone::of_recipient(&recipient.status, recipient.phase(*is_over));
    let error = recipient.error.as_deref().map(str::to_owned);
    let recipient = recipient.clone();
    let words = move || screen.campaign(|c, locale| status::live(&recipient, c.now, locale));
    let title = {
        let words = words.clone();
        move || error.clone().or_else(|| title_of(&words()?))
    };
    view! {
        <td
            role="gridcell"
            part="cell"
            data-column=Column::Status.key()
            data-tone=tone
            title=title
            prop:textContent=text(words)
        ></td>
    }
}

/// The cell of the call record, where the host page says to what address it links.
fn call_link(template: &str, shown: &Shown, locale: &Locale) -> impl IntoView + use<> {
    let Shown { recipient, is_active, .. } = shown;
    let whole = cell_text(Column::Call, shown, locale);
    let title = title_of(&whole);
    // Nobody reads a UUID, and what it leads to is the link's to say.
    let words = match BatchId::parse(&whole) {
        Some(_) => locale.word(Message::OpenCall).to_owned(),
        None => whole,
    };
    let address = call_address(template, recipient);
    // Only the active row's is a stop, or Tab would never get past the table.
    let tabindex = (!is_active).then_some("-1");
    view! {
        <td
            role="gridcell"
            part="cell"
            data-column=Column::Call.key()
            translate="no"
            title=title
        >
            <a
                target="_blank"
                rel="noopener"
                href=address
                tabindex=tabindex
                prop:textContent=TextContent::from(words)
            ></a>
        </td>
    }
}

/// Where a recipient's call record can be seen: the template with its id in each of its places.
pub(super) fn call_address(template: &str, recipient: &Recipient) -> Option<String> {
    let id = encode_uri_component(recipient.linked_call()?);
    call_url::address(template, &String::from(id))
}

fn cell_text(column: Column, shown: &Shown, locale: &Locale) -> String {
    let Shown { recipient: row, now, is_over, turn, .. } = shown;
    let time = |at: Option<Millis>| at.map(|at| locale.brief(at, *now)).unwrap_or_default();
    match column {
        Column::Name => recipient::name(row, locale),
        Column::Number => row.number.to_string(),
        Column::Status => status::in_full(row, *turn, *now, *is_over, locale),
        Column::Attempted => time(row.attempted),
        Column::Ended => time(row.ended),
        Column::Duration => row.dial_to_end.map(|span| locale.duration(span)).unwrap_or_default(),
        Column::Call => row.call_record.as_deref().unwrap_or_default().to_owned(),
    }
}

/// What a cell holds beyond its text: the time in UTC, the reason.
fn cell_title(column: Column, row: &Recipient, locale: &Locale) -> Option<String> {
    match column {
        Column::Status => row.error.as_deref().map(str::to_owned),
        Column::Attempted => row.attempted.map(|at| locale.utc(at)),
        Column::Ended => row.ended.map(|at| locale.utc(at)),
        Column::Name | Column::Number | Column::Duration | Column::Call => None,
    }
}

/// The whole of a text that may be clipped.
fn title_of(text: &str) -> Option<String> {
    (text.len() > FITTING).then(|| text.to_owned())
}
