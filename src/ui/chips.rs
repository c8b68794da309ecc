//! The status filter: a chip for every status there is, unknown ones too.
//!
//! A chip keeps its place once it has one. A status that comes up later is added at the end, and
//! one that nobody has any more shows 0: nothing moves under a finger or a focus.

use super::desk::Desk;
use super::node::{Node, el};
use super::tone;
use crate::text::{Message, status as words};
use campaign::domain::RecipientStatus;
use campaign::view::View;
use campaign::widget::{Event, TableEvent};

pub(super) fn chips(desk: &Desk) -> Node {
    let clear = el("button type=button class=chip data-action=clear")
        .bind("aria-pressed", desk.text(|view, _| (!view.query.is_filtered()).to_string()))
        .on("click", desk.press(|| Event::Table(TableEvent::ClearFilters)))
        .say(desk.word(Message::ShowAll));
    let (to_count, to_make) = (desk.clone(), desk.clone());
    el("div class=chips role=group").attr("aria-label", desk.word(Message::Filter)).add(clear).each(
        Box::new(move || to_count.read(|view| (view.slice.statuses.len(), 0))),
        Box::new(move |place| chip(&to_make, place)),
    )
}

fn chip(desk: &Desk, place: usize) -> Node {
    let pressed = |place, view: &View, _: &_| {
        Some(view.query.statuses.contains(&status(place, view)?.0).to_string())
    };
    let tone = |place, view: &_, _: &_| Some(tone::of_recipient(&status(place, view)?.0).into());
    let to_press = desk.clone();
    let press = move |_| {
        if let Some((status, _)) = to_press.read_once(|view| status(place, view).cloned()) {
            to_press.table(TableEvent::Toggle(status));
        }
    };
    let key = |place, view: &_, _: &_| Some(status(place, view)?.0.key().into());
    let name =
        |place, view: &_, locale: &_| Some(words::recipient(&status(place, view)?.0, locale));
    let mark = el("span class=mark").bind("data-tone", desk.about(place, tone));
    let count =
        desk.about(place, |place, view, locale| Some(locale.number(status(place, view)?.1)));
    el("button type=button class=chip part=chip")
        .bind("data-status", desk.about(place, key))
        .bind("aria-pressed", desk.about(place, pressed))
        .on("click", Box::new(press))
        .add(mark)
        .text(desk.about(place, name))
        .add(el("span class=count").text(count))
}

fn status(place: usize, view: &View) -> Option<&(RecipientStatus, u32)> {
    view.slice.statuses.get(place)
}
