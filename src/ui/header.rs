//! What is going on: name, status and the situation in a sentence; freshness at the far end.

use super::desk::Desk;
use super::freshness::Freshness;
use super::tone;
use crate::text;
use crate::text::Locale;
use campaign::view::{Campaign, Screen, View};
use leptos::prelude::*;

#[component]
pub(super) fn Header(desk: Desk) -> impl IntoView {
    let name = desk.of_campaign(name_of);
    let title = desk.attribute(|view, locale| match &view.screen {
        Screen::Campaign(campaign) => Some(name_of(campaign, locale)),
        _ => None,
    });
    let headline = desk.of_campaign(|campaign, locale| {
        text::campaign::headline(&campaign.headline, campaign.now, locale)
    });
    let status = desk.attribute(|view, _| Some(batch(view)?.status.key().to_owned()));
    let tone = desk.attribute(|view, _| Some(tone::of_batch(&batch(view)?.status).to_owned()));
    let label =
        desk.of_campaign(|campaign, _| text::status::batch(&campaign.overview.batch.status).into());
    view! {
        <header class="header" part="header" hidden=desk.hidden_unless(|view| batch(view).is_some())>
            <div class="title">
                <span class="name" title=title>{name}</span>
                <span class="badge" part="status-badge" data-status=status>
                    <span class="mark" data-tone=tone></span>
                    <span>{label}</span>
                </span>
            </div>
            <h2 class="headline" part="headline">{headline}</h2>
            <Freshness desk />
        </header>
    }
}

fn name_of(campaign: &Campaign, _: &Locale) -> String {
    campaign.overview.batch.name.as_deref().unwrap_or(text::campaign::UNNAMED).to_owned()
}

fn batch(view: &View) -> Option<&campaign::domain::Batch> {
    match &view.screen {
        Screen::Campaign(campaign) => Some(&campaign.overview.batch),
        _ => None,
    }
}
