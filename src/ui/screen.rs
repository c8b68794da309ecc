//! The whole screen, from top to bottom in the order of look.md.
//!
//! Every part always stands and is hidden while there is nothing for it to say. While nothing came
//! at all, the skeleton of the element class stands in their place. Notes on the data come last:
//! they come and go, and must move nothing.

use super::cards::cards;
use super::desk::{Desk, campaign};
use super::feed::feed;
use super::header::header;
use super::node::{Node, el};
use super::notices::notices;
use super::progress::progress;
use super::reasons::reasons;
use super::table::table;
use super::toolbar::toolbar;
use super::trouble::trouble;
use super::unconfigured::unconfigured;
use crate::text::{self, Message};
use campaign::view::Part;

pub(super) fn screen(desk: &Desk) -> Node {
    let aloud = desk.value(|view, locale| Some(text::campaign::aloud(view.announcement?, locale)));
    let body = el("div class=body")
        .bind("hidden", desk.of(Part::Figures).hidden_unless(|view| campaign(view).is_some()))
        .add(progress(desk))
        .add(cards(desk))
        .add(reasons(desk))
        .add(toolbar(desk))
        .add(table(desk))
        .add(feed(desk))
        .add(notices(desk));
    el("section class=campaign")
        .attr("lang", desk.word(Message::Lang))
        .attr("aria-label", desk.word(Message::CampaignStatus))
        .add(el("slot name=header"))
        .add(header(desk))
        .add(trouble(desk))
        .add(unconfigured(desk))
        .add(body)
        .add(el("slot name=footer"))
        .add(el("p class=aloud role=status").text(aloud))
}
