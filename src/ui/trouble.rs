//! Why there is nothing newer: a banner over the last good data, a panel where there is none.

use super::desk::{Desk, campaign};
use super::node::{Node, el};
use crate::text::Message;
use crate::text::trouble as words;
use campaign::view::{Part, Trouble, View};
use campaign::widget::Event;

pub(super) fn trouble(desk: &Desk) -> Node {
    let desk = &desk.of(Part::Trouble);
    let what = desk.value(|view, locale| Some(words::what(view.trouble.as_ref()?, locale)));
    let how = desk.value(|view, locale| Some(words::how(view.trouble.as_ref()?, locale).into()));
    let says = desk.value(|view, locale| words::says(view.trouble.as_ref()?, locale));
    let when = desk.value(|view, locale| Some(words::retry(view.trouble.as_ref()?, locale)));
    // Over good data the page's own error text would say too much, so the slot has the part's name.
    let sentences = el("slot")
        .bind("name", desk.value(|view, _| part_of(view)))
        .add(el("p class=what").text(what))
        .add(el("p class=how").text(how))
        .add(el("p class=says").text(says));
    let retry = el("button type=button class=button data-action=retry")
        .on("click", desk.press(|| Event::Refresh))
        .say(desk.word(Message::Retry));
    el("div class=trouble")
        .bind("part", desk.value(|view, _| part_of(view)))
        .bind("data-kind", desk.value(|view, _| kind_of(view)))
        .bind("hidden", desk.hidden_unless(|view| view.trouble.is_some()))
        .add(el("div class=words role=alert").add(sentences))
        .add(el("div class=act").add(el("span class=when").text(when)).add(retry))
}

fn part_of(view: &View) -> Option<String> {
    let _ = view.trouble.as_ref()?;
    Some(if campaign(view).is_some() { "banner" } else { "error" }.into())
}

fn kind_of(view: &View) -> Option<String> {
    let kind = match view.trouble.as_ref()? {
        Trouble::Offline => "offline",
        Trouble::Failed { failure, .. } => failure.kind.key(),
    };
    Some(kind.into())
}
