//! Why calls failed: each reason filters the table when pressed, and shows everybody when pressed
//! again. It stands between the figures and the people in a place that is kept free for it, so that
//! its coming moves nothing.

use super::context::use_screen;
use super::text_content::text;
use super::tone;
use crate::text::{Message, reasons as words};
use campaign::engine::ReasonGroup;
use campaign::table::Row;
use campaign::view::View;
use campaign::widget::TableEvent;
use leptos::prelude::*;

#[component]
pub(super) fn Reasons() -> impl IntoView {
    let screen = use_screen();
    let title = screen.word(Message::WhyFailed);
    let count = move || screen.figures(|c, locale| words::count(&c.overview.tallies, locale));
    let rest = move || screen.table(|view, locale| words::rest(view.slice.rest_of_reasons, locale));
    let places = move || screen.table(|view, _| 0..view.slice.reasons.len());
    view! {
        <details class="reasons" inert=move || screen.table(|view, _| !view.shows_reasons())>
            <summary>{title.clone()} <span class="count" prop:textContent=text(count)></span></summary>
            <div class="list" role="group" aria-label=title>
                <For each=places key=|place| *place let(place)>
                    <Reason place />
                </For>
            </div>
            <button
                type="button"
                class="button rest"
                data-action="more-reasons"
                prop:textContent=text(rest)
                on:click=move |_| screen.send_table(TableEvent::MoreReasons)
            ></button>
        </details>
    }
}

#[component]
fn Reason(place: usize) -> impl IntoView {
    let screen = use_screen();
    let is_pressed = move || {
        let is_pressed = |view: &View| Some(Some(reason_at(place, view)?.key) == view.query.reason);
        screen.table(|view, _| is_pressed(view)).map(|is_pressed| is_pressed.to_string())
    };
    let tone = move || {
        let tone = |row: &Row| tone::of_recipient(&row.status, row.phase(false));
        screen.table(|view, _| Some(tone(&reason_at(place, view)?.example)))
    };
    let name = move || {
        screen.table(|view, locale| Some(words::reason(&reason_at(place, view)?.example, locale)))
    };
    let count =
        move || screen.table(|view, locale| Some(locale.number(reason_at(place, view)?.count)));
    let press = move |_| {
        let key = |view: &View| Some(reason_at(place, view)?.key);
        if let Some(key) = screen.now().and_then(|view| key(&view)) {
            screen.send_table(TableEvent::ToggleReason(key));
        }
    };
    view! {
        <button type="button" class="chip" aria-pressed=is_pressed on:click=press>
            <span class="mark" data-tone=tone></span>
            <span prop:textContent=text(name)></span>
            <span class="count" translate="no" prop:textContent=text(count)></span>
        </button>
    }
}

fn reason_at(place: usize, view: &View) -> Option<&ReasonGroup> {
    view.slice.reasons.get(place)
}
