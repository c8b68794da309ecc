//! What every component works with: the view, the locale, and a way to say what happened.

use crate::shell::Driver;
use crate::text::Locale;
use campaign::view::{Campaign, View};
use campaign::widget::{Event, TableEvent};
use leptos::prelude::*;

/// Handed down by context. Copies share it.
#[derive(Clone, Copy)]
pub struct Desk {
    view: RwSignal<View>,
    locale: StoredValue<Locale, LocalStorage>,
    driver: StoredValue<Driver, LocalStorage>,
}

impl Desk {
    pub(super) fn new(driver: &Driver, locale: Locale) -> Self {
        Self {
            view: driver.view().into(),
            locale: StoredValue::new_local(locale),
            driver: StoredValue::new_local(driver.clone()),
        }
    }

    /// The desk of the element that the calling component belongs to.
    pub fn here() -> Self {
        expect_context()
    }

    /// A part of the view, tracked.
    pub fn read<T>(self, part: impl FnOnce(&View) -> T) -> T {
        self.view.with(part)
    }

    /// A part of the view that is passed on only when it differs.
    pub fn memo<T>(self, part: impl Fn(&View) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.view.with(&part))
    }

    /// A text of the campaign on screen, tracked; nothing while there is none.
    pub fn campaign_text(self, text: impl FnOnce(&Campaign, &Locale) -> String) -> String {
        self.read(|view| match &view.screen {
            campaign::view::Screen::Campaign(campaign) => self.say(|locale| text(campaign, locale)),
            _ => String::new(),
        })
    }

    /// Puts something into words.
    pub fn say<T>(self, words: impl FnOnce(&Locale) -> T) -> T {
        self.locale.with_value(words)
    }

    /// Says what happened.
    pub fn send(self, event: Event) {
        self.driver.with_value(Driver::clone).send(event);
    }

    /// Says what happened to the table.
    pub fn table(self, event: TableEvent) {
        self.send(Event::Table(event));
    }

    /// A person pauses or resumes refreshing.
    pub fn hold(self, is_held: bool) {
        self.driver.with_value(Driver::clone).hold(is_held);
    }
}
