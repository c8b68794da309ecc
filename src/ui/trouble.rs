//! Why there is nothing newer: a banner over the last good data, a panel where there is none.

use super::desk::Desk;
use crate::text;
use crate::text::freshness::button;
use campaign::view::{Screen, Trouble as Kind, View};
use campaign::widget::Event;
use leptos::prelude::*;

#[component]
pub(super) fn Trouble(desk: Desk) -> impl IntoView {
    let part = desk.attribute(|view, _| {
        view.trouble.as_ref()?;
        let has_data = matches!(view.screen, Screen::Campaign(_));
        Some(if has_data { "banner" } else { "error" }.into())
    });
    let kind = desk.attribute(|view, _| view.trouble.as_ref().map(kind_of));
    let what = desk.text(|view, _| words(view).0);
    let how = desk.text(|view, _| words(view).1);
    let says = desk
        .text(|view, _| view.trouble.as_ref().and_then(text::trouble::says).unwrap_or_default());
    let when = desk.text(|view, locale| {
        view.trouble.as_ref().map(|t| text::trouble::retry(t, locale)).unwrap_or_default()
    });
    view! {
        <div
            class="trouble"
            part=part
            data-kind=kind
            hidden=desk.hidden_unless(|view| view.trouble.is_some())
        >
            <div class="words" role="alert">
                <p class="what">{what}</p>
                <p class="how">{how}</p>
                <p class="says">{says}</p>
            </div>
            <div class="act">
                <span class="when">{when}</span>
                <button
                    type="button"
                    class="button"
                    data-action="retry"
                    on:click=desk.press(|| Event::Refresh)
                >
                    {button::RETRY}
                </button>
            </div>
        </div>
    }
}

fn words(view: &View) -> text::trouble::Words {
    view.trouble.as_ref().map(text::trouble::trouble).unwrap_or_default()
}

fn kind_of(trouble: &Kind) -> String {
    match trouble {
        Kind::Offline => "offline",
        Kind::Failed { failure, .. } => failure.kind.key(),
    }
    .into()
}
