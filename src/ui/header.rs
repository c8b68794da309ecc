//! What is going on: name, status and the situation in a sentence; freshness at the far end.

use super::context::use_screen;
use super::freshness::Freshness;
use super::text_content::text;
use super::tone;
use crate::text;
use leptos::prelude::*;

#[component]
pub(super) fn Header() -> impl IntoView {
    let screen = use_screen();
    let name = move || screen.figures(text::campaign::name);
    let headline = move || screen.campaign(text::campaign::headline);
    view! {
        <header class="header" part="header" hidden=move || !screen.has_campaign()>
            <div class="title">
                <span class="name" translate="no" title=name prop:textContent=text(name)></span>
                <StatusBadge />
            </div>
            <h2
                class="headline"
                part="headline"
                title=headline
                prop:textContent=text(headline)
            ></h2>
            <Freshness />
        </header>
    }
}

#[component]
fn StatusBadge() -> impl IntoView {
    let screen = use_screen();
    let key = move || screen.figures(|c, _| c.overview.batch.status.key().to_owned());
    let tone = move || screen.figures(|c, _| tone::of_batch(&c.overview.batch.status));
    let label =
        move || screen.figures(|c, locale| text::status::batch(&c.overview.batch.status, locale));
    view! {
        <span class="badge" part="status-badge" data-status=key>
            <span class="mark" data-tone=tone></span>
            <span prop:textContent=text(label)></span>
        </span>
    }
}
