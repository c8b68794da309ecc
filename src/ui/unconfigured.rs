//! What stands in place of a campaign while the host page has something left to give.

use super::desk::Desk;
use crate::text;
use campaign::config::Missing;
use campaign::view::{Screen, View};
use leptos::prelude::*;

#[component]
pub(super) fn Unconfigured(desk: Desk) -> impl IntoView {
    let kind = desk.attribute(|view, _| missing(view).map(|missing| missing.key().into()));
    let what = desk.text(|view, _| words(view).0);
    let how = desk.text(|view, _| words(view).1);
    view! {
        <div
            class="unconfigured"
            part="unconfigured"
            role="status"
            data-kind=kind
            hidden=desk.hidden_unless(|view| missing(view).is_some())
        >
            <p class="what">{what}</p>
            <p class="how">{how}</p>
        </div>
    }
}

fn missing(view: &View) -> Option<Missing> {
    match view.screen {
        Screen::Unconfigured(missing) => Some(missing),
        _ => None,
    }
}

fn words(view: &View) -> text::trouble::Words {
    missing(view).map(text::trouble::missing).unwrap_or_default()
}
