//! What is going on: name, status and the situation in a sentence; freshness at the far end.

use super::desk::{Desk, campaign};
use super::freshness::freshness;
use super::node::{Node, el};
use super::tone;
use crate::text;
use crate::text::{Locale, Message};
use campaign::view::{Campaign, Part};

pub(super) fn header(desk: &Desk) -> Node {
    let still = &desk.of(Part::Figures);
    let name = el("span class=name").titled(still.of_campaign(name_of));
    let tone = |campaign: &Campaign, _: &_| tone::of_batch(&campaign.overview.batch.status).into();
    let badge = el("span class=badge part=status-badge")
        .bind("data-status", still.of_campaign(|c, _| c.overview.batch.status.key().into()))
        .add(el("span class=mark").bind("data-tone", still.of_campaign(tone)))
        .add(el("span").text(
            still.of_campaign(|c, locale| text::status::batch(&c.overview.batch.status, locale)),
        ));
    let headline = el("h2 class=headline part=headline").titled(desk.of_campaign(headline_of));
    el("header class=header part=header")
        .bind("hidden", still.hidden_unless(|view| campaign(view).is_some()))
        .add(el("div class=title").add(name).add(badge))
        .add(headline)
        .add(freshness(desk))
}

fn headline_of(campaign: &Campaign, locale: &Locale) -> String {
    text::campaign::headline(&campaign.headline, campaign.now, locale)
}

fn name_of(campaign: &Campaign, locale: &Locale) -> String {
    campaign.overview.batch.name.as_deref().unwrap_or(locale.word(Message::Unnamed)).to_owned()
}
