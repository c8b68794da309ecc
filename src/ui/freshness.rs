//! How old the data is, when it is renewed, and the buttons for both.

use super::desk::Desk;
use super::icon::Icon;
use crate::text::freshness::{self, button};
use campaign::view::Next;
use campaign::widget::Event;
use leptos::prelude::*;

#[component]
pub(super) fn Freshness() -> impl IntoView {
    let desk = Desk::here();
    let age = move || desk.read(|view| desk.say(|locale| freshness::age(&view.freshness, locale)));
    let next =
        move || desk.read(|view| desk.say(|locale| freshness::next(view.freshness.next, locale)));
    let is_asking = desk.memo(|view| view.freshness.next == Next::Asking);
    let refresh = move |_| desk.send(Event::Refresh);
    view! {
        <div class="freshness">
            <span class="times" data-freshness="">
                <span class="age">{age}</span>
                <span class="next">{next}</span>
            </span>
            <PauseButton />
            <button
                type="button"
                class="icon-button"
                data-action="refresh"
                aria-label=button::REFRESH
                title=button::REFRESH
                data-busy=move || is_asking.get().then_some("")
                on:click=refresh
            >
                <Icon name="refresh" />
            </button>
        </div>
    }
}

#[component]
fn PauseButton() -> impl IntoView {
    let desk = Desk::here();
    let is_held = desk.memo(|view| view.freshness.is_held);
    let is_over = desk.memo(|view| view.freshness.next == Next::Done);
    let label = move || if is_held.get() { button::RESUME } else { button::PAUSE };
    let press = move |_| desk.hold(!is_held.get_untracked());
    view! {
        <button
            type="button"
            class="icon-button"
            data-action="pause"
            aria-label=label
            title=label
            aria-disabled=move || is_over.get().then_some("true")
            on:click=press
        >
            {move || {
                if is_held.get() {
                    view! { <Icon name="resume" /> }
                } else {
                    view! { <Icon name="pause" /> }
                }
            }}
        </button>
    }
}
