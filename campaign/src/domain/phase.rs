//! Where a recipient stands, in the six words that the screen counts by.

use serde::{Deserialize, Serialize};

/// The phase of a recipient (docs/api.md#statuses).
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Phase {
    /// Ended with somebody, or a voicemail, picking up. Not success.
    Answered,
    /// Ended without an answer.
    NotAnswered,
    /// Never dialled and not going to be: skipped, cancelled, or left over when the campaign ended.
    NotCalled,
    /// A call in flight.
    Live,
    /// A status this widget does not know, or an end without a known outcome.
    Unknown,
    /// To be dialled.
    Waiting,
}

impl Phase {
    /// Every phase, in the order of the progress bar: what is settled first.
    pub const ALL: [Self; 6] = [
        Self::Answered,
        Self::NotAnswered,
        Self::NotCalled,
        Self::Live,
        Self::Unknown,
        Self::Waiting,
    ];

    /// The phase in a campaign that may be over: then nobody waits any more.
    #[must_use]
    pub const fn of_campaign(self, is_over: bool) -> Self {
        match self {
            Self::Waiting if is_over => Self::NotCalled,
            phase => phase,
        }
    }

    /// The phase's name in attributes and style.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::NotAnswered => "not-answered",
            Self::NotCalled => "not-called",
            Self::Live => "live",
            Self::Unknown => "unknown",
            Self::Waiting => "waiting",
        }
    }
}
