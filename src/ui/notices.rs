//! What a reader should know of the data; hidden when there is nothing.

use super::desk::{Desk, campaign};
use super::node::{Node, el};
use crate::text;
use crate::text::locale::joined;
use crate::text::{Locale, Message};
use campaign::figure::digits;
use campaign::view::Campaign;

pub(super) fn notices(desk: &Desk) -> Node {
    let summary = el("summary")
        .add(el("span").text(desk.of_campaign(|c, locale| {
            locale.count(Message::Notes, u32::try_from(count(c)).unwrap_or(u32::MAX))
        })))
        .add(el("span class=count").text(desk.of_campaign(|c, _| digits(count(c)))));
    el("details class=notices")
        .bind("hidden", desk.hidden_unless(|view| campaign(view).is_some_and(|c| count(c) > 0)))
        .add(summary)
        .add(el("p class=list").text(desk.of_campaign(sentences)))
}

fn count(campaign: &Campaign) -> usize {
    campaign.overview.notices.len() + usize::from(campaign.clock_behind.is_some())
}

/// One to a line.
fn sentences(campaign: &Campaign, locale: &Locale) -> String {
    let notices = campaign.overview.notices.iter().map(|n| text::notices::notice(n, locale));
    let clock = campaign.clock_behind.map(|span| text::notices::clock_behind(span, locale));
    joined(&notices.chain(clock).collect::<Vec<_>>(), "\n")
}
