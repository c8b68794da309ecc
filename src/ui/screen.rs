//! The whole screen, from top to bottom in the order of look.md.
//!
//! Every part always stands and is hidden while there is nothing for it to say. While nothing came
//! at all, the skeleton of the element class stands in their place. Notes on the data come last:
//! they come and go, and must move nothing.

use super::cards::Cards;
use super::desk::Desk;
use super::header::Header;
use super::notices::Notices;
use super::progress::Progress;
use super::table::Table;
use super::toolbar::Toolbar;
use super::trouble::Trouble;
use super::unconfigured::Unconfigured;
use crate::text;
use campaign::view;
use leptos::prelude::*;

#[component]
pub(super) fn Screen(desk: Desk) -> impl IntoView {
    let no_campaign = desk.hidden_unless(|view| matches!(view.screen, view::Screen::Campaign(_)));
    let aloud = desk.text(|view, locale| {
        view.announcement.map(|a| text::campaign::aloud(a, locale)).unwrap_or_default()
    });
    view! {
        <section class="campaign" lang=text::LANG aria-label=text::campaign::CAMPAIGN>
            <Header desk />
            <Trouble desk />
            <Unconfigured desk />
            <div class="body" hidden=no_campaign>
                <Progress desk />
                <Cards desk />
                <Toolbar desk />
                <Table desk />
                <Notices desk />
            </div>
            <p class="aloud" role="status">{aloud}</p>
        </section>
    }
}
