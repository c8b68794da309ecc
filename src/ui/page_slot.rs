//! A place where the host page may put something of its own.

use leptos::prelude::*;

/// A slot without a default. Its name is a prop, since an element whose attributes are all literals
/// is parsed from HTML text, which pages that demand Trusted Types refuse.
#[component]
pub(super) fn PageSlot(name: &'static str) -> impl IntoView {
    view! { <slot name=name></slot> }
}
