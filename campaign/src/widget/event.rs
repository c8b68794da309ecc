//! What can happen to a widget.

use crate::budget::Spent;
use crate::config::{Config, Source};
use crate::domain::ReasonKey;
use crate::engine::{Answer, Body, Generation, Go, Shown};
use crate::failure::Transport;
use crate::insight::attention::Attention;
use crate::secret::ApiKey;
use crate::table::{Chip, Column, Order, Row};
use crate::time::{Millis, Zone};
use crate::view_state::ViewState;
use crate::widget::tab::Tab;
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// What the host page chose, all of it, checked.
    Configure(Config),
    /// The element, its tab, the network or the person's pause came or went.
    Presence(Presence),
    /// A person or the host asks for an answer now.
    Refresh,
    Replied(Generation, Reply),
    /// Another widget on the page got a reply to the same question.
    SharedReply(Reply),
    /// Another tab got a reply to the same question, which is at hand for who asks now.
    ReplyAtHand,
    Engine(Answer),
    /// A person used the table.
    Table(TableEvent),
    /// The page gives back what a person made of the view before, or wants it so.
    SetView(ViewState),
    /// The timer of [`super::Command::Wake`] fired.
    Woke,
    /// A second passed; only what is shown moves.
    Tick,
}

impl Event {
    /// Whether it changes nothing on the screen by itself: what the engine makes of it does, or the
    /// time that a request takes.
    pub(super) fn is_silent(&self) -> bool {
        matches!(
            self,
            Self::Refresh
                | Self::ReplyAtHand
                | Self::Table(
                    TableEvent::Show(_)
                        | TableEvent::Choose(_)
                        | TableEvent::Go(_)
                        | TableEvent::Hold(_)
                        | TableEvent::Settle
                )
                | Self::Replied(_, Reply::Answer { status: 200, .. })
                | Self::SharedReply(Reply::Answer { status: 200, .. })
        )
    }
}

/// When something happened, and what is to be asked of the world about it.
#[derive(Copy, Clone)]
pub struct Moment<'a> {
    /// What waits and ages are counted by: it never goes back ([`SteadyClock`](crate::time::SteadyClock)).
    pub now: Millis,
    /// What the viewer's clock shows.
    pub wall: Millis,
    /// That of the calling window.
    pub zone: Zone<'a>,
    /// What was spent of the hour's budget there, by all who share it.
    pub spent: &'a dyn Fn(&Source) -> Spent,
    /// Uniform in 0..1.
    pub chance: f64,
}

/// Whether and how the element is there. Requests go out by themselves only when all is well.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "five independent facts of the world")]
pub struct Presence {
    /// It is in a document.
    pub is_connected: bool,
    /// Its tab is not hidden.
    pub is_visible: bool,
    /// The browser believes in a network.
    pub is_online: bool,
    /// A person paused it.
    pub is_held: bool,
    /// A person wants to be told of the campaign's end, wherever they look.
    pub is_awaited: bool,
}

impl Default for Presence {
    fn default() -> Self {
        Self {
            is_connected: false,
            is_visible: true,
            is_online: true,
            is_held: false,
            is_awaited: false,
        }
    }
}

impl Presence {
    /// Whether requests may go out by themselves. Behind another tab they do while the end is awaited: else nobody would
    /// hear of it.
    pub fn may_ask(self) -> bool {
        let is_wanted = self.is_visible || self.is_awaited;
        self.is_connected && is_wanted && self.is_online && !self.is_held
    }
}

/// Headers of an answer, as far as they can be read.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Headers {
    /// `Retry-After`.
    pub retry_after: Option<String>,
    /// `Age`: for how many seconds a cache has had the answer.
    pub age: Option<String>,
    /// `Cache-Control`: for how long it is good.
    pub cache_control: Option<String>,
    /// `ETag`: what names this answer, and no other. Of a status 304 it is what the question had.
    pub etag: Option<Box<str>>,
}

/// How a request settled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reply {
    /// An answer came whole.
    Answer {
        status: u16,
        headers: Headers,
        /// The body, shared with whoever else asked.
        body: Body,
        /// The key or token that the question was asked with, for the answer may quote it.
        used: Option<ApiKey>,
    },
    /// No answer, or none that ended.
    Nothing(Transport),
}

/// What a person can do to the table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TableEvent {
    /// Typed into the search field.
    Search(String),
    /// Pressed a chip of the filter by status.
    Toggle(Chip),
    /// Pressed a reason for failing.
    ToggleReason(ReasonKey),
    /// Asked for more reasons than the most frequent.
    MoreReasons,
    /// Opened another part of the screen.
    Open(Tab),
    /// Pressed a column's header.
    Press(Column),
    /// Chose an order.
    Sort(Order),
    /// Is at the rows, with the pointer or the focus, or leaves them: meanwhile nothing moves there.
    Hold(bool),
    /// Wants the rows in their order again, though they are held.
    Settle,
    /// Pressed a row.
    Choose(Row),
    /// Has seen enough of a row's details.
    Fold,
    /// Moved the active row.
    Go(Go),
    /// Asked to see those that an alarm speaks of.
    ShowAlarmed(Attention),
    /// Asked for everybody again.
    ClearFilters,
    /// Scrolled: these rows are on screen.
    Show(Shown),
}
