//! The figures, one card each.

use super::desk::Desk;
use crate::text::Locale;
use crate::text::campaign::{self as words, card};
use campaign::domain::Phase;
use campaign::view::Campaign;
use leptos::prelude::*;

/// What a card reads from the campaign.
type Text = fn(&Campaign, &Locale) -> String;

#[component]
pub(super) fn Cards() -> impl IntoView {
    view! {
        <div class="cards">
            <Card key="answered" title=|_, _| card::ANSWERED.into() value=|c, l| count(c, l, Phase::Answered)
                note=|c, l| words::answered_of(&c.overview.tallies, l) />
            <Card key="not-answered" title=|_, _| card::NOT_ANSWERED.into()
                value=|c, l| count(c, l, Phase::NotAnswered)
                note=|c, l| words::not_answered_kinds(&c.overview.tallies, l) />
            <Card key="live" title=|_, _| card::LIVE.into() value=|c, l| count(c, l, Phase::Live)
                note=|c, l| words::live_kinds(&c.overview.batch, &c.overview.tallies, l) />
            <Card key="waiting" title=|_, _| card::WAITING.into() value=|c, l| count(c, l, Phase::Waiting)
                note=|c, l| words::of_total(&c.overview.tallies, l) />
            <Card key="started" title=started_title value=started
                note=|c, l| words::ago(c.overview.batch.started_at, c.now, l) />
            <Card key="caller-id" title=|_, _| card::CALLER_ID.into() value=caller_id note=|_, _| String::new() />
            <Card key="window" title=|_, _| card::WINDOW.into()
                value=|c, l| words::window(c.overview.batch.window.as_ref(), l)
                note=|c, l| words::window_state(c.window, c.now, l) />
        </div>
    }
}

#[component]
fn Card(key: &'static str, title: Text, value: Text, note: Text) -> impl IntoView {
    let desk = Desk::here();
    let text = move |part: Text| move || desk.campaign_text(part);
    view! {
        <div class="card" part="card" data-card=key>
            <span class="card-title">{text(title)}</span>
            <span class="card-value" part="card-value">{text(value)}</span>
            <span class="card-note" title=text(note)>{text(note)}</span>
        </div>
    }
}

fn count(campaign: &Campaign, locale: &Locale, phase: Phase) -> String {
    locale.number(campaign.overview.tallies.in_phase(phase))
}

/// A campaign that has not started shows when it was made instead.
fn started_title(campaign: &Campaign, _: &Locale) -> String {
    let is_started = campaign.overview.batch.started_at.is_some();
    if is_started { card::STARTED } else { card::CREATED }.into()
}

fn started(campaign: &Campaign, locale: &Locale) -> String {
    let batch = &campaign.overview.batch;
    let at = batch.started_at.or(batch.created_at);
    at.map_or_else(|| words::NOTHING.into(), |at| locale.zoned(at, campaign.now))
}

fn caller_id(campaign: &Campaign, _: &Locale) -> String {
    campaign.overview.batch.caller_id.as_deref().unwrap_or(words::NOTHING).to_owned()
}
