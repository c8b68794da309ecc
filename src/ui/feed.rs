//! The latest events.

use super::context::use_screen;
use super::text_content::text;
use super::tone;
use crate::text::{Locale, Message, feed as words};
use campaign::domain::Phase;
use campaign::engine::FeedEntry;
use campaign::insight::feed::EventKind;
use campaign::view::View;
use leptos::prelude::*;

#[component]
pub(super) fn Feed() -> impl IntoView {
    let screen = use_screen();
    let zone = move || {
        screen.table(|view, locale| view.campaign().map(|campaign| locale.zone(campaign.now)))
    };
    let is_empty = move || screen.figures(|c, _| c.overview.tallies.dialled == 0).unwrap_or(true);
    let lines = Memo::new(move |_| screen.table(lines));
    view! {
        <div class="feed">
            <p class="empty" hidden=move || !is_empty()>{screen.word(Message::NoActivity)}</p>
            <p class="zone" hidden=is_empty prop:textContent=text(zone)></p>
            <ol class="list">
                <For each=move || 0..lines.with(Vec::len) key=|place| *place let(place)>
                    <Event place lines />
                </For>
            </ol>
        </div>
    }
}

/// A slot for an event.
#[component]
fn Event(place: usize, lines: Memo<Vec<Line>>) -> impl IntoView {
    let tone = move || lines.with(|lines| lines.get(place).map(|line| line.tone));
    let words = move || lines.with(|lines| lines.get(place).map(|line| line.words.clone()));
    view! {
        <li>
            <span class="mark" data-tone=tone></span>
            <span class="event" prop:textContent=text(words)></span>
        </li>
    }
}

#[derive(Clone, PartialEq)]
struct Line {
    tone: &'static str,
    words: String,
}

/// One event to a line, the latest first.
fn lines(view: &View, locale: &Locale) -> Vec<Line> {
    let Some(campaign) = view.campaign() else { return Vec::new() };
    let line = |FeedEntry { row, kind }: &FeedEntry| Line {
        tone: match kind {
            EventKind::Dialled => Phase::Live.key(),
            EventKind::Ended => tone::of_recipient(&row.status, row.phase(false)),
        },
        words: words::line(row, *kind, campaign.now, locale),
    };
    view.slice.feed.iter().map(line).collect()
}
