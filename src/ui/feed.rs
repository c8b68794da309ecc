//! The latest events; nothing of them is computed or sent while it is closed. One text, so that
//! whatever happened is one change of the page.

use super::desk::{Desk, campaign};
use super::node::{Node, el};
use crate::text::locale::joined;
use crate::text::{Locale, Message, feed as words};
use campaign::engine::Slice;
use campaign::insight::feed::what;
use campaign::view::{Part, View};
use campaign::widget::TableEvent;

pub(super) fn feed(desk: &Desk) -> Node {
    let desk = &desk.of(Part::Table);
    let summary = el("summary")
        .say(desk.word(Message::Activity))
        .add(el("span class=zone").text(desk.of_campaign(|c, locale| locale.zone(c.now))));
    let is_open = desk.value(|view, _| view.is_following.then(String::new));
    let details = el("details class=feed").bind("open", is_open);
    let (element, to_tell) = (details.element().clone(), desk.clone());
    let toggled = move |_| to_tell.table(TableEvent::Follow(element.has_attribute("open")));
    details
        .bind(
            "hidden",
            desk.hidden_unless(|view| {
                campaign(view).is_some_and(|campaign| campaign.overview.tallies.dialled > 0)
            }),
        )
        .on("toggle", Box::new(toggled))
        .add(summary)
        .add(el("p class=list").text(desk.value(lines)))
}

/// One event to a line, the latest first.
fn lines(view: &View, locale: &Locale) -> Option<String> {
    let now = campaign(view)?.now;
    let Slice { feed, ends, .. } = &*view.slice;
    let what = |at| what(*ends, at, feed.len());
    let lines = (0..).zip(feed).map(|(at, row)| words::line(row, what(at), now, locale));
    Some(joined(&lines.collect::<Vec<_>>(), "\n"))
}
