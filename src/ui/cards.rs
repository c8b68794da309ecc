//! The figures, one card each.

use super::context::{ScreenContext, use_screen};
use super::text_content::text;
use crate::text::Locale;
use crate::text::card::Card as Words;
use campaign::view::Campaign;
use leptos::prelude::*;

#[component]
pub(super) fn Cards() -> impl IntoView {
    let cards = use_screen().say(Words::all);
    view! {
        <div class="cards">
            {cards.into_iter().map(|words| view! { <Card words /> }).collect_view()}
        </div>
    }
}

#[component]
fn Card(words: Words) -> impl IntoView {
    let screen = use_screen();
    let title = move || screen.figures(|c, locale| locale.word(words.title(c)).to_owned());
    let value = move || read(screen, words, Words::value);
    let note = move || read(screen, words, Words::note);
    view! {
        <div
            class="card"
            part="card"
            data-card=words.key()
            data-tone=words.key()
            hidden=move || words.counts_recipients() && screen.is_series()
        >
            <span class="card-title" prop:textContent=text(title)></span>
            <span class="card-value" part="card-value" translate="no" prop:textContent=text(value)></span>
            <span class="card-note" prop:textContent=text(note)></span>
        </div>
    }
}

/// Reads no more of the view than the card tells of.
fn read(
    screen: ScreenContext,
    card: Words,
    words: impl FnOnce(Words, &Campaign, &Locale) -> String,
) -> Option<String> {
    let words = |campaign: &Campaign, locale: &Locale| words(card, campaign, locale);
    if card.ticks() { screen.campaign(words) } else { screen.figures(words) }
}
