//! The whole screen, from top to bottom in the order of look.md.

use super::cards::Cards;
use super::desk::Desk;
use super::freshness::Freshness;
use super::header::Header;
use super::notices::Notices;
use super::panel::Unconfigured;
use super::progress::Progress;
use super::table::Table;
use super::toolbar::Toolbar;
use super::trouble::TroubleBanner;
use crate::text;
use campaign::config::Missing;
use campaign::view;
use leptos::prelude::*;

/// Which screen there is, without what is on it.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Loading,
    Unconfigured(Missing),
    Nothing,
    Campaign,
}

#[component]
pub(super) fn Screen() -> impl IntoView {
    let desk = Desk::here();
    let kind = desk.memo(|view| match view.screen {
        view::Screen::Loading => Kind::Loading,
        view::Screen::Unconfigured(missing) => Kind::Unconfigured(missing),
        view::Screen::Nothing => Kind::Nothing,
        view::Screen::Campaign(_) => Kind::Campaign,
    });
    move || match kind.get() {
        // While nothing came, the skeleton of the element class stands in this place.
        Kind::Loading => view! { <TroubleBanner /> }.into_any(),
        Kind::Unconfigured(missing) => view! { <Unconfigured missing /> }.into_any(),
        Kind::Nothing => view! { <TroubleBanner /> }.into_any(),
        Kind::Campaign => view! { <Campaign /> }.into_any(),
    }
}

#[component]
fn Campaign() -> impl IntoView {
    view! {
        <section class="campaign" aria-label=text::campaign::CAMPAIGN>
            <Header>
                <Freshness />
            </Header>
            <TroubleBanner />
            <Progress />
            <Notices />
            <Cards />
            <Toolbar />
            <Table />
        </section>
    }
}
