//! Search and filter.

use super::chips::chips;
use super::desk::{Desk, campaign};
use super::node::{Node, el};
use crate::text::{Message, table as words};
use campaign::view::Part;
use campaign::widget::TableEvent;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

pub(super) fn toolbar(desk: &Desk) -> Node {
    let desk = &desk.of(Part::Table);
    let count = desk.value(|view, locale| {
        campaign(view).map(|_| words::count(&view.slice, view.query.is_filtered(), locale))
    });
    let people = el("h3 class=people")
        .say(desk.word(Message::People))
        .say(" ")
        .add(el("span class=count").text(count));
    let news = el("p class=news").titled(desk.value(words::news));
    let heading = el("div class=heading").add(people).add(news);
    let toolbar = el("div class=toolbar part=toolbar").add(heading).add(search(desk));
    toolbar.add(share(desk)).add(chips(desk))
}

/// What it opens is the core's (`embed/batch-status-share.js`): few press it.
fn share(desk: &Desk) -> Node {
    let name = desk.word(Message::Share);
    el("button type=button class=icon-button data-action=share aria-expanded=false")
        .attr("aria-label", name)
        .attr("title", name)
        .on("click", desk.press_share())
        .add(el("span class=icon data-icon=share"))
}

/// The field follows the query, which something else may empty.
fn search(desk: &Desk) -> Node {
    let (to_tell, to_read) = (desk.clone(), desk.clone());
    let field = el("input class=search type=search autocomplete=off spellcheck=false")
        .attr("aria-label", desk.word(Message::Search))
        .attr("placeholder", desk.word(Message::Search));
    let input: HtmlInputElement = field.element().clone().unchecked_into();
    let typed = input.clone();
    let field =
        field.on("input", Box::new(move |_| to_tell.table(TableEvent::Search(typed.value()))));
    field.effect(Box::new(move || {
        let text = to_read.read(|view| view.query.search.clone());
        if input.value() != text {
            input.set_value(&text);
        }
    }))
}
