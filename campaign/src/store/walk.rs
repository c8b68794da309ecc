//! Goes through a body as it comes, piece by piece, beside the edition before it, from one recipient
//! to the next. `serde_json` reads what is left: the answer without its recipients.
//!
//! Nothing of what was there changes. A step is taken only where all that it needs has come, so
//! what a piece ends in is read with the next one.

use super::cursor::{Cursor, Unreadable};
use super::rows::Rows;
use super::{Edition, Frame, News, Outcome};
use crate::domain::Batch;
use crate::failure::{BadResponse, Failure};
use crate::wire::Envelope;
use std::rc::Rc;

/// A body that is being read.
#[derive(Debug)]
pub(super) struct Walk {
    before: Rc<Edition>,
    /// What was read, without recipients.
    frame: Vec<u8>,
    stage: Stage,
    /// Whether it is inside of the answer's `data`.
    is_inside: bool,
    /// The recipients of the answer, and those in its `data`, which may be a wrapper around all.
    outer: Option<Recipients>,
    inner: Option<Recipients>,
}

/// An array of recipients.
#[derive(Debug)]
struct Recipients {
    rows: Rows,
    /// Where in the frame they were.
    gap: usize,
}

/// What comes next in the body.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Stage {
    Start,
    /// A field, or the end of an object that has none so far.
    FirstField,
    Field,
    /// A comma, or the end of the object.
    AfterField,
    /// A recipient, or the end of an array that has none so far.
    FirstRecipient,
    Recipient,
    /// A comma, or the end of the array.
    AfterRecipient,
    End,
}

impl Walk {
    pub(super) fn beside(before: Rc<Edition>) -> Self {
        Self {
            before,
            frame: Vec::new(),
            stage: Stage::Start,
            is_inside: false,
            outer: None,
            inner: None,
        }
    }

    /// Reads on over as much of the bytes as can be read, and says how much that was, and why it
    /// was not all.
    pub(super) fn read(&mut self, bytes: &[u8], is_last: bool) -> (usize, Option<Unreadable>) {
        let mut cursor = Cursor::new(bytes);
        loop {
            cursor.space();
            let passed = bytes.len() - cursor.rest().len();
            if self.stage == Stage::End && cursor.rest().is_empty() {
                return (passed, None);
            }
            match self.advance(&mut cursor, is_last) {
                Ok(stage) => self.stage = stage,
                Err(error) => return (passed, Some(error)),
            }
        }
    }

    /// Takes one step. One that fails has no effect, so that it can be taken anew.
    fn advance(&mut self, cursor: &mut Cursor<'_>, is_last: bool) -> Result<Stage, Unreadable> {
        match (self.stage, cursor.peek()?) {
            (Stage::Start, b'{') => Ok(self.pass(cursor, Stage::FirstField)),
            (Stage::Start, 0xef) => cursor.byte_order_mark(is_last).map(|()| Stage::Start),
            (Stage::Start, _) => {
                let value = if is_last { cursor.last_value() } else { cursor.value() }?;
                self.frame.extend_from_slice(value);
                Ok(Stage::End)
            }
            (Stage::FirstField | Stage::AfterField, b'}') => {
                let was_inside = std::mem::take(&mut self.is_inside);
                Ok(self.pass(cursor, if was_inside { Stage::AfterField } else { Stage::End }))
            }
            (Stage::AfterField, b',') => Ok(self.pass(cursor, Stage::Field)),
            (Stage::FirstField | Stage::Field, _) => self.field(cursor),
            (Stage::FirstRecipient | Stage::AfterRecipient, b']') => {
                Ok(self.pass(cursor, Stage::AfterField))
            }
            (Stage::FirstRecipient | Stage::Recipient, _) => {
                let recipients = if self.is_inside { &mut self.inner } else { &mut self.outer };
                if let Some(Recipients { rows, .. }) = recipients {
                    rows.take(cursor, &self.before.roster)?;
                }
                Ok(Stage::AfterRecipient)
            }
            (Stage::AfterRecipient, b',') => {
                cursor.pass(1);
                Ok(Stage::Recipient)
            }
            (Stage::AfterField | Stage::AfterRecipient | Stage::End, _) => {
                Err(Unreadable::Malformed)
            }
        }
    }

    /// Passes over a byte that stays in the frame.
    fn pass(&mut self, cursor: &mut Cursor<'_>, next: Stage) -> Stage {
        self.frame.extend(cursor.rest().first());
        cursor.pass(1);
        next
    }

    /// Of a name that comes twice, the last counts.
    fn field(&mut self, cursor: &mut Cursor<'_>) -> Result<Stage, Unreadable> {
        let name = cursor.name()?;
        let next = cursor.peek()?;
        let known = serde_json::from_slice::<String>(name).unwrap_or_default();
        let is_wrapper = known == "data" && !self.is_inside;
        let enters = match (known.as_str(), next) {
            ("recipients", b'[') => Some(Stage::FirstRecipient),
            ("data", b'{') if is_wrapper => Some(Stage::FirstField),
            _ => None,
        };
        // A value that has not come whole yet has no effect.
        let value = if enters.is_none() { cursor.value()? } else { &[] };
        self.frame.extend_from_slice(name);
        self.frame.push(b':');
        self.frame.extend_from_slice(value);
        if is_wrapper {
            self.inner = None;
            self.is_inside = enters.is_some();
        } else if known == "recipients" {
            let before = &self.before;
            let recipients = enters.map(|_| Recipients {
                rows: Rows::new(&before.roster, &before.tallies),
                gap: self.frame.len() + 1,
            });
            *if self.is_inside { &mut self.inner } else { &mut self.outer } = recipients;
        }
        Ok(enters.map_or(Stage::AfterField, |stage| self.pass(cursor, stage)))
    }

    /// All was read: the campaign, and what is new of it.
    pub(super) fn finish(self) -> Outcome {
        let Self { before, frame, outer, inner, .. } = self;
        let refused = |bad, says| Err(Failure::of_body(bad, says));
        let Ok(envelope) = Envelope::read(&frame) else {
            return refused(BadResponse::NotACampaign, None);
        };
        let (envelope, recipients) = match envelope.wrapped() {
            Some(wrapped) => (wrapped, inner),
            None => (envelope, outer),
        };
        let Some(batch) = Batch::of(&envelope) else {
            return match envelope.error_text() {
                Some(says) => refused(BadResponse::ErrorInside, Some(says)),
                None => refused(BadResponse::NotACampaign, None),
            };
        };
        let Recipients { rows, gap } = match recipients {
            Some(recipients) => recipients,
            None if batch.total_recipients == Some(0) => {
                Recipients { rows: Rows::new(&before.roster, &before.tallies), gap: 0 }
            }
            None => return refused(BadResponse::NotACampaign, None),
        };
        Ok(News::new(before, batch, Frame { bytes: frame, gap }, rows))
    }
}
