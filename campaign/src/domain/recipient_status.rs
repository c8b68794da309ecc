//! A recipient's status: an open set (docs/api.md#statuses).

use super::Phase;
use crate::excerpt::excerpt;
use serde::{Deserialize, Serialize};

/// What the API says of one recipient, spellings folded together.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum RecipientStatus {
    Pending,
    Queued,
    Calling,
    Initiated,
    Ringing,
    InProgress,
    /// `answered`: picked up and still talking.
    Answered,
    /// `completed`: answered and ended.
    Completed,
    NoAnswer,
    Busy,
    Failed,
    Skipped,
    Canceled,
    /// Not the API's: a live status on a row that has ended, so its outcome is unknown (docs/api.md#late-callbacks).
    Ended,
    /// Any other value, as much of it as fits the screen; empty when there was none.
    Other(Box<str>),
}

impl RecipientStatus {
    /// Reads the API's value; hyphens count as underscores.
    pub fn parse(raw: &str) -> Self {
        match raw.replace('-', "_").as_str() {
            "pending" => Self::Pending,
            "queued" => Self::Queued,
            "calling" => Self::Calling,
            "initiated" => Self::Initiated,
            "ringing" => Self::Ringing,
            "in_progress" => Self::InProgress,
            "answered" => Self::Answered,
            "completed" => Self::Completed,
            "no_answer" => Self::NoAnswer,
            "busy" => Self::Busy,
            "failed" => Self::Failed,
            "skipped" => Self::Skipped,
            "canceled" | "cancelled" => Self::Canceled,
            _ => Self::Other(excerpt(raw).into()),
        }
    }

    /// The status's name in attributes: the API's own word.
    pub fn key(&self) -> &str {
        match self {
            Self::Pending => "pending",
            Self::Queued => "queued",
            Self::Calling => "calling",
            Self::Initiated => "initiated",
            Self::Ringing => "ringing",
            Self::InProgress => "in_progress",
            Self::Answered => "answered",
            Self::Completed => "completed",
            Self::NoAnswer => "no_answer",
            Self::Busy => "busy",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
            Self::Canceled => "canceled",
            Self::Ended => "ended",
            Self::Other(raw) => raw,
        }
    }

    /// Whether it is one of the words above, of which there are few.
    pub const fn is_known(&self) -> bool {
        !matches!(self, Self::Other(_))
    }

    /// The text of a value that is not known.
    pub(crate) fn text_mut(&mut self) -> Option<&mut Box<str>> {
        match self {
            Self::Other(raw) => Some(raw),
            _ => None,
        }
    }

    /// The phase this status stands for, of somebody who was not dialled ([`Recipient::phase`](super::Recipient::phase)).
    pub fn phase(&self) -> Phase {
        match self {
            Self::Pending | Self::Queued => Phase::Waiting,
            Self::Calling | Self::Initiated | Self::Ringing | Self::InProgress | Self::Answered => {
                Phase::Live
            }
            Self::Completed => Phase::Answered,
            Self::NoAnswer | Self::Busy | Self::Failed => Phase::NotAnswered,
            Self::Skipped | Self::Canceled => Phase::NotCalled,
            Self::Ended | Self::Other(_) => Phase::Unknown,
        }
    }

    /// Whether the status alone proves that the number was dialled. `failed` does not: a number can
    /// be refused before it is.
    pub fn implies_dialled(&self) -> bool {
        matches!(self, Self::NoAnswer | Self::Busy | Self::Completed | Self::Ended)
            || self.phase() == Phase::Live
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, key: &str, phase: Phase) {
        let status = RecipientStatus::parse(raw);
        assert_eq!((status.key(), status.phase()), (key, phase), "{raw}");
    }

    #[test]
    fn the_whole_vocabulary() {
        check("pending", "pending", Phase::Waiting);
        check("queued", "queued", Phase::Waiting);
        for live in ["calling", "initiated", "ringing", "in_progress", "answered"] {
            check(live, live, Phase::Live);
        }
        check("in-progress", "in_progress", Phase::Live);
        check("completed", "completed", Phase::Answered);
        for missed in ["failed", "busy", "no_answer"] {
            check(missed, missed, Phase::NotAnswered);
        }
        check("skipped", "skipped", Phase::NotCalled);
        check("canceled", "canceled", Phase::NotCalled);
        check("no-answer", "no_answer", Phase::NotAnswered);
        check("cancelled", "canceled", Phase::NotCalled);
    }

    #[test]
    fn an_unknown_value_keeps_its_text() {
        check("left-voicemail", "left-voicemail", Phase::Unknown);
        check("", "", Phase::Unknown);
    }
}
