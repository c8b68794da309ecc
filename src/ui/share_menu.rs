//! What the menu of the share button shows and does.

use super::context::ScreenContext;
use crate::shell::clipboard;
use crate::shell::download::{Leave, download, leave};
use crate::shell::end_signal;
use crate::text::message::Arg::Text;
use crate::text::{self, Message, Zone};
use campaign::engine::ExportRows;
use campaign::export::file_name;
use campaign::export::summary::Form;
use campaign::time::{Millis, Span};
use leptos::html::Button;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How long the menu says what it did.
const SAID_FOR: Span = Span::seconds(8);

/// What the menu shows.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Shown {
    Nothing,
    Items,
    /// The summary, to be copied by hand.
    ByHand(String),
}

/// The menu's state. Copies share it.
#[derive(Clone, Copy)]
pub(super) struct ShareMenu {
    screen: ScreenContext,
    pub(super) shown: RwSignal<Shown>,
    /// What the menu says that it did, and since when.
    said: RwSignal<Option<(Millis, String)>>,
    /// The button that opens it.
    pub(super) button: NodeRef<Button>,
}

impl ShareMenu {
    pub(super) fn new(screen: ScreenContext) -> Self {
        Self {
            screen,
            shown: RwSignal::new(Shown::Nothing),
            said: RwSignal::default(),
            button: NodeRef::new(),
        }
    }

    pub(super) fn is_open(self) -> bool {
        self.shown.with(|shown| *shown != Shown::Nothing)
    }

    /// What the menu says.
    pub(super) fn words(self) -> Option<String> {
        if let Shown::ByHand(_) = *self.shown.read() {
            return Some(self.screen.word(Message::CopyByHand));
        }
        let (since, words) = self.said.get()?;
        let age = self.screen.view(|view, _| view.at - since);
        // A clock set back must not keep them.
        (Span(0)..SAID_FOR).contains(&age).then_some(words)
    }

    /// Opens the menu, or closes it.
    pub(super) fn toggle(self) {
        if untrack(|| self.is_open()) {
            self.close();
        } else {
            self.said.set(None);
            self.shown.set(Shown::Items);
        }
    }

    /// Closes the menu, and gives the focus back to its button.
    pub(super) fn close(self) {
        // The focus goes first: a focused item that is removed would lose it.
        if let Some(button) = self.button.get_untracked() {
            drop(button.focus());
        }
        self.hide();
    }

    /// Closes the menu, and leaves the focus where it is.
    pub(super) fn hide(self) {
        self.shown.set(Shown::Nothing);
    }

    /// Says for a while what was done.
    pub(super) fn say(self, words: String) {
        self.said.set(self.screen.now().map(|view| (view.at, words)));
    }

    /// Copies the summary.
    pub(super) fn copy(self, form: Form) {
        self.close();
        let played = self.screen.playback_now().map(|playback| playback.position);
        let summary = self.screen.now().and_then(|view| {
            self.screen.say(|locale| text::summary::summary(&view, played, locale))
        });
        let Some(summary) = summary else { return };
        let summary = summary.write(form);
        let copied = self.screen.word(Message::Copied);
        spawn_local(async move {
            if clipboard::write(&summary).await {
                self.say(copied);
            } else {
                self.shown.set(Shown::ByHand(summary));
            }
        });
    }

    /// Has the browser save these rows, and says who is not among them for another reason than a filter.
    pub(super) fn download(self, rows: ExportRows) {
        self.close();
        let Some(file) = self.file_name(rows) else { return };
        let left_out = self.left_out(rows);
        let downloading = match leave() {
            Leave::Given => Message::Downloading,
            Leave::Unknown => Message::DownloadUnsure,
            Leave::Refused => return self.say(self.screen.word(Message::DownloadRefused)),
        };
        let downloading = self.screen.say(|locale| {
            let downloading = locale.with(downloading, file.clone());
            match left_out {
                Some(left_out) => {
                    locale.say(Message::AndLeftOut, &[Text(downloading), Text(left_out)])
                }
                None => downloading,
            }
        });
        let failed = self.screen.word(Message::ShareFailed);
        let rows = self.screen.rows_as_csv(rows);
        spawn_local(async move {
            let is_done = rows.await.is_some_and(|rows| download(&file, &rows).is_ok());
            self.say(if is_done { downloading } else { failed });
        });
    }

    /// Whether the person wants to be told of the campaign's end.
    pub(super) fn is_awaited(self) -> bool {
        self.screen.view(|view, _| view.is_awaited)
    }

    /// Whether there is an end to wait for.
    pub(super) fn has_end(self) -> bool {
        !self.screen.view(|view, _| view.is_over()) && !self.screen.is_series()
    }

    /// The person wants to be told of the campaign's end, or no longer does. The browser asks them about notifications,
    /// and the title alone tells it where they or the browser refuse.
    pub(super) fn await_end(self) {
        let is_awaited = untrack(|| self.is_awaited());
        self.close();
        if is_awaited {
            return self.screen.tell(|driver| driver.await_end(None));
        }
        let words = self.screen.end_words();
        self.screen.tell(|driver| driver.await_end(Some(words)));
        let [notified, title] =
            [Message::WillNotify, Message::WillMarkTitle].map(|it| self.screen.word(it));
        spawn_local(async move {
            self.say(if end_signal::may_notify().await { notified } else { title });
        });
    }

    /// How many a list leaves out.
    fn left_out(self, rows: ExportRows) -> Option<String> {
        let view = self.screen.now().filter(|_| rows == ExportRows::CallBack)?;
        let tallies = &view.campaign()?.overview.tallies;
        self.screen.say(|locale| text::cause::left_out(tallies, locale))
    }

    /// After the campaign, what list it is, and the day of what it holds in the viewer's zone.
    fn file_name(self, rows: ExportRows) -> Option<String> {
        let view = self.screen.now()?;
        let played = self.screen.playback_now().map(|playback| playback.position);
        Some(self.screen.say(|locale| {
            let name = view.campaign().map(|it| text::campaign::name(it, locale));
            let clock = Zone::new(locale.chosen_zone()).clock(played.unwrap_or(view.viewers_time));
            let date = clock.split(' ').next().unwrap_or_default();
            let list = match rows {
                ExportRows::View => date.into(),
                ExportRows::CallBack => format!("{} {date}", locale.word(Message::ToCallBack)),
            };
            file_name(&name.unwrap_or_default(), &list)
        }))
    }
}
