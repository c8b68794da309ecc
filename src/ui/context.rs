//! What every component works with: the view, the words for it, and a way to say what happened.

use super::Layout;
use crate::shell::{Driver, EndWords, Playback, Views, rows_as_csv};
use crate::text::{self, Locale, Message};
use campaign::engine::ExportRows;
use campaign::view::{Campaign, View};
use campaign::widget::{Event, TableEvent};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// Found by [`use_screen`]. Copies share it.
#[derive(Clone, Copy)]
pub(super) struct ScreenContext {
    views: Views,
    locale: StoredValue<Rc<Locale>, LocalStorage>,
    layout: StoredValue<Layout>,
    driver: StoredValue<Driver, LocalStorage>,
}

/// Makes the context of one drawing, for all components inside it.
pub(super) fn provide(driver: &Driver, locale: Rc<Locale>, layout: Layout) {
    provide_context(ScreenContext {
        views: driver.views(),
        locale: StoredValue::new_local(locale),
        layout: StoredValue::new(layout),
        driver: StoredValue::new_local(driver.clone()),
    });
}

/// The context of the drawing that a component belongs to.
pub(super) fn use_screen() -> ScreenContext {
    expect_context()
}

/// What is read here is tracked: it runs again when that part of the view changes.
impl ScreenContext {
    /// Reads the view. It changes every second, so only what tells of the time reads this.
    pub(super) fn view<T>(self, read: impl FnOnce(&View, &Locale) -> T) -> T {
        self.views.all.with(|view| self.say(|locale| read(view, locale)))
    }

    /// Reads the campaign on screen, if there is one; like [`Self::view`] for what tells of the time.
    pub(super) fn campaign<T>(self, read: impl FnOnce(&Campaign, &Locale) -> T) -> Option<T> {
        self.view(|view, locale| Some(read(view.campaign()?, locale)))
    }

    /// Reads the figures of the campaign on screen, if there is one.
    pub(super) fn figures<T>(self, read: impl FnOnce(&Campaign, &Locale) -> T) -> Option<T> {
        self.views.figures.with(|view| self.say(|locale| Some(read(view.campaign()?, locale))))
    }

    /// Reads what the table shows and what was asked of it.
    pub(super) fn table<T>(self, read: impl FnOnce(&View, &Locale) -> T) -> T {
        self.views.table.with(|view| self.say(|locale| read(view, locale)))
    }

    /// Reads what stands over the campaign or in its place.
    pub(super) fn trouble<T>(self, read: impl FnOnce(&View, &Locale) -> T) -> T {
        self.views.trouble.with(|view| self.say(|locale| read(view, locale)))
    }

    /// Where the playback is, if there is one.
    pub(super) fn playback(self) -> Option<Playback> {
        self.views.playback.get()
    }

    /// The moment that the playback shows, in words.
    pub(super) fn playback_time(self) -> Option<String> {
        let playback = self.playback()?;
        Some(self.say(|locale| locale.played(playback.position)))
    }

    /// Whether there is a campaign on screen.
    pub(super) fn has_campaign(self) -> bool {
        self.figures(|_, _| ()).is_some()
    }

    /// Whether it is a recurring campaign, whose runs do the dialling.
    pub(super) fn is_series(self) -> bool {
        self.figures(|campaign, _| campaign.overview.batch.series.is_some()).unwrap_or(false)
    }
}

impl ScreenContext {
    /// The view as it is now, for handlers of events; None once the drawing has ended.
    pub(super) fn now(self) -> Option<Arc<View>> {
        self.views.all.try_get_untracked()
    }

    /// Where the playback is now, for handlers of events.
    pub(super) fn playback_now(self) -> Option<Playback> {
        self.views.playback.try_get_untracked().flatten()
    }

    /// Puts something into words.
    pub(super) fn say<T>(self, words: impl FnOnce(&Locale) -> T) -> T {
        self.locale.with_value(|locale| words(locale))
    }

    /// A text that stays as it is.
    pub(super) fn word(self, message: Message) -> String {
        self.say(|locale| locale.word(message).to_owned())
    }

    /// What the host page chose of the table.
    pub(super) fn layout(self) -> Layout {
        self.layout.get_value()
    }

    /// Recipients as CSV text.
    pub(super) fn rows_as_csv(self, rows: ExportRows) -> impl Future<Output = Option<String>> {
        let columns = self.layout().columns_of_files;
        rows_as_csv(self.driver.get_value(), self.locale.get_value(), rows, columns, None)
    }

    /// The words in which the campaign's end will be told, also once this drawing has ended.
    pub(super) fn end_words(self) -> EndWords {
        let locale = self.locale.get_value();
        Box::new(move |campaign| text::campaign::end(campaign, &locale))
    }

    /// Says what a person did to the table.
    pub(super) fn send_table(self, event: TableEvent) {
        self.send(Event::Table(event));
    }

    /// Says what a person did.
    pub(super) fn send(self, event: Event) {
        self.tell(|driver| driver.send(event));
    }

    /// Has the driver do something. It is cloned out, so that nothing is borrowed while the host page
    /// is told and calls back.
    pub(super) fn tell(self, what: impl FnOnce(&Driver)) {
        if let Some(driver) = self.driver.try_get_value() {
            what(&driver);
        }
    }
}
