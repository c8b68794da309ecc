//! The latest events. One text, so that whatever happened is one change of the page.

use super::context::use_screen;
use super::text_content::text;
use crate::text::{Locale, Message, feed as words};
use campaign::view::View;
use leptos::prelude::*;

#[component]
pub(super) fn Feed() -> impl IntoView {
    let screen = use_screen();
    let zone = move || {
        screen.table(|view, locale| view.campaign().map(|campaign| locale.zone(campaign.now)))
    };
    let is_empty = move || screen.figures(|c, _| c.overview.tallies.dialled == 0).unwrap_or(true);
    view! {
        <div class="feed">
            <p class="empty" hidden=move || !is_empty()>{screen.word(Message::NoActivity)}</p>
            <p class="zone" hidden=is_empty prop:textContent=text(zone)></p>
            <p class="list" prop:textContent=text(move || screen.table(lines))></p>
        </div>
    }
}

/// One event to a line, the latest first.
fn lines(view: &View, locale: &Locale) -> Option<String> {
    let now = view.campaign()?.now;
    let lines = view.slice.feed.iter().map(|it| words::line(&it.row, it.kind, now, locale));
    Some(lines.collect::<Vec<_>>().join("\n"))
}
