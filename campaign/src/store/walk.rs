//! Goes through a body as it comes, piece by piece, beside the edition before it.
//!
//! Nothing of what was there changes. A step is taken only where all that it needs has come, so
//! what a piece ends in is read with the next one.

use super::rows::Rows;
use super::{Edition, Frame, News, Outcome};
use crate::domain::Batch;
use crate::failure::{BadResponse, Failure};
use crate::wire::{Cursor, Envelope, Json, Unreadable};
use std::ops::Range;
use std::rc::Rc;

/// A body that is being read.
#[derive(Debug)]
pub(super) struct Walk {
    before: Rc<Edition>,
    /// What was read, without blanks and recipients.
    frame: Vec<u8>,
    /// The answer's object, and the one in its `data`, which the docs' introduction announces.
    levels: [Level; 2],
    is_inside: bool,
    stage: Stage,
}

/// What an object that may be the campaign's holds.
#[derive(Debug, Default)]
struct Level {
    /// Where the values stand in the frame.
    fields: [Range<usize>; Envelope::NAMES.len()],
    /// Everybody, where `recipients` came as an array; and where in the frame they were.
    rows: Option<(Rows, usize)>,
}

/// What comes next in the body.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Stage {
    Start,
    FirstName,
    Name,
    FirstRow,
    Row,
    AfterRow,
    AfterField,
    End,
}

impl Walk {
    pub(super) fn beside(before: Rc<Edition>) -> Self {
        Self {
            before,
            frame: Vec::new(),
            levels: Default::default(),
            is_inside: false,
            stage: Stage::Start,
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
        Ok(match (self.stage, cursor.peek()?) {
            (Stage::Start, b'{') => self.pass(cursor, Stage::FirstName),
            (Stage::Start, _) => {
                let value = cursor.value()?;
                if cursor.rest().is_empty() && !is_last {
                    return Err(Unreadable::Truncated);
                }
                self.frame.extend_from_slice(value);
                Stage::End
            }
            (Stage::FirstName | Stage::AfterField, b'}') => {
                let is_inside = std::mem::take(&mut self.is_inside);
                self.pass(cursor, if is_inside { Stage::AfterField } else { Stage::End })
            }
            (Stage::AfterField, b',') => self.pass(cursor, Stage::Name),
            (Stage::FirstName | Stage::Name, _) => self.field(cursor)?,
            (Stage::FirstRow | Stage::AfterRow, b']') => self.pass(cursor, Stage::AfterField),
            (Stage::AfterRow, b',') => {
                cursor.pass(1);
                Stage::Row
            }
            (Stage::FirstRow | Stage::Row, _) => {
                let Self { levels: [outer, inner], before, is_inside, .. } = self;
                if let Some((rows, _)) = &mut (if *is_inside { inner } else { outer }).rows {
                    rows.take(cursor, &before.roster)?;
                }
                Stage::AfterRow
            }
            (Stage::AfterRow | Stage::AfterField | Stage::End, _) => {
                return Err(Unreadable::Malformed);
            }
        })
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
        let Self { levels: [outer, inner], before, is_inside, frame, .. } = self;
        let known = Json::trusted(name).string().unwrap_or_default();
        let is_wrapper = known == "data" && !*is_inside;
        if is_wrapper {
            *inner = Level::default();
        }
        let level = if *is_inside { inner } else { outer };
        let are_rows = known == "recipients";
        if are_rows {
            level.rows = None;
        }
        let put_name = |frame: &mut Vec<u8>| {
            frame.extend_from_slice(name);
            frame.push(b':');
        };
        if are_rows && next == b'[' {
            put_name(frame);
            let rows = Rows::new(&before.roster, &before.tallies);
            level.rows = Some((rows, frame.len() + 1));
            return Ok(self.pass(cursor, Stage::FirstRow));
        }
        if is_wrapper && next == b'{' {
            put_name(frame);
            *is_inside = true;
            return Ok(self.pass(cursor, Stage::FirstName));
        }
        let value = cursor.value()?;
        if cursor.rest().is_empty() {
            // A number may go on.
            return Err(Unreadable::Truncated);
        }
        put_name(frame);
        let start = frame.len();
        frame.extend_from_slice(value);
        let fields = Envelope::NAMES.iter().zip(&mut level.fields);
        if let Some((_, field)) = fields.into_iter().find(|(name, _)| **name == known) {
            *field = start..frame.len();
        }
        Ok(Stage::AfterField)
    }

    /// All was read: the campaign, and what is new of it.
    pub(super) fn finish(self) -> Outcome {
        let Self { before, frame, levels: [outer, inner], .. } = self;
        let has_batch = |level: &Level| level.envelope(&frame).batch().is_some();
        let level = if !has_batch(&outer) && has_batch(&inner) { inner } else { outer };
        let envelope = level.envelope(&frame);
        let Some(batch) = envelope.batch() else {
            let says = envelope.error_text();
            let is_error = says.is_some();
            let bad = if is_error { BadResponse::ErrorInside } else { BadResponse::NotACampaign };
            return Err(Failure::of_body(bad, says));
        };
        let batch = Batch::from_wire(&batch);
        let (rows, gap) = match level.rows {
            Some(rows) => rows,
            None if batch.total_recipients == Some(0) => {
                (Rows::new(&before.roster, &before.tallies), 0)
            }
            None => return Err(Failure::of_body(BadResponse::NotACampaign, None)),
        };
        Ok(News::new(before, batch, Frame { bytes: frame, gap }, rows))
    }
}

impl Level {
    fn envelope<'a>(&self, frame: &'a [u8]) -> Envelope<'a> {
        let field =
            |range: &Range<usize>| Json::trusted(frame.get(range.clone()).unwrap_or_default());
        Envelope::from_values(self.fields.each_ref().map(field))
    }
}
