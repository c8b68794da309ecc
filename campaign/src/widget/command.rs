//! What a widget asks of the shell.

use super::stage::State;
use crate::config::Source;
use crate::domain::BatchStatus;
use crate::domain::Tallies;
use crate::engine::{Ask, Generation};
use crate::failure::FailureKind;
use crate::insight::attention::Attention;
use crate::table::Row;
use crate::time::Span;
use crate::view_state::ViewState;
use std::sync::Arc;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Ask the API; the settlement comes back as [`super::Event::Replied`].
    Fetch(Request),
    /// Give up the request in flight; nothing comes back.
    Abort,
    Ask(Ask),
    /// Send [`super::Event::Woke`] after that time, instead of any earlier wake.
    Wake {
        after: Span,
    },
    /// Send no [`super::Event::Woke`].
    CancelWake,
    /// Send [`super::Event::Tick`] every second.
    StartTicking,
    StopTicking,
    /// Tell the person who waits for it that the campaign has ended.
    SignalEnd,
    /// Tell the host page.
    Tell(HostEvent),
}

/// One question for a campaign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// Comes back with the reply.
    pub generation: Generation,
    /// Whom to ask.
    pub source: Source,
    pub occasion: Occasion,
    /// What the server named the answer at hand by: only another one has to come.
    pub etag: Option<Box<str>>,
}

/// Why a question is asked.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Occasion {
    /// It is time: an answer that another tab gets just now will do.
    Due,
    /// Somebody wants a new answer.
    Wish,
    /// A token was refused just now, and another one is to be had.
    Renewal,
}

/// What the host page is told, as `batch-status-*` events (docs/reference.md#events). Never a secret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HostEvent {
    /// The first data of a campaign is there.
    Ready,
    /// A person changed what the table shows.
    ViewChange(ViewState),
    /// A person pressed the row of a recipient.
    RecipientClick(Row),
    /// An answer was taken in.
    Update {
        tallies: Arc<Tallies>,
        /// Recipients that differ from before.
        changed: usize,
    },
    StateChange {
        from: State,
        to: State,
    },
    /// The campaign ended, and one more answer said so.
    Complete {
        status: BatchStatus,
    },
    /// Something needs a person that did not before.
    AttentionNeeded(Attention),
    /// It needs nobody any more; how it was at last.
    AttentionOver(Attention),
    Error {
        kind: FailureKind,
        /// The HTTP status, where there was an answer.
        status: Option<u16>,
        /// When it is asked again; None if not by itself.
        retry_in: Option<Span>,
    },
}
