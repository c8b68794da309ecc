//! What a reader should know of the data; hidden when there is nothing.

use super::context::use_screen;
use super::text_content::text;
use crate::text::notices as words;
use campaign::view::Campaign;
use leptos::prelude::*;

#[component]
pub(super) fn Notices() -> impl IntoView {
    let screen = use_screen();
    let count = move || screen.campaign(|c, _| count(c)).unwrap_or(0);
    let title = move || screen.say(|locale| words::title(count(), locale));
    let sentences = move || screen.campaign(words::sentences);
    view! {
        <details class="notices" hidden=move || count() == 0>
            <summary>
                <span prop:textContent=text(title)></span>
                <span class="count" prop:textContent=text(move || count().to_string())></span>
            </summary>
            <p class="list" prop:textContent=text(sentences)></p>
        </details>
    }
}

fn count(campaign: &Campaign) -> usize {
    campaign.overview.notices.len() + usize::from(campaign.clock_behind.is_some())
}
