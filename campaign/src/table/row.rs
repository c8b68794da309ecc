//! One row of the table, ready to be put into words.

use super::Mask;
use crate::domain::recipient::phase;
use crate::domain::{Phase, Recipient, RecipientStatus};
use crate::time::{Millis, Span};
use serde::{Deserialize, Serialize};

/// A recipient on screen.
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
}

impl Row {
    /// The row of a recipient, as much of it as may be shown.
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
        self.call_record.as_deref().filter(|id| !id.contains('•'))
    }

    /// Where the recipient stands, in a campaign that may be over.
    pub fn phase(&self, is_over: bool) -> Phase {
        phase(&self.status, self.attempted).of_campaign(is_over)
    }
}
