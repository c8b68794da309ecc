//! Why there is nothing newer: a banner over the last good data, a panel where there is none.

use super::desk::Desk;
use crate::text;
use crate::text::freshness::button;
use campaign::view::{Screen, Trouble};
use campaign::widget::Event;
use leptos::prelude::*;

#[component]
pub(super) fn TroubleBanner() -> impl IntoView {
    let desk = Desk::here();
    let kind = desk.memo(|view| view.trouble.as_ref().map(kind_of));
    move || kind.get().map(|kind| view! { <Banner kind /> })
}

#[component]
fn Banner(kind: &'static str) -> impl IntoView {
    let desk = Desk::here();
    let has_data = desk.memo(|view| matches!(view.screen, Screen::Campaign(_)));
    let part = move || if has_data.get() { "banner" } else { "error" };
    let class = move || if has_data.get() { "trouble banner" } else { "trouble panel" };
    let words = desk.memo(|view| view.trouble.as_ref().map(text::trouble::trouble));
    let what = move || words.get().map(|(what, _)| what);
    let how = move || words.get().map(|(_, how)| how);
    let says = move || desk.read(|view| view.trouble.as_ref().and_then(text::trouble::says));
    let when = move || {
        let trouble = |view: &campaign::view::View| {
            view.trouble.as_ref().map(|t| desk.say(|locale| text::trouble::retry(t, locale)))
        };
        desk.read(trouble)
    };
    let retry = move |_| desk.send(Event::Refresh);
    view! {
        <div class=class part=part data-kind=kind>
            <div class="words" role="alert">
                <p class="what">{what}</p>
                <p class="how">{how}</p>
                <p class="says">{says}</p>
            </div>
            <div class="act">
                <span class="when">{when}</span>
                <button type="button" class="button" data-action="retry" on:click=retry>
                    {button::RETRY}
                </button>
            </div>
        </div>
    }
}

fn kind_of(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Offline => "offline",
        Trouble::Failed { failure, .. } => failure.kind.key(),
    }
}
