//! Names of statuses and phases.

use campaign::domain::{BatchStatus, Phase, RecipientStatus};
use std::borrow::Cow;

/// A recipient's status. `completed` is "Answered": the call was answered and ended, which is not
/// success (api.md, Vocabulary).
pub fn recipient(status: &RecipientStatus) -> Cow<'static, str> {
    Cow::Borrowed(match status {
        RecipientStatus::Pending => "Waiting",
        RecipientStatus::Queued => "Queued",
        RecipientStatus::Calling => "Calling",
        RecipientStatus::Initiated => "Initiated",
        RecipientStatus::Ringing => "Ringing",
        RecipientStatus::InProgress => "In progress",
        RecipientStatus::Answered => "On the phone",
        RecipientStatus::Completed => "Answered",
        RecipientStatus::NoAnswer => "No answer",
        RecipientStatus::Busy => "Busy",
        RecipientStatus::Failed => "Failed",
        RecipientStatus::Skipped => "Skipped",
        RecipientStatus::Canceled => "Canceled",
        RecipientStatus::Ended => "Ended",
        RecipientStatus::Other(raw) if raw.is_empty() => "No status",
        RecipientStatus::Other(raw) => return Cow::Owned(raw.to_string()),
    })
}

/// A campaign's status.
pub fn batch(status: &BatchStatus) -> Cow<'static, str> {
    Cow::Borrowed(match status {
        BatchStatus::Draft => "Draft",
        BatchStatus::Scheduled => "Scheduled",
        BatchStatus::Running => "Running",
        BatchStatus::Paused => "Paused",
        BatchStatus::Completed => "Completed",
        BatchStatus::Cancelled => "Cancelled",
        BatchStatus::Failed => "Failed",
        BatchStatus::Recurring => "Recurring",
        BatchStatus::Other(raw) if raw.is_empty() => "No status",
        BatchStatus::Other(raw) => return Cow::Owned(raw.to_string()),
    })
}

/// A phase.
pub const fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Answered => "Answered",
        Phase::NotAnswered => "Not answered",
        Phase::Live => "Live",
        Phase::Unknown => "Unknown",
        Phase::Waiting => "Waiting",
    }
}
