//! What else is known of the campaign, and what a reader should know of the data.

use super::context::use_screen;
use super::text_content::text;
use crate::text::detail::Detail;
use crate::text::notices as words;
use leptos::prelude::*;

#[component]
pub(super) fn Details() -> impl IntoView {
    let details: Vec<_> = use_screen().say(|locale| Detail::all(locale).collect());
    let lines = details.into_iter().map(|detail| view! { <Line detail /> });
    view! {
        <dl class="details">{lines.collect_view()}</dl>
        <Notices />
    }
}

#[component]
fn Line(detail: Detail) -> impl IntoView {
    let screen = use_screen();
    let title = move || screen.figures(|c, locale| locale.word(detail.title(c)).to_owned());
    let parts = Memo::new(move |_| {
        screen.campaign(|c, locale| detail.parts(c, locale)).unwrap_or_default()
    });
    let [value, note] = [0, 1].map(|part| move || parts.with(|parts| parts.get(part).cloned()));
    view! {
        <div
            class="detail"
            data-detail=detail.key()
            hidden=move || detail.is_of_calls() && screen.is_series() || parts.with(Vec::is_empty)
        >
            <dt prop:textContent=text(title)></dt>
            <dd>
                <span class="detail-value" translate="no" prop:textContent=text(value)></span>
                <span class="detail-note" prop:textContent=text(note)></span>
            </dd>
        </div>
    }
}

/// Hidden when there is nothing.
#[component]
fn Notices() -> impl IntoView {
    let screen = use_screen();
    let is_hidden = move || screen.campaign(|c, _| words::count(c)).unwrap_or(0) == 0;
    let title = move || screen.campaign(words::title);
    let sentences = move || screen.campaign(words::sentences);
    view! {
        <section class="notices" part="notices" hidden=is_hidden>
            <h3 prop:textContent=text(title)></h3>
            <p class="list" prop:textContent=text(sentences)></p>
        </section>
    }
}
