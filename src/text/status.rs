//! Names of statuses and phases.

use super::message::Arg;
use super::{Locale, Message};
use campaign::domain::{BatchStatus, Phase, RecipientStatus};
use campaign::table::Row;
use campaign::time::Millis;

/// A recipient's status. `completed` is "Answered": the call was answered and ended, which is not
/// success (docs/api.md#statuses).
pub fn recipient(status: &RecipientStatus, locale: &Locale) -> String {
    let message = match status {
        RecipientStatus::Pending => Message::Pending,
        RecipientStatus::Queued => Message::Queued,
        RecipientStatus::Calling => Message::Calling,
        RecipientStatus::Initiated => Message::Initiated,
        RecipientStatus::Ringing => Message::Ringing,
        RecipientStatus::InProgress => Message::InProgress,
        RecipientStatus::Answered => Message::OnThePhone,
        RecipientStatus::Completed => Message::Answered,
        RecipientStatus::NoAnswer => Message::NoAnswer,
        RecipientStatus::Busy => Message::Busy,
        RecipientStatus::Failed => Message::Failed,
        RecipientStatus::Skipped => Message::Skipped,
        RecipientStatus::Canceled => Message::Canceled,
        RecipientStatus::Ended => Message::Ended,
        RecipientStatus::Other(raw) if raw.is_empty() => Message::NoStatus,
        RecipientStatus::Other(raw) => return raw.clone().into(),
    };
    locale.word(message).into()
}

/// A recipient's status in a campaign that may be over: then nobody waits any more.
pub fn standing(status: &RecipientStatus, is_over: bool, locale: &Locale) -> String {
    match status.phase() {
        Phase::Waiting if is_over => locale.word(Message::NotCalled).into(),
        _ => recipient(status, locale),
    }
}

/// What more there is to say of where a recipient is: `Failed: SIP 503`, `Waiting, no. 4, about 14:07`. `turn` is when
/// about they will be dialled.
pub fn in_full(
    row: &Row,
    turn: Option<Millis>,
    now: Millis,
    is_over: bool,
    locale: &Locale,
) -> String {
    let status = standing(&row.status, is_over, locale);
    match (&row.error, row.turn) {
        (Some(error), _) => {
            locale.say(Message::HasEnded, &[Arg::Text(status), Arg::Text(error.to_string())])
        }
        (None, Some(place)) => {
            let place = [Arg::Text(status), Arg::Text(locale.number(place))];
            match turn {
                None => locale.say(Message::WaitingPlace, &place),
                Some(at) => {
                    let [status, place] = place;
                    let at = Arg::Text(locale.roughly(at, now));
                    locale.say(Message::WaitingTurn, &[status, place, at])
                }
            }
        }
        (None, None) => status,
    }
}

/// The status of a call under way, with the time since it was dialled: `In progress, 49 s`.
pub fn live(row: &Row, now: Millis, locale: &Locale) -> String {
    let status = recipient(&row.status, locale);
    match row.attempted.map(|at| now - at).filter(|since| since.0 >= 0) {
        Some(since) => {
            locale.say(Message::LiveFor, &[Arg::Text(status), Arg::Text(locale.duration(since))])
        }
        None => status,
    }
}

/// A campaign's status.
pub fn batch(status: &BatchStatus, locale: &Locale) -> String {
    let message = match status {
        BatchStatus::Draft => Message::Draft,
        BatchStatus::Scheduled => Message::Scheduled,
        BatchStatus::Running => Message::Running,
        BatchStatus::Paused => Message::Paused,
        BatchStatus::Completed => Message::Completed,
        BatchStatus::Cancelled => Message::Cancelled,
        BatchStatus::Failed => Message::Failed,
        BatchStatus::Recurring => Message::Recurring,
        BatchStatus::Other(raw) if raw.is_empty() => Message::NoStatus,
        BatchStatus::Other(raw) => return raw.clone().into(),
    };
    locale.word(message).into()
}

/// A phase.
pub const fn phase(phase: Phase) -> Message {
    match phase {
        Phase::Answered => Message::Answered,
        Phase::NotAnswered => Message::NotAnswered,
        Phase::NotCalled => Message::NotCalled,
        Phase::Live => Message::Live,
        Phase::Unknown => Message::Unknown,
        Phase::Waiting => Message::Waiting,
    }
}
