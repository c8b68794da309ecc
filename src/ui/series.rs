//! The runs of a recurring campaign, in the place of its own progress: its recipients are what each run
//! begins with, and wait for ever.

use super::context::use_screen;
use super::text_content::text;
use super::tone;
use crate::text::{Locale, Message, series as words, status};
use campaign::domain::series::Run;
use campaign::view::Campaign;
use leptos::prelude::*;

#[component]
pub(super) fn Series() -> impl IntoView {
    let screen = use_screen();
    let rule = move || {
        let rule = |c: &Campaign, locale: &Locale| {
            c.overview.batch.series.as_ref().map(|series| words::rule(series, locale))
        };
        screen.figures(rule).flatten()
    };
    let note = screen.word(Message::IsRecurring);
    let places = move || screen.figures(|c, _| 0..runs(c).len()).unwrap_or_default();
    view! {
        <div class="series" part="card" data-card="series" hidden=move || !screen.is_series()>
            <p class="rule" prop:textContent=text(rule)></p>
            <ol class="runs" role="list" tabindex="0" aria-label=screen.word(Message::Recurring)>
                <For each=places key=|place| *place let(place)>
                    <SeriesRun place />
                </For>
            </ol>
            <p class="note">{note}</p>
        </div>
    }
}

#[component]
fn SeriesRun(place: usize) -> impl IntoView {
    let screen = use_screen();
    let number = move || {
        screen.figures(|c, locale| Some(words::number(runs(c).get(place)?, locale))).flatten()
    };
    let state = move || {
        screen
            .figures(|c, locale| Some(status::batch(&runs(c).get(place)?.status, locale)))
            .flatten()
    };
    let ended = move || {
        screen.figures(|c, locale| Some(words::ended(runs(c).get(place)?, locale))).flatten()
    };
    let start = move || {
        screen
            .figures(|c, locale| Some(words::started(runs(c).get(place)?, c.now, locale)))
            .flatten()
    };
    let tone =
        move || screen.figures(|c, _| Some(tone::of_batch(&runs(c).get(place)?.status))).flatten();
    let share = move || screen.figures(|c, _| share_of(runs(c).get(place)?)).flatten();
    view! {
        <li class="run" data-tone=tone>
            <span class="mark" data-tone=tone></span>
            <span class="run-number" prop:textContent=text(number)></span>
            <span class="run-bar" aria-hidden="true">
                <span style:width=share></span>
            </span>
            <span class="run-state" prop:textContent=text(state)></span>
            <span class="run-ended" prop:textContent=text(ended)></span>
            <span class="run-start" prop:textContent=text(start)></span>
        </li>
    }
}

/// How far a run is, as a width.
fn share_of(run: &Run) -> Option<String> {
    let total = run.total.filter(|total| *total > 0)?;
    Some(format!("{}%", 100.0 * f64::from(run.ended()?.min(total)) / f64::from(total)))
}

fn runs(campaign: &Campaign) -> &[Run] {
    campaign.overview.batch.series.as_ref().map_or(&[], |series| &series.runs)
}
