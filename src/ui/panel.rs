//! What stands in place of a campaign while the host page has something left to give.

use crate::text;
use campaign::config::Missing;
use leptos::prelude::*;

#[component]
pub(super) fn Unconfigured(missing: Missing) -> impl IntoView {
    let (what, how) = text::trouble::missing(missing);
    view! {
        <div class="panel" part="unconfigured" role="status" data-kind=missing.key()>
            <p class="what">{what}</p>
            <p class="how">{how}</p>
        </div>
    }
}
