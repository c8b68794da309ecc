//! What every component works with: the view, the locale, and a way to say what happened.

use super::Layout;
use super::node::{Act, Value};
use crate::shell::{Driver, Views};
use crate::text::{Locale, Message};
use campaign::view::{Campaign, Part, View};
use campaign::widget::{Event, TableEvent};
use leptos::prelude::*;
use std::rc::Rc;

/// Handed down to every component. Clones share it.
#[derive(Clone)]
pub(super) struct Desk(Rc<Kit>, Part);

struct Kit {
    views: Views,
    locale: Locale,
    layout: Layout,
    driver: Driver,
}

impl Desk {
    pub(super) fn new(driver: &Driver, locale: Locale, layout: Layout) -> Self {
        let kit = Kit { views: driver.views(), locale, layout, driver: driver.clone() };
        Self(Rc::new(kit), Part::Whole)
    }

    /// One for what reads no more than this part of the view: what else moves does not wake it.
    pub(super) fn of(&self, part: Part) -> Self {
        Self(Rc::clone(&self.0), part)
    }

    /// Something of the view, tracked.
    pub(super) fn read<T>(&self, what: impl FnOnce(&View) -> T) -> T {
        self.0.views.of(self.1).with(|view| what(view))
    }

    /// Something of the view as it is now.
    pub(super) fn read_once<T>(&self, what: impl FnOnce(&View) -> T) -> T {
        self.0.views.of(self.1).with_untracked(|view| what(view))
    }

    /// Something read from the view, and put into words.
    pub(super) fn value(&self, words: fn(&View, &Locale) -> Option<String>) -> Value {
        let desk = self.clone();
        Box::new(move || desk.read(|view| words(view, desk.locale())))
    }

    /// The same where there always is something to say.
    pub(super) fn text(&self, words: fn(&View, &Locale) -> String) -> Value {
        let desk = self.clone();
        Box::new(move || Some(desk.read(|view| words(view, desk.locale()))))
    }

    /// Something read from the campaign on screen; nothing while there is none.
    pub(super) fn of_campaign(&self, words: fn(&Campaign, &Locale) -> String) -> Value {
        let desk = self.clone();
        Box::new(move || desk.read(|view| Some(words(campaign(view)?, desk.locale()))))
    }

    /// A text that the campaign on screen chooses.
    pub(super) fn title(&self, choose: fn(&Campaign) -> Message) -> Value {
        let desk = self.clone();
        Box::new(move || desk.read(|view| Some(desk.word(choose(campaign(view)?)).into())))
    }

    /// Something read from the view about one of several things, such as a phase.
    pub(super) fn about<A: Copy + 'static>(
        &self,
        which: A,
        words: fn(A, &View, &Locale) -> Option<String>,
    ) -> Value {
        let desk = self.clone();
        Box::new(move || desk.read(|view| words(which, view, desk.locale())))
    }

    /// The `hidden` attribute, absent while the view says that it is shown.
    pub(super) fn hidden_unless(&self, is_shown: fn(&View) -> bool) -> Value {
        let desk = self.clone();
        Box::new(move || (!desk.read(is_shown)).then(String::new))
    }

    /// What puts figures and times into words.
    pub(super) fn locale(&self) -> &Locale {
        &self.0.locale
    }

    /// What the host page chose of the table.
    pub(super) fn layout(&self) -> &Layout {
        &self.0.layout
    }

    /// A text that stays as it is.
    pub(super) fn word(&self, message: Message) -> &str {
        self.0.locale.word(message)
    }

    /// A button that says what happened.
    pub(super) fn press(&self, event: fn() -> Event) -> Act {
        let desk = self.clone();
        Box::new(move |_| desk.send(event()))
    }

    /// Says what happened.
    pub(super) fn send(&self, event: Event) {
        self.0.driver.send(event);
    }

    /// Says what happened to the table.
    pub(super) fn table(&self, event: TableEvent) {
        self.send(Event::Table(event));
    }

    /// A button that offers what can be taken away.
    pub(super) fn press_share(&self) -> Act {
        let desk = self.clone();
        Box::new(move |_| desk.0.driver.share())
    }

    /// A button that pauses refreshing, or resumes it.
    pub(super) fn press_hold(&self) -> Act {
        let desk = self.clone();
        Box::new(move |_| {
            let is_held = desk.read_once(|view| view.freshness.is_held);
            desk.0.driver.hold(!is_held);
        })
    }
}

/// The campaign on screen.
pub(super) fn campaign(view: &View) -> Option<&Campaign> {
    view.campaign()
}
