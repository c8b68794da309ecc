//! Icons: drawn by the sheet, since their shape is a matter of style and costs nothing there.

use leptos::prelude::*;

#[component]
pub(super) fn Icon(name: &'static str) -> impl IntoView {
    view! { <span class="icon" data-icon=name aria-hidden="true"></span> }
}
