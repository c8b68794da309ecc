//! The figures, one card each.

use super::desk::Desk;
use super::node::{Node, el};
use crate::text::{Locale, Message, campaign as words};
use campaign::domain::Phase;
use campaign::view::{Campaign, Part};

/// What a card reads from the campaign.
type Words = fn(&Campaign, &Locale) -> String;

/// A card's title.
type Title = fn(&Campaign) -> Message;

/// Key, title, value and note of every card, in the order of the screen.
const CARDS: [(&str, Title, Words, Words); 8] = [
    (
        "answered",
        |_| Message::Answered,
        |c, l| count(c, l, Phase::Answered),
        |c, l| words::answered_of(&c.overview.tallies, l),
    ),
    (
        "not-answered",
        |_| Message::NotAnswered,
        |c, l| count(c, l, Phase::NotAnswered),
        |c, l| words::not_answered_kinds(&c.overview.tallies, l),
    ),
    (
        "live",
        |_| Message::LiveNow,
        |c, l| count(c, l, Phase::Live),
        |c, l| words::live_kinds(&c.overview.batch, &c.overview.tallies, l),
    ),
    (
        "waiting",
        |_| Message::Waiting,
        |c, l| count(c, l, Phase::Waiting),
        |c, l| words::of_total(&c.overview.tallies, l),
    ),
    ("started", started_title, started, |c, l| words::ago(c.overview.batch.started_at, c.now, l)),
    ("caller-id", |_| Message::CallerId, caller_id, |_, _| String::new()),
    (FEES, |_| Message::DialFees, fees, |c, l| words::fees_of(&c.overview.tallies, l)),
    (
        "window",
        |_| Message::CallingWindow,
        |c, l| words::window(c.overview.batch.window.as_ref(), c.now, l),
        |c, l| words::window_state(c.window, c.now, l),
    ),
];

/// The card that stands only where the page has said what a dial costs.
const FEES: &str = "fees";

pub(super) fn cards(desk: &Desk) -> Node {
    let has_fees = desk.locale().fee(0).is_some();
    let shown = CARDS.into_iter().filter(|(key, ..)| has_fees || *key != FEES);
    shown.fold(el("div class=cards"), |cards, (key, title, value, note)| {
        // The others tell of the time.
        let is_still = !matches!(key, "started" | "window");
        let desk = &desk.of(if is_still { Part::Figures } else { Part::Whole });
        let card = el("div class=card part=card")
            .attr("data-card", key)
            .attr("data-tone", key)
            .add(el("span class=card-title").text(desk.title(title)))
            .add(el("span class=card-value part=card-value").text(desk.of_campaign(value)))
            .add(el("span class=card-note").text(desk.of_campaign(note)));
        cards.add(card)
    })
}

fn count(campaign: &Campaign, locale: &Locale, phase: Phase) -> String {
    locale.number(campaign.overview.tallies.in_phase(phase))
}

/// A campaign that has not started shows when it was made instead.
fn started_title(campaign: &Campaign) -> Message {
    let is_started = campaign.overview.batch.started_at.is_some();
    if is_started { Message::Started } else { Message::Created }
}

fn started(campaign: &Campaign, locale: &Locale) -> String {
    let batch = &campaign.overview.batch;
    let at = batch.started_at.or(batch.created_at);
    at.map_or_else(|| words::NOTHING.into(), |at| locale.zoned(at, campaign.now))
}

fn caller_id(campaign: &Campaign, _: &Locale) -> String {
    campaign.overview.batch.caller_id.as_deref().unwrap_or(words::NOTHING).to_owned()
}

fn fees(campaign: &Campaign, locale: &Locale) -> String {
    locale.fee(campaign.overview.tallies.dialled).unwrap_or_default()
}
