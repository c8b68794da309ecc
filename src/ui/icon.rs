//! A picture on a button; the sheet draws it.

use leptos::prelude::*;

#[component]
pub(super) fn Icon(#[prop(into)] name: Signal<&'static str>) -> impl IntoView {
    view! { <span class="icon" data-icon=name></span> }
}
