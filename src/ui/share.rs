//! What people take away from the screen: its summary on the clipboard, as text or as Markdown, and
//! the table, or those to be called back, as a CSV file. What the menu's items do is in [`share_menu`](super::share_menu).

use super::context::use_screen;
use super::icon::Icon;
use super::share_menu::{ShareMenu, Shown};
use super::text_content::text;
use crate::shell::clipboard;
use crate::text::Message;
use campaign::domain::class::Class;
use campaign::engine::ExportRows;
use campaign::export::summary::Form;
use leptos::either::Either;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::{Button, Div, Textarea};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Node;

/// The toolbar's button, with the menu that it opens.
#[component]
pub(super) fn Share() -> impl IntoView {
    let screen = use_screen();
    let menu = ShareMenu::new(screen);
    let root = NodeRef::<Div>::new();
    let pressed = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            menu.close();
        }
    };
    let focus_left = move |event: FocusEvent| {
        let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        let root = root.get_untracked();
        if next.is_none() || root.is_some_and(|root| !root.contains(next.as_ref())) {
            menu.hide();
        }
    };
    view! {
        <div class="share-menu" node_ref=root on:keydown=pressed on:focusout=focus_left>
            // The press of a mouse leaves the focus where it is, or it would close the menu that the
            // click is to close.
            <button
                type="button"
                class="icon-button"
                data-action="share"
                aria-expanded=move || menu.is_open().to_string()
                aria-label=screen.word(Message::More)
                title=screen.word(Message::More)
                node_ref=menu.button
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| menu.toggle()
            >
                <Icon name="more" />
            </button>
            <Menu menu />
        </div>
    }
}

#[component]
fn Menu(menu: ShareMenu) -> impl IntoView {
    let screen = use_screen();
    let shown = move || match menu.shown.get() {
        Shown::Nothing => None,
        Shown::Items => Some(Either::Left(view! { <Items menu /> })),
        Shown::ByHand(summary) => Some(Either::Right(view! { <ByHand menu summary /> })),
    };
    view! {
        <div class="menu" tabindex="-1" role="group" aria-label=screen.word(Message::More)>
            {shown}
            <p role="status" prop:textContent=text(move || menu.words())></p>
        </div>
    }
}

/// What can be taken away. The first item takes the focus.
#[component]
fn Items(menu: ShareMenu) -> impl IntoView {
    let screen = use_screen();
    let first = NodeRef::<Button>::new();
    first.on_load(|first| drop(first.focus()));
    let notify =
        move || if menu.is_awaited() { Message::NotifyNot } else { Message::NotifyWhenDone };
    let has_call_backs = move || {
        let count = screen.figures(|c, _| c.overview.tallies.with_class(Class::CallBack));
        count.is_some_and(|count| count > 0)
    };
    view! {
        <button type="button" node_ref=first on:click=move |_| menu.copy(Form::Text)>
            {screen.word(Message::CopyText)}
        </button>
        <button type="button" on:click=move |_| menu.copy(Form::Markdown)>
            {screen.word(Message::CopyMarkdown)}
        </button>
        <button type="button" on:click=move |_| menu.download(ExportRows::View)>
            {screen.word(Message::DownloadCsv)}
        </button>
        <button
            type="button"
            data-action="await-end"
            hidden=move || !menu.has_end()
            prop:textContent=text(move || Some(screen.word(notify())))
            on:click=move |_| menu.await_end()
        ></button>
        <button
            type="button"
            hidden=move || !has_call_backs()
            on:click=move |_| menu.download(ExportRows::CallBack)
        >
            {screen.word(Message::DownloadCallBack)}
        </button>
    }
}

/// The summary in a field, where the page may not write to the clipboard. It is copied in an older
/// way if that works, or else by the person.
#[component]
fn ByHand(menu: ShareMenu, summary: String) -> impl IntoView {
    let screen = use_screen();
    let field = NodeRef::<Textarea>::new();
    field.on_load(move |field| {
        if clipboard::copy_from(&field) {
            menu.close();
            menu.say(screen.word(Message::Copied));
        }
    });
    view! {
        <textarea readonly=true aria-label=screen.word(Message::Share) node_ref=field>
            {summary}
        </textarea>
    }
}
