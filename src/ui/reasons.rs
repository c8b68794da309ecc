//! Why calls failed: each reason filters the table when pressed, and shows everybody when pressed
//! again. It stands between the figures and the people in a place that is kept free for it, so that
//! its coming moves nothing.

use super::desk::{Desk, campaign};
use super::node::{Node, el};
use super::tone;
use crate::text::{Locale, Message, reasons as words};
use campaign::domain::Phase;
use campaign::insight::reasons::{Reason, Reasons};
use campaign::view::{Campaign, Part, View};
use campaign::widget::TableEvent;

pub(super) fn reasons(desk: &Desk) -> Node {
    let desk = &desk.of(Part::Table);
    let summary = el("summary").say(desk.word(Message::WhyFailed)).add(
        el("span class=count").text(desk.of_campaign(|c, l| words::count(&c.overview.tallies, l))),
    );
    let rest = desk.value(|view, locale| words::rest(all(view)?, locale));
    let (to_count, to_make) = (desk.clone(), desk.clone());
    let list =
        el("div class=list role=group").attr("aria-label", desk.word(Message::WhyFailed)).each(
            Box::new(move || to_count.read(|view| all(view).map_or(0, |all| all.told.len()))),
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
        if let Some(key) = to_press.read_once(|view| Some(of(place, view)?.key)) {
            to_press.table(TableEvent::ToggleReason(key));
        }
    };
    let pressed =
        |place, view: &View, _: &_| Some((of(place, view)?.key == view.query.reason).to_string());
    let tone = |place, view: &_, _: &_| Some(tone::of_recipient(&of(place, view)?.status).into());
    let name = |place, view: &View, locale: &_| {
        Some(words::reason(of(place, view)?, view.query.mask, locale))
    };
    let count = |place, view: &_, locale: &Locale| Some(locale.number(of(place, view)?.count));
    el("button type=button class=chip")
        .bind("aria-pressed", desk.about(place, pressed))
        .on("click", Box::new(press))
        .add(el("span class=mark").bind("data-tone", desk.about(place, tone)))
        .add(el("span").text(desk.about(place, name)))
        .add(el("span class=count").text(desk.about(place, count)))
}

fn all(view: &View) -> Option<&Reasons> {
    Some(&campaign(view)?.overview.reasons)
}

fn of(place: usize, view: &View) -> Option<&Reason> {
    all(view)?.told.get(place)
}
