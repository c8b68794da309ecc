//! What a reader should know of the data; nothing when there is nothing.

use super::desk::Desk;
use crate::text;
use campaign::view::Screen;
use leptos::prelude::*;

#[component]
pub(super) fn Notices() -> impl IntoView {
    let desk = Desk::here();
    let found = desk.memo(move |view| match &view.screen {
        Screen::Campaign(campaign) => {
            let notices = campaign.overview.notices.iter();
            let texts = notices.map(|n| desk.say(|locale| text::notices::notice(n, locale)));
            let clock = campaign.clock_behind;
            let clock = clock.map(|c| desk.say(|locale| text::notices::clock_behind(c, locale)));
            texts.chain(clock).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    });
    let list = move || found.get().into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    view! {
        <Show when=move || !found.read().is_empty()>
            <details class="notices">
                <summary>
                    {move || text::notices::title(found.read().len())}
                    <span class="count">{move || found.read().len()}</span>
                </summary>
                <ul>{list}</ul>
            </details>
        </Show>
    }
}
