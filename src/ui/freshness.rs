//! How old the data is, when it is renewed, and the buttons for both.

use super::desk::Desk;
use crate::text::freshness::{self, button};
use campaign::view::{Next, View};
use campaign::widget::Event;
use leptos::prelude::*;

/// Named, not written out: a wholly static subtree is made by `innerHTML`, which Trusted Types refuse.
const REFRESH_ICON: &str = "refresh";

#[component]
pub(super) fn Freshness(desk: Desk) -> impl IntoView {
    let age = desk.text(|view, locale| freshness::age(&view.freshness, locale));
    let next = desk.text(|view, locale| freshness::next(view.freshness.next, locale));
    let is_busy = desk.attribute(|view, _| (view.freshness.next == Next::Asking).then(String::new));
    let icon =
        desk.attribute(|view, _| Some(if is_held(view) { "resume" } else { "pause" }.into()));
    view! {
        <div class="freshness">
            <span class="times" data-freshness="">
                <span class="age">{age}</span>
                <span class="next">{next}</span>
            </span>
            <button
                type="button"
                class="icon-button"
                data-action="pause"
                aria-label=desk.attribute(|view, _| Some(hold_label(view)))
                title=desk.attribute(|view, _| Some(hold_label(view)))
                on:click=desk.press_hold()
            >
                <span class="icon" data-icon=icon></span>
            </button>
            <button
                type="button"
                class="icon-button"
                data-action="refresh"
                aria-label=button::REFRESH
                title=button::REFRESH
                data-busy=is_busy
                on:click=desk.press(|| Event::Refresh)
            >
                <span class="icon" data-icon=REFRESH_ICON></span>
            </button>
        </div>
    }
}

fn is_held(view: &View) -> bool {
    view.freshness.is_held
}

fn hold_label(view: &View) -> String {
    if is_held(view) { button::RESUME } else { button::PAUSE }.into()
}
