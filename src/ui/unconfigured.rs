//! What stands in place of a campaign while the host page has something left to give.

use super::desk::Desk;
use super::node::{Node, el};
use crate::text::trouble as text;
use campaign::config::Missing;
use campaign::view::{Part, Screen, View};

pub(super) fn unconfigured(desk: &Desk) -> Node {
    let desk = &desk.of(Part::Trouble);
    let what =
        desk.value(|view, locale| Some(text::first(text::missing(missing(view)?), locale).into()));
    let how =
        desk.value(|view, locale| Some(text::second(text::missing(missing(view)?), locale).into()));
    el("div class=unconfigured part=unconfigured role=status")
        .bind("data-kind", desk.value(|view, _| Some(missing(view)?.key().into())))
        .bind("hidden", desk.hidden_unless(|view| missing(view).is_some()))
        .add(el("p class=what").text(what))
        .add(el("p class=how").text(how))
}

fn missing(view: &View) -> Option<Missing> {
    match view.screen {
        Screen::Unconfigured(missing) => Some(missing),
        _ => None,
    }
}
