//! What is going on: name, status and the situation in a sentence; freshness at the far end.

use super::desk::Desk;
use super::status::BatchBadge;
use crate::text;
use leptos::prelude::*;

#[component]
pub(super) fn Header(children: Children) -> impl IntoView {
    let desk = Desk::here();
    let name = move || {
        desk.campaign_text(|campaign, _| {
            let name = campaign.overview.batch.name.as_deref();
            name.unwrap_or(text::campaign::UNNAMED).to_owned()
        })
    };
    let headline = move || {
        desk.campaign_text(|campaign, locale| {
            text::campaign::headline(&campaign.headline, campaign.now, locale)
        })
    };
    view! {
        <header class="header" part="header">
            <div class="title">
                <span class="name" title=name>{name}</span>
                <BatchBadge />
            </div>
            <h2 class="headline" part="headline">{headline}</h2>
            {children()}
        </header>
    }
}
