//! "What is to be done about those that were not answered?" Each falls into one class by its status, the service's words
//! and its number.
//!
//! A class is a proposal: that a call may reach somebody the next time, and not that it will. A failure whose words are
//! not known is neither called back nor taken for a wrong number. A number that is not in the international form counts
//! as one that cannot work only where the call failed: one that was busy or rang has shown that it works.

use super::cause::{Cause, Lever};
use super::number::is_international;
use super::{Phase, Recipient, RecipientStatus};
use serde::{Deserialize, Serialize};

/// What is to be done about a recipient that was not answered.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Class {
    /// No answer, busy, or a failure that may pass.
    CallBack,
    /// The number cannot work as it stands in the list.
    FixNumber,
    /// Never called: skipped or cancelled.
    NotCalled,
    /// Declined, blocked, a failure of unknown words, or taken out after a call.
    Other,
}

impl Class {
    /// In the order of the screen.
    pub const ALL: [Self; 4] = [Self::CallBack, Self::FixNumber, Self::Other, Self::NotCalled];

    /// Its name in the element's DOM.
    pub const fn key(self) -> &'static str {
        match self {
            Self::CallBack => "call-back",
            Self::FixNumber => "fix-number",
            Self::NotCalled => "not-called",
            Self::Other => "other",
        }
    }

    /// Of a recipient; None of one that waits, is live or was answered, and of what is not known.
    pub fn of(recipient: &Recipient) -> Option<Self> {
        let is_plain = is_international(&recipient.number);
        match recipient.phase() {
            Phase::NotAnswered => {
                let cause = recipient.error.as_deref().and_then(Cause::of);
                Some(match Self::of_cause(&recipient.status, cause) {
                    _ if recipient.status == RecipientStatus::Failed && !is_plain => {
                        Self::FixNumber
                    }
                    class => class,
                })
            }
            Phase::NotCalled => Some(Self::NotCalled),
            Phase::Answered | Phase::Live | Phase::Unknown | Phase::Waiting => None,
        }
    }

    /// Of a reason that several recipients have in common, whatever their numbers.
    pub fn of_cause(status: &RecipientStatus, cause: Option<Cause>) -> Self {
        let is_of_list = cause.is_some_and(|cause| cause.lever() == Lever::List);
        match status {
            _ if is_of_list => Self::FixNumber,
            RecipientStatus::NoAnswer | RecipientStatus::Busy => Self::CallBack,
            RecipientStatus::Failed if cause.is_some_and(Cause::may_pass) => Self::CallBack,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: &str = "+16045551234";

    fn check(status: &str, words: &str, number: &str, expected: impl Into<Option<Class>>) {
        let json = format!(
            r#"{{"status":"{status}","error_message":"{words}","phone_number":"{number}"}}"#
        );
        let class = Class::of(&Recipient::from_json(&json));
        assert_eq!(class, expected.into(), "{json}");
    }

    #[test]
    fn each_falls_into_one_class() {
        use Class::{CallBack, FixNumber, NotCalled, Other};
        check("no_answer", "", NUMBER, CallBack);
        check("busy", "", NUMBER, CallBack);
        check("failed", "SIP 503", NUMBER, CallBack);
        check("failed", "Temporarily unavailable", NUMBER, CallBack);
        check("failed", "number not in service", NUMBER, FixNumber);
        check("busy", "SIP 404", NUMBER, FixNumber);
        check("failed", "", "604 555 1234", FixNumber);
        check("failed", "SIP 503", "", FixNumber);
        check("failed", "SIP 603: declined", NUMBER, Other);
        check("failed", "odd", NUMBER, Other);
        check("failed", "", NUMBER, Other);
        check("skipped", "", NUMBER, NotCalled);
        check("canceled", "SIP 503", NUMBER, NotCalled);
        for status in ["pending", "ringing", "completed", "odd", ""] {
            check(status, "SIP 503", NUMBER, None);
        }
    }

    #[test]
    fn a_number_that_was_busy_works_however_it_is_written() {
        check("busy", "", "604 555 1234", Class::CallBack);
        check("no_answer", "", "(604) 555-1234", Class::CallBack);
    }

    #[test]
    fn a_call_that_was_made_and_then_cancelled_is_not_called_back() {
        let json = r#"{"status":"canceled","attempted_at":"2024-02-15T09:00:00Z"}"#;
        assert_eq!(Class::of(&Recipient::from_json(json)), Some(Class::Other));
    }
}
