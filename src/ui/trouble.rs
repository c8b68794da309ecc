//! Why there is nothing newer: a banner over the last good data, a panel where there is none.

use super::context::use_screen;
use super::text_content::text;
use crate::text::Message;
use crate::text::trouble as words;
use campaign::view::View;
use campaign::widget::Event;
use leptos::prelude::*;

#[component]
pub(super) fn Trouble() -> impl IntoView {
    let screen = use_screen();
    let part = move || screen.trouble(|view, _| part_of(view));
    let kind = move || screen.trouble(|view, _| Some(view.trouble.as_ref()?.key()));
    let when =
        move || screen.trouble(|view, locale| Some(words::retry(view.trouble.as_ref()?, locale)));
    view! {
        <div
            class="trouble"
            part=part
            data-kind=kind
            hidden=move || screen.trouble(|view, _| view.trouble.is_none())
        >
            <div class="words" role="alert">
                <Sentences />
            </div>
            <div class="act">
                <span class="when" prop:textContent=text(when)></span>
                <button
                    type="button"
                    class="button"
                    data-action="retry"
                    on:click=move |_| screen.send(Event::Refresh)
                >
                    {screen.word(Message::Retry)}
                </button>
            </div>
        </div>
    }
}

/// What happened and what to do. Over good data the page's own error text would say too much, so
/// the slot has the part's name.
#[component]
fn Sentences() -> impl IntoView {
    let screen = use_screen();
    let part = move || screen.trouble(|view, _| part_of(view));
    let what =
        move || screen.trouble(|view, locale| Some(words::what(view.trouble.as_ref()?, locale)));
    let how =
        move || screen.trouble(|view, locale| Some(words::how(view.trouble.as_ref()?, locale)));
    let says = move || screen.trouble(|view, locale| words::says(view.trouble.as_ref()?, locale));
    view! {
        <slot name=part>
            <p class="what" prop:textContent=text(what)></p>
            <p class="how" prop:textContent=text(how)></p>
            <p class="says" prop:textContent=text(says)></p>
        </slot>
    }
}

fn part_of(view: &View) -> Option<&'static str> {
    view.trouble.as_ref()?;
    Some(if view.campaign().is_some() { "banner" } else { "error" })
}
