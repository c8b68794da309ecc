//! How far: one bar in segments, with its legend.

use super::context::use_screen;
use super::text_content::text;
use crate::text;
use campaign::domain::Phase;
use leptos::prelude::*;

#[component]
pub(super) fn Progress() -> impl IntoView {
    let screen = use_screen();
    let dialled =
        move || screen.figures(|c, locale| text::campaign::dialled(&c.overview.tallies, locale));
    let summary =
        move || screen.figures(|c, locale| text::campaign::progress(&c.overview.tallies, locale));
    view! {
        <div
            class="progress"
            part="progress card"
            data-card="progress"
            hidden=move || screen.is_series()
        >
            <div class="bar" role="img" aria-label=summary>
                {Phase::ALL.map(|phase| view! { <Segment phase /> }).collect_view()}
            </div>
            <div class="legend">
                <span class="total" part="card-value" prop:textContent=text(dialled)></span>
                {Phase::ALL.map(|phase| view! { <LegendItem phase /> }).collect_view()}
            </div>
        </div>
    }
}

#[component]
fn Segment(phase: Phase) -> impl IntoView {
    let count = count_of(phase);
    view! {
        <span
            class="segment"
            data-tone=phase.key()
            hidden=move || count() == 0
            style:flex-grow=move || count().to_string()
        ></span>
    }
}

#[component]
fn LegendItem(phase: Phase) -> impl IntoView {
    let screen = use_screen();
    let count = count_of(phase);
    let number = move || screen.figures(|_, locale| locale.number(count()));
    // The usual four always stand, and two once the campaign is over; the others only when there is something
    // to say.
    let is_usual = move || match phase {
        Phase::Answered | Phase::NotAnswered => true,
        Phase::Live | Phase::Waiting => {
            !screen.figures(|c, _| c.overview.tallies.is_over).unwrap_or(false)
        }
        Phase::Unknown | Phase::NotCalled => false,
    };
    let is_hidden = move || !is_usual() && count() == 0;
    view! {
        <span class="legend-item" data-phase=phase.key() hidden=is_hidden>
            <span class="mark" data-tone=phase.key()></span>
            <span>{screen.word(text::status::phase(phase))}</span>
            <b class="count" translate="no" prop:textContent=text(number)></b>
        </span>
    }
}

/// How many recipients are in a phase.
fn count_of(phase: Phase) -> impl Fn() -> u32 + Copy + Send + 'static {
    let screen = use_screen();
    move || screen.figures(|c, _| c.overview.tallies.in_phase(phase)).unwrap_or(0)
}
