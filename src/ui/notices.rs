//! What a reader should know of the data; hidden when there is nothing.

use super::context::use_screen;
use super::text_content::text;
use crate::text::notices as words;
use campaign::view::Campaign;
use leptos::prelude::*;

#[component]
pub(super) fn Notices() -> impl IntoView {
    let screen = use_screen();
    let is_hidden = move || screen.campaign(|c, _| count(c)).unwrap_or(0) == 0;
    let title = move || screen.campaign(|c, locale| words::title(count(c), locale));
    let number = move || screen.campaign(|c, _| count(c).to_string());
    let sentences = move || screen.campaign(words::sentences);
    view! {
        <details class="notices" hidden=is_hidden>
            <summary>
                <span prop:textContent=text(title)></span>
                <span class="count" prop:textContent=text(number)></span>
            </summary>
            <p class="list" prop:textContent=text(sentences)></p>
        </details>
    }
}

fn count(campaign: &Campaign) -> usize {
    campaign.overview.notices.len() + usize::from(campaign.clock_behind.is_some())
}
