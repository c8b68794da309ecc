//! Statuses: a shape and a word each, so that they read without colour too.

use super::desk::Desk;
use crate::text;
use campaign::domain::{BatchStatus, Phase};
use campaign::view::Screen;
use leptos::prelude::*;

/// The shape of a phase.
#[component]
pub(super) fn Mark(#[prop(into)] tone: Signal<&'static str>) -> impl IntoView {
    view! { <span class="mark" data-tone=move || tone.get() aria-hidden="true"></span> }
}

#[component]
pub(super) fn BatchBadge() -> impl IntoView {
    let desk = Desk::here();
    let status = desk.memo(|view| match &view.screen {
        Screen::Campaign(campaign) => Some(campaign.overview.batch.status.clone()),
        _ => None,
    });
    let tone = Signal::derive(move || status.with(|s| s.as_ref().map_or("", tone_of_batch)));
    let label = move || status.with(|s| s.as_ref().map(text::status::batch));
    let key = move || status.with(|s| s.as_ref().map(|status| status.key().to_owned()));
    view! {
        <span class="badge" part="status-badge" data-status=key>
            <Mark tone />
            {label}
        </span>
    }
}

fn tone_of_batch(status: &BatchStatus) -> &'static str {
    match status {
        BatchStatus::Running | BatchStatus::Recurring => Phase::Live.key(),
        BatchStatus::Draft | BatchStatus::Scheduled => Phase::Waiting.key(),
        BatchStatus::Paused | BatchStatus::Cancelled => Phase::NotAnswered.key(),
        BatchStatus::Completed => Phase::Answered.key(),
        BatchStatus::Failed => "failed",
        BatchStatus::Other(_) => Phase::Unknown.key(),
    }
}
