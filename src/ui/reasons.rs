//! Why calls failed: each reason filters the table when pressed, and shows everybody when pressed
//! again. It stands between the figures and the people in a place that is kept free for it, so that
//! its coming moves nothing.

use super::context::use_screen;
use super::text_content::text;
use super::tone;
use crate::text::{Message, reasons as words};
use campaign::domain::Phase;
use campaign::table::Row;
use campaign::view::{Campaign, View};
use campaign::widget::TableEvent;
use leptos::prelude::*;

#[component]
pub(super) fn Reasons() -> impl IntoView {
    let screen = use_screen();
    let title = screen.word(Message::WhyFailed);
    let count = move || screen.figures(|c, locale| words::count(&c.overview.tallies, locale));
    let rest = move || screen.table(|view, locale| words::rest(&view.slice.figures, locale));
    let places = move || screen.table(|view, _| 0..view.slice.reasons.len());
    view! {
        <details class="reasons" inert=move || screen.table(|view, _| is_needless(view))>
            <summary>{title.clone()} <span class="count" prop:textContent=text(count)></span></summary>
            <div class="list" role="group" aria-label=title>
                <For each=places key=|place| *place let(place)>
                    <Reason place />
                </For>
            </div>
            <p class="rest" prop:textContent=text(rest)></p>
        </details>
    }
}

/// Nobody failed, and nothing is filtered by why.
fn is_needless(view: &View) -> bool {
    let failed = |campaign: &Campaign| campaign.overview.tallies.in_phase(Phase::NotAnswered);
    view.query.reason == 0 && view.campaign().map_or(0, failed) == 0
}

#[component]
fn Reason(place: usize) -> impl IntoView {
    let screen = use_screen();
    let is_pressed = move || {
        let is_pressed = |view: &View| Some(figures(place, view)?.0 == view.query.reason);
        screen.table(|view, _| is_pressed(view)).map(|is_pressed| is_pressed.to_string())
    };
    let tone =
        move || screen.table(|view, _| Some(tone::of_recipient(&example(place, view)?.status)));
    let name =
        move || screen.table(|view, locale| Some(words::reason(example(place, view)?, locale)));
    let count = move || screen.table(|view, locale| Some(locale.number(figures(place, view)?.1)));
    let press = move |_| {
        if let Some((key, _)) = screen.now().and_then(|view| figures(place, &view)) {
            screen.send_table(TableEvent::ToggleReason(key));
        }
    };
    view! {
        <button type="button" class="chip" aria-pressed=is_pressed on:click=press>
            <span class="mark" data-tone=tone></span>
            <span prop:textContent=text(name)></span>
            <span class="count" prop:textContent=text(count)></span>
        </button>
    }
}

/// Somebody who has a reason.
fn example(place: usize, view: &View) -> Option<&Row> {
    view.slice.reasons.get(place)
}

/// What a reason is told by, and how many have it.
fn figures(place: usize, view: &View) -> Option<(u32, u32)> {
    let mut figures = view.slice.figures.iter().skip(place * 2);
    Some((*figures.next()?, *figures.next()?))
}
