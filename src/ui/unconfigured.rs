//! What stands in place of a campaign while the host page has something left to give.

use super::context::use_screen;
use super::text_content::text;
use crate::text::trouble as words;
use campaign::config::Missing;
use leptos::prelude::*;

#[component]
pub(super) fn Unconfigured() -> impl IntoView {
    let screen = use_screen();
    let missing = move || screen.trouble(|view, _| view.missing());
    let sentences =
        move || missing().map(|it| screen.say(|l| words::sentences(words::missing(it), l)));
    view! {
        <div
            class="unconfigured"
            part="unconfigured"
            role="status"
            data-kind=move || missing().map(Missing::key)
            hidden=move || missing().is_none()
        >
            <p class="what" prop:textContent=text(move || Some(sentences()?.what))></p>
            <p class="how" prop:textContent=text(move || Some(sentences()?.how))></p>
        </div>
    }
}
