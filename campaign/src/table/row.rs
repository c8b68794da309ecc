//! One row of the table, ready to be put into words.

use super::Mask;
use crate::domain::cause::Cause;
use crate::domain::class::Class;
use crate::domain::recipient::phase;
use crate::domain::{Phase, Recipient, RecipientStatus};
use crate::excerpt::excerpt;
use crate::time::{Millis, Span};
use serde::{Deserialize, Serialize};

/// A recipient on screen or in a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Row {
    pub id: Box<str>,
    /// The name, if there is one.
    pub name: Option<Box<str>>,
    /// The number as it came.
    pub number: Box<str>,
    pub status: RecipientStatus,
    /// Why it failed, in the API's words.
    pub error: Option<Box<str>>,
    /// When it was last dialled.
    pub attempted: Option<Millis>,
    /// When that call ended.
    pub ended: Option<Millis>,
    /// From dialling to the end of the call.
    pub dial_to_end: Option<Span>,
    /// The call's record.
    pub call_record: Option<Box<str>>,
    /// What is to be done about it, if it was not answered.
    pub class: Option<Class>,
    /// What may be behind its words, read before a mask.
    pub cause: Option<Cause>,
    /// Its place among those that wait, from 1 on; the engine knows it.
    pub turn: Option<u32>,
}

impl Row {
    /// The row of a recipient for the screen, as much of it as may be shown and fits.
    pub fn shown(recipient: &Recipient, mask: Mask) -> Self {
        let cut = |text: &str| Box::from(excerpt(text));
        let optional = |text: &Option<Box<str>>| text.as_deref().map(cut);
        let fitting = Recipient {
            id: cut(&recipient.id),
            number: cut(&recipient.number),
            name: optional(&recipient.name),
            status: recipient.status.clone(),
            error: optional(&recipient.error),
            call_record: optional(&recipient.call_record),
            lost: Vec::new(),
            ..*recipient
        };
        Self::new(&fitting, mask)
    }

    /// The row of a recipient, as much of it as may be told.
    pub fn new(recipient: &Recipient, mask: Mask) -> Self {
        let number = &recipient.number;
        let call_record = recipient.call_record.as_deref();
        Self {
            id: mask.identifier(&recipient.id, number),
            name: recipient.name.as_deref().map(|name| mask.name(name)),
            number: mask.number(number),
            status: recipient.status.clone(),
            error: recipient.error.as_deref().map(|words| mask.words(words)),
            attempted: recipient.attempted,
            ended: recipient.ended,
            dial_to_end: recipient.dial_to_end(),
            call_record: call_record.map(|id| mask.call_record(id, number)),
            class: Class::of(recipient),
            cause: recipient.error.as_deref().and_then(Cause::of),
            turn: None,
        }
    }

    /// All its texts, to be changed.
    pub(crate) fn texts_mut(&mut self) -> impl Iterator<Item = &mut Box<str>> {
        let Self { id, name, number, status, error, call_record, .. } = self;
        let optional = name.iter_mut().chain(error).chain(call_record).chain(status.text_mut());
        [id, number].into_iter().chain(optional)
    }

    /// What of the call's record can be linked to: an id that is shown whole.
    pub fn linked_call(&self) -> Option<&str> {
        self.call_record.as_deref().filter(|id| !id.contains('•') && !id.ends_with('…'))
    }

    /// Where the recipient stands, in a campaign that may be over.
    pub fn phase(&self, is_over: bool) -> Phase {
        phase(&self.status, self.attempted).of_campaign(is_over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_cut_and_what_is_taken_away_is_whole() {
        let long = "é".repeat(10_000);
        let json = format!(
            r#"{{"id":"{long}","name":"{long}","phone_number":"{long}","status":"{long}",
                "error_message":"{long}","call_record_id":"{long}"}}"#
        );
        let recipient = Recipient::from_json(&json);
        let mut shown = Row::shown(&recipient, Mask::None);
        assert_eq!(shown.linked_call(), None);
        assert_eq!(shown.texts_mut().count(), 6);
        for text in shown.texts_mut() {
            assert_eq!(**text, format!("{}…", "é".repeat(500)));
        }
        let whole = Row::new(&recipient, Mask::None);
        assert_eq!(whole.name.as_deref(), Some(long.as_str()));
        assert_eq!(whole.error.as_deref(), Some(long.as_str()));
    }

    #[test]
    fn a_mask_over_the_words_hides_no_cause() {
        let json = r#"{"status":"failed","phone_number":"+16045551234",
            "error_message":"SIP 404 for +16045551234"}"#;
        let row = Row::new(&Recipient::from_json(json), Mask::Numbers);
        assert!(row.error.unwrap().starts_with("SIP •••"));
        assert_eq!((row.class, row.cause), (Some(Class::FixNumber), Some(Cause::NotInService)));
    }

    #[test]
    fn what_fits_is_the_same_in_both() {
        let json = r#"{"id":"1","name":"Ann","phone_number":"+1","status":"failed",
            "error_message":"no","call_record_id":"c","attempted_at":"2024-02-15T09:00:00Z"}"#;
        let recipient = Recipient::from_json(json);
        assert_eq!(Row::shown(&recipient, Mask::None), Row::new(&recipient, Mask::None));
        assert_eq!(Row::shown(&recipient, Mask::None).linked_call(), Some("c"));
    }
}
