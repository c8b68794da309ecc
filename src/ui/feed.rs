//! The latest events; nothing of them is computed or sent while it is closed. One text, so that
//! whatever happened is one change of the page.

use super::context::use_screen;
use super::text_content::text;
use crate::text::{Locale, Message, feed as words};
use campaign::view::View;
use campaign::widget::TableEvent;
use leptos::ev;
use leptos::prelude::*;
use web_sys::Element;

#[component]
pub(super) fn Feed() -> impl IntoView {
    let screen = use_screen();
    let is_open = move || screen.table(|view, _| view.is_following);
    let zone = move || {
        screen.table(|view, locale| view.campaign().map(|campaign| locale.zone(campaign.now)))
    };
    let is_needless =
        move || screen.figures(|c, _| c.overview.tallies.dialled == 0).unwrap_or(true);
    let toggled = move |event: ev::Event| {
        let is_open = event_target::<Element>(&event).has_attribute("open");
        screen.send_table(TableEvent::Follow(is_open));
    };
    view! {
        <details class="feed" open=is_open hidden=is_needless on:toggle=toggled>
            <summary>
                {screen.word(Message::Activity)} <span class="zone" prop:textContent=text(zone)></span>
            </summary>
            <p class="list" prop:textContent=text(move || screen.table(lines))></p>
        </details>
    }
}

/// One event to a line, the latest first.
fn lines(view: &View, locale: &Locale) -> Option<String> {
    let now = view.campaign()?.now;
    let lines = view.slice.feed.iter().map(|it| words::line(&it.row, it.kind, now, locale));
    Some(lines.collect::<Vec<_>>().join("\n"))
}
