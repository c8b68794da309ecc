//! Why a recipient was not answered or not called, as a key to group by.

use super::{Phase, Recipient};
use serde::{Deserialize, Serialize};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::num::NonZeroU64;

/// A status together with the API's words for it, hashed: the same in every answer, and in the page
/// and its worker alike.
///
/// Reasons that share a key are one group. Among 100,000 different ones the chance that any two do is
/// one in four thousand million.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct ReasonKey(NonZeroU64);

impl ReasonKey {
    /// None of a recipient who was answered, is on the phone, or whose end is not known. One that waits has a reason once
    /// the campaign is over: then it was never called.
    pub fn of(recipient: &Recipient) -> Option<Self> {
        let was_called = match recipient.phase() {
            Phase::NotAnswered => true,
            Phase::NotCalled | Phase::Waiting => false,
            Phase::Answered | Phase::Live | Phase::Unknown => return None,
        };
        let mut hasher = DefaultHasher::new();
        (recipient.status.key(), recipient.error.as_deref(), was_called).hash(&mut hasher);
        Some(Self(NonZeroU64::new(hasher.finish()).unwrap_or(NonZeroU64::MIN)))
    }

    /// As a text that a page can keep; it tells nothing of the words.
    pub fn text(self) -> String {
        format!("{:016x}", self.0)
    }

    /// Reads that text.
    pub fn parse(text: &str) -> Option<Self> {
        u64::from_str_radix(text, 16).ok().and_then(NonZeroU64::new).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(status: &str, error: &str) -> Option<ReasonKey> {
        let json = format!(r#"{{"status":"{status}","error_message":{error}}}"#);
        ReasonKey::of(&Recipient::from_json(&json))
    }

    #[test]
    fn a_status_never_runs_into_the_words() {
        assert_ne!(key("failed", r#""x""#), key("busy", r#""x""#));
        assert_eq!(key("failed", r#""x""#), key("failed", r#""\u0078\t""#));
        assert_eq!(key("completed", r#""x""#), None);
    }

    #[test]
    fn who_was_cancelled_before_a_call_has_another_reason_than_who_was_after_one() {
        let after = r#"{"status":"cancelled","attempted_at":"2024-02-15T09:00:00Z"}"#;
        let after = ReasonKey::of(&Recipient::from_json(after));
        assert!(after.is_some());
        assert_ne!(key("cancelled", "null"), after);
    }
}
