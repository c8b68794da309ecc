//! How far: one bar in segments, with its legend.

use super::desk::{Attribute, Desk, Text};
use crate::text;
use campaign::domain::Phase;
use leptos::prelude::*;

#[component]
pub(super) fn Progress(desk: Desk) -> impl IntoView {
    let dialled =
        desk.of_campaign(|c, locale| text::campaign::dialled(&c.overview.tallies, locale));
    let summary: Attribute = Box::new(move || {
        desk.campaign(|c, locale| text::campaign::progress(&c.overview.tallies, locale))
    });
    let segments = Phase::ALL.map(|phase| {
        let share: Text = Box::new(move || count(desk, phase).to_string());
        let hidden: Attribute = Box::new(move || (count(desk, phase) == 0).then(String::new));
        view! {
            <span class="segment" data-tone=phase.key() hidden=hidden style:flex-grow=share></span>
        }
    });
    let legend = Phase::ALL.map(|phase| view! { <LegendItem desk phase /> });
    view! {
        <div class="progress" part="progress card" data-card="progress">
            <div class="bar" role="img" aria-label=summary>{segments.into_iter().collect_view()}</div>
            <div class="legend">
                <span class="total" part="card-value">{dialled}</span>
                {legend.into_iter().collect_view()}
            </div>
        </div>
    }
}

#[component]
fn LegendItem(desk: Desk, phase: Phase) -> impl IntoView {
    let number: Text = Box::new(move || desk.say(|locale| locale.number(count(desk, phase))));
    let share: Text = Box::new(move || {
        let total = desk.campaign(|campaign, _| campaign.overview.tallies.total).unwrap_or(0);
        desk.say(|locale| locale.share(count(desk, phase), total))
    });
    // The usual four always stand; a fifth only when there is something to say.
    let hidden: Attribute =
        Box::new(move || (phase == Phase::Unknown && count(desk, phase) == 0).then(String::new));
    view! {
        <span class="legend-item" data-phase=phase.key() hidden=hidden>
            <span class="mark" data-tone=phase.key()></span>
            <span>{text::status::phase(phase)}</span>
            <b class="count">{number}</b>
            <span class="share">{share}</span>
        </span>
    }
}

fn count(desk: Desk, phase: Phase) -> u32 {
    desk.campaign(|campaign, _| campaign.overview.tallies.in_phase(phase)).unwrap_or(0)
}
