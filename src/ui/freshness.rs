//! How old the data is, when it is renewed, and the buttons for both.

use super::desk::Desk;
use super::node::{Node, el};
use crate::text::{Locale, Message, freshness};
use campaign::view::{Next, View};
use campaign::widget::Event;

pub(super) fn freshness(desk: &Desk) -> Node {
    let age = desk.text(|view, locale| freshness::age(&view.freshness, locale));
    let next = desk.value(|view, locale| {
        view.freshness.age.map(|_| freshness::next(view.freshness.next, locale))
    });
    let is_busy = desk.value(|view, _| (view.freshness.next == Next::Asking).then(String::new));
    let icon = desk.text(|view, _| if is_held(view) { "resume" } else { "pause" }.into());
    let hold = el("button type=button class=icon-button data-action=pause")
        .label(desk.text(hold_label))
        .on("click", desk.press_hold())
        .add(el("span class=icon").bind("data-icon", icon));
    let refresh = el("button type=button class=icon-button data-action=refresh")
        .attr("aria-label", desk.word(Message::Refresh))
        .attr("title", desk.word(Message::Refresh))
        .bind("data-busy", is_busy)
        .on("click", desk.press(|| Event::Refresh))
        .add(el("span class=icon data-icon=refresh"));
    let times = el("span class=times data-freshness")
        .add(el("span class=age").text(age))
        .add(el("span class=next").text(next));
    el("div class=freshness").add(times).add(hold).add(refresh)
}

fn is_held(view: &View) -> bool {
    view.freshness.is_held
}

fn hold_label(view: &View, locale: &Locale) -> String {
    locale.word(if is_held(view) { Message::Resume } else { Message::Pause }).into()
}
