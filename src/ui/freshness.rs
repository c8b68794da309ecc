//! How old the data is, when it is renewed, the buttons for both, and what else one can do.

use super::context::use_screen;
use super::icon::Icon;
use super::share::Share;
use super::text_content::text;
use crate::text::{Message, freshness};
use campaign::view::Next;
use campaign::widget::Event;
use leptos::prelude::*;

#[component]
pub(super) fn Freshness() -> impl IntoView {
    let screen = use_screen();
    let age = move || screen.view(|view, locale| freshness::age(&view.freshness, locale));
    let next = move || {
        screen.view(|view, locale| {
            view.freshness.age.map(|_| freshness::next(view.freshness.next, locale))
        })
    };
    let clock = Memo::new(move |_| {
        screen.view(|view, locale| view.campaign().map(|_| locale.minute(view.viewers_time)))
    });
    view! {
        <div class="freshness">
            <span class="clock" prop:textContent=text(move || clock.get())></span>
            <span class="times" data-freshness="">
                <span class="age" prop:textContent=text(age)></span>
                <span class="next" prop:textContent=text(next)></span>
            </span>
            <PauseButton />
            <RefreshButton />
            <Share />
        </div>
    }
}

/// Pauses refreshing, or resumes it.
#[component]
fn PauseButton() -> impl IntoView {
    let screen = use_screen();
    let is_held = Memo::new(move |_| screen.view(|view, _| view.freshness.is_held));
    let label = move || screen.word(if is_held.get() { Message::Resume } else { Message::Pause });
    let is_needless = move || screen.view(|view, _| view.freshness.next == Next::Done);
    let press = move |_| {
        let is_held = is_held.get_untracked();
        screen.tell(|driver| driver.hold(!is_held));
    };
    view! {
        <button
            type="button"
            class="icon-button"
            data-action="pause"
            aria-label=label
            title=label
            hidden=is_needless
            on:click=press
        >
            <Icon name=move || if is_held.get() { "resume" } else { "pause" } />
        </button>
    }
}

#[component]
fn RefreshButton() -> impl IntoView {
    let screen = use_screen();
    let is_busy = move || screen.view(|view, _| view.freshness.next == Next::Asking);
    view! {
        <button
            type="button"
            class="icon-button"
            data-action="refresh"
            aria-label=screen.word(Message::Refresh)
            title=screen.word(Message::Refresh)
            data-busy=is_busy
            on:click=move |_| screen.send(Event::Refresh)
        >
            <Icon name="refresh" />
        </button>
    }
}
