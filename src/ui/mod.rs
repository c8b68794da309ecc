//! Leptos components: they read the view and dispatch events. No fetch, no timers, no rules.
//!
//! [`context`] is what every component works with; [`screen`] is the whole, from top to bottom.

#![expect(unreachable_pub, reason = "the component macro makes every component public")]

mod context;

mod icon;
mod page_slot;
mod text_content;

mod screen;
mod typing;

mod attention;
mod cards;
mod chips;
mod details;
mod feed;
mod freshness;
mod header;
mod people;
mod pictures;
mod progress;
mod reasons;
mod series;
mod share;
mod share_menu;
mod sort_by;
mod tabs;
mod trouble;
mod unconfigured;

mod cell;
mod geometry;
mod keyboard;
mod ring;
mod row;
mod row_detail;
mod selected_text;
mod size_observer;
mod table;
mod viewport;

mod replay_bar;

mod tone;

use crate::shell::Driver;
use crate::text::Locale;
use campaign::table::Column;
use leptos::mount::mount_to;
use leptos::prelude::*;
use replay_bar::ReplayBar;
use screen::Screen;
use std::any::Any;
use std::rc::Rc;
use web_sys::HtmlElement;

/// What the host page chose of the table.
#[derive(Clone)]
pub struct Layout {
    /// The columns on the screen, in their order.
    pub columns: Vec<Column>,
    /// Those of files, where a call record is of use that leads nowhere.
    pub columns_of_files: Vec<Column>,
    /// A link template with `{call_record_id}`.
    pub call_url: Option<String>,
}

/// Draws the widget into `root`; dropping what comes back undraws it.
pub fn mount(
    root: &HtmlElement,
    driver: &Driver,
    locale: Rc<Locale>,
    layout: Layout,
) -> Box<dyn Any> {
    let driver = driver.clone();
    Box::new(mount_to(root.clone(), move || {
        context::provide(&driver, locale, layout);
        view! {
            <Screen />
            <ReplayBar />
        }
    }))
}
