//! What a reader should know of the data; hidden when there is nothing.

use super::desk::Desk;
use crate::text;
use crate::text::Locale;
use campaign::view::{Campaign, Screen, View};
use leptos::prelude::*;

#[component]
pub(super) fn Notices(desk: Desk) -> impl IntoView {
    let title = desk.of_campaign(|campaign, _| text::notices::title(count(campaign)).into());
    let number = desk.of_campaign(|campaign, _| count(campaign).to_string());
    let list = desk.of_campaign(sentences);
    view! {
        <details class="notices" hidden=desk.hidden_unless(has_any)>
            <summary>
                <span>{title}</span>
                <span class="count">{number}</span>
            </summary>
            <p class="list">{list}</p>
        </details>
    }
}

fn has_any(view: &View) -> bool {
    matches!(&view.screen, Screen::Campaign(campaign) if count(campaign) > 0)
}

fn count(campaign: &Campaign) -> usize {
    campaign.overview.notices.len() + usize::from(campaign.clock_behind.is_some())
}

/// One to a line.
fn sentences(campaign: &Campaign, locale: &Locale) -> String {
    let notices = campaign.overview.notices.iter().map(|n| text::notices::notice(n, locale));
    let clock = campaign.clock_behind.map(|span| text::notices::clock_behind(span, locale));
    notices.chain(clock).collect::<Vec<_>>().join("\n")
}
