//! What every component works with: the view, the locale, and a way to say what happened.
//!
//! Leptos compiles its rendering code anew for every type it meets, and every closure is a type.
//! So components hand it boxes of the few types below: the same screen with closures of their own
//! was three times as large.

use crate::shell::Driver;
use crate::text::Locale;
use campaign::view::{Campaign, Screen, View};
use campaign::widget::{Event, TableEvent};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// A text that changes in place.
pub(super) type Text = Box<dyn Fn() -> String + Send>;

/// An attribute that changes in place, and is absent for None.
pub(super) type Attribute = Box<dyn Fn() -> Option<String> + Send>;

/// What a button does.
pub(super) type Press = Box<dyn FnMut(MouseEvent)>;

/// A part of the view.
pub(super) type Part<T> = Box<dyn Fn(&View) -> T + Send + Sync>;

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

    /// A part of the view that is passed on only when it differs.
    pub(super) fn memo<T>(self, part: Part<T>) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.view.with(&part))
    }

    /// A text read from the view.
    pub(super) fn text(self, words: fn(&View, &Locale) -> String) -> Text {
        Box::new(move || self.read(|view| self.say(|locale| words(view, locale))))
    }

    /// A text read from the campaign on screen; nothing while there is none.
    pub(super) fn of_campaign(self, words: fn(&Campaign, &Locale) -> String) -> Text {
        Box::new(move || self.campaign(words).unwrap_or_default())
    }

    /// Something read from the campaign on screen, tracked.
    pub(super) fn campaign<T>(self, part: impl FnOnce(&Campaign, &Locale) -> T) -> Option<T> {
        self.read(|view| match &view.screen {
            Screen::Campaign(campaign) => Some(self.say(|locale| part(campaign, locale))),
            _ => None,
        })
    }

    /// An attribute read from the view.
    pub(super) fn attribute(self, value: fn(&View, &Locale) -> Option<String>) -> Attribute {
        Box::new(move || self.read(|view| self.say(|locale| value(view, locale))))
    }

    /// The `hidden` attribute, absent while the view says that it is shown.
    pub(super) fn hidden_unless(self, is_shown: fn(&View) -> bool) -> Attribute {
        Box::new(move || (!self.read(is_shown)).then(String::new))
    }

    /// Puts something into words.
    pub(super) fn say<T>(self, words: impl FnOnce(&Locale) -> T) -> T {
        self.kit.with_value(|(locale, _)| words(locale))
    }

    /// A button that says what happened.
    pub(super) fn press(self, event: impl Fn() -> Event + 'static) -> Press {
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
    pub(super) fn press_hold(self) -> Press {
        Box::new(move |_| {
            let is_held = self.view.with_untracked(|view| view.freshness.is_held);
            self.driver().hold(!is_held);
        })
    }
}
