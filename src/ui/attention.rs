//! What needs a person: one line, the worst first, the others behind a press.

use super::context::use_screen;
use super::text_content::text;
use crate::text::attention as words;
use leptos::prelude::*;

#[component]
pub(super) fn Attention() -> impl IntoView {
    let screen = use_screen();
    let count = move || screen.campaign(|c, _| c.attention.len()).unwrap_or(0);
    let worst = move || screen.campaign(words::worst).flatten();
    let more = move || screen.campaign(words::more);
    let rest = move || screen.campaign(words::rest);
    view! {
        <div class="attention" part="attention" hidden=move || count() == 0>
            <p class="worst" role="status" prop:textContent=text(worst)></p>
            <details hidden=move || { count() < 2 }>
                <summary><span prop:textContent=text(more)></span></summary>
                <p class="list" prop:textContent=text(rest)></p>
            </details>
        </div>
    }
}
