//! Why a recipient was not answered, as a key to group by.

use super::{Phase, Recipient};
use serde::{Deserialize, Serialize};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::num::NonZeroU32;

/// A status together with the API's words for it, hashed: the same in every answer, and in the page
/// and its worker alike.
///
/// Among a thousand different reasons, the chance that any two share a key is one in 8,000; they are
/// then one group.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct ReasonKey(NonZeroU32);

impl ReasonKey {
    /// None of a recipient who is not among those that ended without an answer.
    pub fn of(recipient: &Recipient) -> Option<Self> {
        if recipient.status.phase() != Phase::NotAnswered {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        (recipient.status.key(), recipient.error.as_deref()).hash(&mut hasher);
        let short = u32::try_from(hasher.finish() >> 32).unwrap_or(0);
        Some(Self(NonZeroU32::new(short).unwrap_or(NonZeroU32::MIN)))
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
}
