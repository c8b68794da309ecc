//! Where a recipient stands, in the five words that the screen counts by.

/// The phase of a recipient (docs/api.md, Statuses).
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Phase {
    /// Ended with somebody, or a voicemail, picking up. Not success.
    Answered,
    /// Ended without an answer, or never to be dialled.
    NotAnswered,
    /// A call in flight.
    Live,
    /// A status this widget does not know, or an end without a known outcome.
    Unknown,
    /// Not dialled yet.
    Waiting,
}

impl Phase {
    /// Every phase, in the order of the progress bar: what is settled first.
    pub const ALL: [Self; 5] =
        [Self::Answered, Self::NotAnswered, Self::Live, Self::Unknown, Self::Waiting];

    /// The phase's name in attributes and style.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::NotAnswered => "not-answered",
            Self::Live => "live",
            Self::Unknown => "unknown",
            Self::Waiting => "waiting",
        }
    }
}
