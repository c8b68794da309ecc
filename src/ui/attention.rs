//! What needs a person: one line, the worst first with a way to those that it speaks of, the others behind a press.

use super::context::use_screen;
use super::tabs::bring_people_into_sight;
use super::text_content::text;
use crate::text::{Message, attention as words};
use campaign::widget::TableEvent;
use leptos::html::Div;
use leptos::prelude::*;

#[component]
pub(super) fn Attention() -> impl IntoView {
    let screen = use_screen();
    let count = move || screen.campaign(|c, _| c.attention.len()).unwrap_or(0);
    let worst = move || screen.campaign(words::worst).flatten();
    let more = move || screen.campaign(words::more);
    let rest = move || screen.campaign(words::rest);
    let root = NodeRef::<Div>::new();
    let show = move |_| {
        let worst = screen.now().and_then(|view| view.campaign()?.attention.first().copied());
        if let Some(worst) = worst {
            screen.send_table(TableEvent::ShowAlarmed(worst));
            bring_people_into_sight(root);
        }
    };
    view! {
        <div class="attention" part="attention" hidden=move || count() == 0 node_ref=root>
            <p class="worst" id="worst" role="status" prop:textContent=text(worst)></p>
            <details hidden=move || { count() < 2 }>
                <summary><span prop:textContent=text(more)></span></summary>
                <p class="list" prop:textContent=text(rest)></p>
            </details>
            <button
                type="button"
                class="text-button"
                data-action="show"
                aria-describedby="worst"
                on:click=show
            >
                {screen.word(Message::Show)}
            </button>
        </div>
    }
}
