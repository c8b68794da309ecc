//! Leptos components: they read the view and dispatch events. No fetch, no timers, no rules.
//!
//! [`desk`] is what every component gets, [`node`] what it is made of; [`screen`] is the whole, from
//! top to bottom.

mod desk;
mod node;

mod screen;

mod cards;
mod chips;
mod feed;
mod freshness;
mod header;
mod notices;
mod progress;
mod reasons;
mod table;
mod tone;
mod toolbar;
mod trouble;
mod unconfigured;
mod viewport;

use crate::shell::Driver;
use crate::text::Locale;
use campaign::table::Column;
use desk::Desk;
use leptos::mount::mount_to_renderer;
use std::any::Any;
use web_sys::HtmlElement;

/// What the host page chose of the table.
#[derive(Clone)]
pub struct Layout {
    /// The columns, in their order.
    pub columns: Vec<Column>,
    /// A link template with `{call_record_id}`.
    pub call_url: Option<String>,
}

/// Draws the widget into `root`; dropping what comes back undraws it.
pub fn mount(root: &HtmlElement, driver: &Driver, locale: Locale, layout: Layout) -> Box<dyn Any> {
    let driver = driver.clone();
    Box::new(mount_to_renderer(root, move || screen::screen(&Desk::new(&driver, locale, layout))))
}
