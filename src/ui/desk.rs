//! What every component works with: the view, the locale, and a way to say what happened.

use super::node::{Act, Value};
use crate::shell::Driver;
use crate::text::Locale;
use campaign::view::{Campaign, Screen, View};
use campaign::widget::{Event, TableEvent};
use leptos::prelude::*;

/// Handed down as a prop. Copies share it.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    view: RwSignal<View>,
    kit: StoredValue<(Locale, Driver), LocalStorage>,
}

impl Desk {
    pub(super) fn new(driver: &Driver, locale: Locale) -> Self {
        Self { view: driver.view().into(), kit: StoredValue::new_local((locale, driver.clone())) }
    }

    /// A part of the view, tracked.
    pub(super) fn read<T>(self, part: impl FnOnce(&View) -> T) -> T {
        self.view.with(part)
    }

    /// Something read from the view, and put into words.
    pub(super) fn value(self, words: fn(&View, &Locale) -> Option<String>) -> Value {
        Box::new(move || self.read(|view| self.say(|locale| words(view, locale))))
    }

    /// The same where there always is something to say.
    pub(super) fn text(self, words: fn(&View, &Locale) -> String) -> Value {
        Box::new(move || Some(self.read(|view| self.say(|locale| words(view, locale)))))
    }

    /// Something read from the campaign on screen; nothing while there is none.
    pub(super) fn of_campaign(self, words: fn(&Campaign, &Locale) -> String) -> Value {
        Box::new(move || self.campaign(|campaign| self.say(|locale| words(campaign, locale))))
    }

    /// A part of the campaign on screen, tracked.
    pub(super) fn campaign<T>(self, part: impl FnOnce(&Campaign) -> T) -> Option<T> {
        self.read(|view| campaign(view).map(part))
    }

    /// The `hidden` attribute, absent while the view says that it is shown.
    pub(super) fn hidden_unless(self, is_shown: fn(&View) -> bool) -> Value {
        Box::new(move || (!self.read(is_shown)).then(String::new))
    }

    /// Puts something into words.
    pub(super) fn say<T>(self, words: impl FnOnce(&Locale) -> T) -> T {
        self.kit.with_value(|(locale, _)| words(locale))
    }

    /// A button that says what happened.
    pub(super) fn press(self, event: fn() -> Event) -> Act {
        Box::new(move |_| self.send(event()))
    }

    /// Cloned out, so that nothing is borrowed while the host page is told.
    fn driver(self) -> Driver {
        self.kit.with_value(|(_, driver)| driver.clone())
    }

    /// Says what happened.
    pub(super) fn send(self, event: Event) {
        self.driver().send(event);
    }

    /// Says what happened to the table.
    pub(super) fn table(self, event: TableEvent) {
        self.send(Event::Table(event));
    }

    /// A button that pauses refreshing, or resumes it.
    pub(super) fn press_hold(self) -> Act {
        Box::new(move |_| {
            let is_held = self.view.with_untracked(|view| view.freshness.is_held);
            self.driver().hold(!is_held);
        })
    }
}

/// The campaign on screen.
pub(super) fn campaign(view: &View) -> Option<&Campaign> {
    match &view.screen {
        Screen::Campaign(campaign) => Some(campaign),
        _ => None,
    }
}
