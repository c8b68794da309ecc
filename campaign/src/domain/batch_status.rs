//! A campaign's status: an open set (docs/api.md#statuses).

use crate::excerpt::excerpt;
use serde::{Deserialize, Serialize};

/// What the API says of the whole campaign.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum BatchStatus {
    /// Never dials until it is started (docs/api.md#drafts).
    Draft,
    /// Waits for its start time.
    Scheduled,
    /// Dials, or would if its calling window were open (docs/api.md#calling-window).
    Running,
    /// Held by a person.
    Paused,
    Completed,
    /// Stopped by a person.
    Cancelled,
    /// Stopped by the platform.
    Failed,
    /// A parent whose runs do the dialling (docs/api.md#recurring-campaigns).
    Recurring,
    /// Any other value, as much of it as fits the screen; empty when there was none.
    Other(Box<str>),
}

impl BatchStatus {
    /// Reads the API's value.
    pub fn parse(raw: &str) -> Self {
        match raw {
            "draft" => Self::Draft,
            "scheduled" => Self::Scheduled,
            "running" => Self::Running,
            "paused" => Self::Paused,
            "completed" => Self::Completed,
            "cancelled" | "canceled" => Self::Cancelled,
            "failed" => Self::Failed,
            "recurring" => Self::Recurring,
            _ => Self::Other(excerpt(raw).into()),
        }
    }

    /// The text of a value that is not known.
    pub(crate) fn text_mut(&mut self) -> Option<&mut Box<str>> {
        match self {
            Self::Other(raw) => Some(raw),
            _ => None,
        }
    }

    /// The status's name in attributes and events: the API's own word.
    pub fn key(&self) -> &str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
            Self::Recurring => "recurring",
            Self::Other(raw) => raw,
        }
    }

    /// Whether nothing more is going to happen by itself.
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Completed | Self::Cancelled | Self::Failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_vocabulary() {
        for raw in [
            "draft",
            "scheduled",
            "running",
            "paused",
            "completed",
            "cancelled",
            "failed",
            "recurring",
        ] {
            let status = BatchStatus::parse(raw);
            assert_eq!(status.key(), raw);
            assert!(!matches!(status, BatchStatus::Other(_)), "{raw}");
        }
        assert_eq!(BatchStatus::parse("archived").key(), "archived");
    }

    #[test]
    fn only_three_end_a_campaign() {
        assert!(BatchStatus::parse("completed").is_terminal());
        assert!(BatchStatus::parse("canceled").is_terminal());
        assert!(BatchStatus::parse("failed").is_terminal());
        assert!(!BatchStatus::parse("paused").is_terminal());
        assert!(!BatchStatus::parse("recurring").is_terminal());
    }
}
