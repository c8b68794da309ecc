//! The whole screen, from top to bottom.
//!
//! Every part always stands and is hidden while there is nothing for it to say. While nothing came
//! at all, the skeleton of the element class stands in their place.

use super::attention::Attention;
use super::cards::Cards;
use super::context::use_screen;
use super::header::Header;
use super::page_slot::PageSlot;
use super::progress::Progress;
use super::series::Series;
use super::tabs::Tabs;
use super::text_content::text;
use super::trouble::Trouble;
use super::typing::keep_key;
use super::unconfigured::Unconfigured;
use crate::text::{self, Message};
use leptos::prelude::*;

#[component]
pub(super) fn Screen() -> impl IntoView {
    let screen = use_screen();
    let aloud =
        move || screen.view(|view, locale| Some(text::campaign::aloud(view.announcement?, locale)));
    view! {
        <section
            class="campaign"
            lang=screen.word(Message::Lang)
            aria-label=screen.word(Message::CampaignStatus)
            on:keydown=|event| keep_key(&event)
            on:keypress=|event| keep_key(&event)
            on:keyup=|event| keep_key(&event)
        >
            <PageSlot name="header" />
            <Header />
            <Trouble />
            <Unconfigured />
            <div class="body" hidden=move || !screen.has_campaign()>
                <Series />
                <Progress />
                <Attention />
                <Cards />
                <Tabs />
            </div>
            <PageSlot name="footer" />
            <p class="aloud" role="status" prop:textContent=text(aloud)></p>
        </section>
    }
}
