//! How far: one bar in segments, with its legend.

use super::desk::Desk;
use super::status::Mark;
use crate::text;
use campaign::domain::Phase;
use campaign::insight::tallies::Tallies;
use campaign::view::Screen;
use leptos::prelude::*;

#[component]
pub(super) fn Progress() -> impl IntoView {
    let desk = Desk::here();
    let tallies = desk.memo(|view| match &view.screen {
        Screen::Campaign(campaign) => campaign.overview.tallies.clone(),
        _ => Tallies::default(),
    });
    let dialled = move || tallies.with(|t| desk.say(|l| text::campaign::dialled(t, l)));
    let summary = move || tallies.with(|t| desk.say(|l| text::campaign::progress(t, l)));
    let legend = Phase::ALL.map(|phase| view! { <LegendItem phase tallies /> });
    let segments = Phase::ALL.map(|phase| {
        let share = move || tallies.with(|tallies| tallies.in_phase(phase)).to_string();
        view! { <span class="segment" data-tone=phase.key() style:flex-grow=share></span> }
    });
    view! {
        <div class="progress" part="progress card" data-card="progress">
            <div class="bar" role="img" aria-label=summary>{segments.collect_view()}</div>
            <div class="legend">
                <span class="total" part="card-value">{dialled}</span>
                {legend.collect_view()}
            </div>
        </div>
    }
}

#[component]
fn LegendItem(phase: Phase, tallies: Memo<Tallies>) -> impl IntoView {
    let desk = Desk::here();
    let count = move || tallies.with(|tallies| tallies.in_phase(phase));
    let number = move || desk.say(|locale| locale.number(count()));
    let share = move || {
        let total = tallies.with(|tallies| tallies.total);
        desk.say(|locale| locale.share(count(), total))
    };
    // The usual four always stand; a fifth only when there is something to say.
    let is_hidden = move || phase == Phase::Unknown && count() == 0;
    view! {
        <span class="legend-item" data-phase=phase.key() hidden=is_hidden>
            <Mark tone=phase.key() />
            <span>{text::status::phase(phase)}</span>
            <b class="count">{number}</b>
            <span class="share">{share}</span>
        </span>
    }
}
