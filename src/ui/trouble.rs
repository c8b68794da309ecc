//! Why there is nothing newer: a banner over the last good data, a panel where there is none.

use super::desk::{Desk, campaign};
use super::node::{Node, el};
use crate::text::Message;
use crate::text::trouble as words;
use campaign::view::{Trouble, View};
use campaign::widget::Event;

pub(super) fn trouble(desk: &Desk) -> Node {
    let part = desk.value(|view, _| {
        let _ = view.trouble.as_ref()?;
        Some(if campaign(view).is_some() { "banner" } else { "error" }.into())
    });
    let what = desk.value(|view, locale| Some(words::what(view.trouble.as_ref()?, locale)));
    let how = desk.value(|view, locale| Some(words::how(view.trouble.as_ref()?, locale).into()));
    let says = desk.value(|view, locale| words::says(view.trouble.as_ref()?, locale));
    let when = desk.value(|view, locale| Some(words::retry(view.trouble.as_ref()?, locale)));
    let sentences = el("div class=words role=alert")
        .add(el("p class=what").text(what))
        .add(el("p class=how").text(how))
        .add(el("p class=says").text(says));
    let retry = el("button type=button class=button data-action=retry")
        .on("click", desk.press(|| Event::Refresh))
        .say(desk.word(Message::Retry));
    el("div class=trouble")
        .bind("part", part)
        .bind("data-kind", desk.value(|view, _| kind_of(view)))
        .bind("hidden", desk.hidden_unless(|view| view.trouble.is_some()))
        .add(sentences)
        .add(el("div class=act").add(el("span class=when").text(when)).add(retry))
}

fn kind_of(view: &View) -> Option<String> {
    let kind = match view.trouble.as_ref()? {
        Trouble::Offline => "offline",
        Trouble::Failed { failure, .. } => failure.kind.key(),
    };
    Some(kind.into())
}
