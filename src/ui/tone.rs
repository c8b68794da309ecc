//! The tone of a status: which colour and shape stand beside its word.

use campaign::domain::{BatchStatus, Phase, RecipientStatus};

/// A recipient's: its phase's, but `failed` stands out.
pub(super) fn of_recipient(status: &RecipientStatus, phase: Phase) -> &'static str {
    match status {
        RecipientStatus::Failed => "failed",
        _ => phase.key(),
    }
}

/// A campaign's.
pub(super) fn of_batch(status: &BatchStatus) -> &'static str {
    match status {
        BatchStatus::Running | BatchStatus::Recurring => Phase::Live.key(),
        BatchStatus::Draft | BatchStatus::Scheduled => Phase::Waiting.key(),
        BatchStatus::Paused | BatchStatus::Cancelled => Phase::NotAnswered.key(),
        BatchStatus::Completed => Phase::Answered.key(),
        BatchStatus::Failed => "failed",
        BatchStatus::Other(_) => Phase::Unknown.key(),
    }
}
