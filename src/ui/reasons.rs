//! Why calls failed: each reason filters the table when pressed, and shows everybody when pressed
//! again. It stands between the figures and the people in a place that is kept free for it, so that
//! its coming moves nothing.

use super::desk::{Desk, campaign};
use super::node::{Node, el};
use super::tone;
use crate::text::{Locale, Message, reasons as words};
use campaign::domain::Phase;
use campaign::table::Row;
use campaign::view::{Campaign, Part, View};
use campaign::widget::TableEvent;

pub(super) fn reasons(desk: &Desk) -> Node {
    let desk = &desk.of(Part::Table);
    let summary = el("summary").say(desk.word(Message::WhyFailed)).add(
        el("span class=count").text(desk.of_campaign(|c, l| words::count(&c.overview.tallies, l))),
    );
    let rest = desk.value(|view, locale| words::rest(&view.slice.figures, locale));
    let (to_count, to_make) = (desk.clone(), desk.clone());
    let list =
        el("div class=list role=group").attr("aria-label", desk.word(Message::WhyFailed)).each(
            Box::new(move || to_count.read(|view| (view.slice.reasons.len(), 0))),
            Box::new(move |place| reason(&to_make, place)),
        );
    el("details class=reasons")
        .bind("inert", desk.value(|view, _| is_needless(view).then(String::new)))
        .add(summary)
        .add(list)
        .add(el("p class=rest").text(rest))
}

/// Nobody failed, and nothing is filtered by why.
fn is_needless(view: &View) -> bool {
    let failed = |campaign: &Campaign| campaign.overview.tallies.in_phase(Phase::NotAnswered);
    view.query.reason == 0 && campaign(view).map_or(0, failed) == 0
}

fn reason(desk: &Desk, place: usize) -> Node {
    let to_press = desk.clone();
    let press = move |_| {
        if let Some(key) = to_press.read_once(|view| Some(figures(place, view)?.0)) {
            to_press.table(TableEvent::ToggleReason(key));
        }
    };
    let pressed = |place, view: &View, _: &_| {
        Some((figures(place, view)?.0 == view.query.reason).to_string())
    };
    let tone =
        |place, view: &View, _: &_| Some(tone::of_recipient(&example(place, view)?.status).into());
    let name = |place, view: &View, locale: &_| Some(words::reason(example(place, view)?, locale));
    let count = |place, view: &_, locale: &Locale| Some(locale.number(figures(place, view)?.1));
    el("button type=button class=chip")
        .bind("aria-pressed", desk.about(place, pressed))
        .on("click", Box::new(press))
        .add(el("span class=mark").bind("data-tone", desk.about(place, tone)))
        .add(el("span").text(desk.about(place, name)))
        .add(el("span class=count").text(desk.about(place, count)))
}

/// Somebody who has a reason.
fn example(place: usize, view: &View) -> Option<&Row> {
    view.slice.reasons.get(place)
}

/// What a reason is told by, and how many have it.
fn figures(place: usize, view: &View) -> Option<(u32, u32)> {
    let mut figures = view.slice.figures.iter().skip(place * 2);
    Some((*figures.next()?, *figures.next()?))
}
