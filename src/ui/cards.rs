//! The figures, each with a small picture where one says more.

use super::context::{ScreenContext, use_screen};
use super::pictures::{Bars, Sparkline, Strip};
use super::text_content::text;
use crate::text::card::Card as Words;
use crate::text::{Locale, Message};
use campaign::view::Campaign;
use leptos::prelude::*;

/// A strip of figures. Where there is room for two only, the others are a press away.
#[component]
pub(super) fn Cards() -> impl IntoView {
    let screen = use_screen();
    let is_open = RwSignal::new(false);
    let label = move || {
        screen.word(if is_open.get() { Message::FewerFigures } else { Message::MoreFigures })
    };
    let lengths =
        move || screen.figures(|c, _| c.overview.calls.progress.lengths.histogram().collect());
    let lengths = Memo::new(move |_| lengths().unwrap_or_default());
    let pace = Memo::new(move |_| screen.figures(|c, _| c.bins()).unwrap_or_default());
    let today = Memo::new(move |_| screen.campaign(|c, _| c.today.clone()).flatten());
    view! {
        <div class="cards" hidden=move || screen.is_series() data-open=move || is_open.get()>
            <Card words=Words::AnswerRate />
            <Card words=Words::Pace>
                <Sparkline bins=pace />
            </Card>
            <Card words=Words::CallLength>
                <Bars bars=lengths />
            </Card>
            <Card words=Words::Window>
                <Strip today />
            </Card>
            <button
                type="button"
                class="more-figures"
                data-action="more-figures"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {label}
            </button>
        </div>
    }
}

#[component]
fn Card(words: Words, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let screen = use_screen();
    let title = move || screen.figures(|c, locale| locale.word(words.title(c)).to_owned());
    let value = move || read(screen, words, Words::value);
    let note = move || read(screen, words, Words::note);
    view! {
        <div class="card" part="card" data-card=words.key()>
            <span class="card-title" prop:textContent=text(title)></span>
            <span class="card-value" part="card-value" translate="no" prop:textContent=text(value)></span>
            <span class="card-note" prop:textContent=text(note)></span>
            {children.map(|children| children())}
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
