//! One person to be called.

use super::{Phase, RecipientStatus};
use crate::time::{Millis, Span};
use crate::wire;
use crate::wire::Field;
use std::borrow::Cow;

/// A recipient as last received.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipient {
    /// The API's id; empty when it sent none.
    pub id: Box<str>,
    /// The number as it came, E.164 or not.
    pub number: Box<str>,
    /// The name, if there is one.
    pub name: Option<Box<str>>,
    /// The status, with a late live one read as ended.
    pub status: RecipientStatus,
    /// Why it failed, in the API's words.
    pub error: Option<Box<str>>,
    /// The call record of its last attempt.
    pub call_record: Option<Box<str>>,
    /// When it was last dialled.
    pub attempted: Option<Millis>,
    /// When that call ended.
    pub ended: Option<Millis>,
    /// The API's names of fields in which something came that cannot be used.
    pub lost: Vec<&'static str>,
}

impl Recipient {
    /// Gives the columns of one row their meaning.
    pub fn from_wire(row: &wire::Recipient<'_>) -> Self {
        let text = |field: &Field<Cow<'_, str>>| field.known().map(|text| text.as_ref().into());
        let ended = row.completed_at.known().copied();
        let status = RecipientStatus::parse(row.status.known().map_or("", AsRef::as_ref));
        Self {
            id: text(&row.id).unwrap_or_default(),
            number: text(&row.phone_number).unwrap_or_default(),
            name: text(&row.name),
            status: settled(status, ended),
            error: text(&row.error_message),
            call_record: text(&row.call_record_id),
            attempted: row.attempted_at.known().copied(),
            ended,
            lost: row.lost(),
        }
    }

    /// From the bytes of one object of the API. None of anything else.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        wire::Recipient::read(bytes, Self::from_wire).ok()
    }

    /// From one object of the API: for tests.
    #[cfg(test)]
    pub(crate) fn from_json(json: &str) -> Self {
        Self::read(json.as_bytes()).unwrap()
    }

    /// Whether the number was dialled at least once.
    pub fn was_dialled(&self) -> bool {
        self.attempted.is_some() || self.status.implies_dialled()
    }

    /// Where this one stands, as long as the campaign goes on.
    pub fn phase(&self) -> Phase {
        phase(&self.status, self.attempted)
    }

    /// From dialling to the end of the call: not talk time. None while either is missing
    /// or they contradict each other.
    pub fn dial_to_end(&self) -> Option<Span> {
        let span = self.ended? - self.attempted?;
        (span >= Span(0)).then_some(span)
    }
}

/// Where somebody stands. Who was skipped or cancelled after a call was dialled and not answered.
pub(crate) fn phase(status: &RecipientStatus, attempted: Option<Millis>) -> Phase {
    match status.phase() {
        Phase::NotCalled if attempted.is_some() => Phase::NotAnswered,
        phase => phase,
    }
}

/// A row with an end has ended, whatever a late callback wrote over its status.
fn settled(status: RecipientStatus, ended: Option<Millis>) -> RecipientStatus {
    match (status.phase(), ended) {
        (Phase::Live, Some(_)) => RecipientStatus::Ended,
        _ => status,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Recipient {
        Recipient::from_json(json)
    }

    #[test]
    fn null_and_absent_are_the_same() {
        let null = r#"{"id":"1","phone_number":"+1","name":null,"attempted_at":null,"x":{"y":1}}"#;
        assert_eq!(read(null), read(r#"{"id":"1","phone_number":"+1"}"#));
    }

    #[test]
    fn an_ended_row_with_a_live_status_has_ended() {
        let row = read(r#"{"status":"ringing","completed_at":"2024-02-15T09:00:00Z"}"#);
        assert_eq!(row.status, RecipientStatus::Ended);
        assert_eq!(row.status.phase(), Phase::Unknown);
    }

    #[test]
    fn dial_to_end_needs_both_times_in_order() {
        let row = |attempted: &str, ended: &str| {
            read(&format!(r#"{{"attempted_at":"{attempted}","completed_at":"{ended}"}}"#))
                .dial_to_end()
        };
        let (nine, later) = ("2024-02-15T09:00:10.000Z", "2024-02-15T09:03:45.000Z");
        assert_eq!(row(nine, later), Some(Span::seconds(215)));
        assert_eq!(row(later, nine), None);
        assert_eq!(row("", later), None);
    }

    #[test]
    fn only_who_was_dialled_can_have_failed_to_answer() {
        let attempted = r#","attempted_at":"2024-02-15T09:00:00Z""#;
        for status in ["skipped", "canceled", "cancelled"] {
            let phase = |more: &str| read(&format!(r#"{{"status":"{status}"{more}}}"#)).phase();
            assert_eq!(phase(""), Phase::NotCalled, "{status}");
            assert_eq!(phase(attempted), Phase::NotAnswered, "{status}");
        }
    }

    #[test]
    fn dialled_by_time_or_by_status() {
        let dialled = |status: &str| read(&format!(r#"{{"status":"{status}"}}"#)).was_dialled();
        assert!(dialled("busy"));
        assert!(dialled("calling"));
        assert!(!dialled("skipped"));
        assert!(!dialled("failed"));
        assert!(read(r#"{"status":"failed","attempted_at":"2024-02-15T09:00:00Z"}"#).was_dialled());
    }
}
