//! The part of the table that is on screen, and what goes with it.

use crate::domain::ReasonKey;
use crate::domain::class::Class;
use crate::insight::feed::EventKind;
use crate::insight::reasons::RestOfReasons;
use crate::table::{Chip, Query, Row};
use serde::{Deserialize, Serialize};

/// The part of the table that is on screen.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Slice {
    /// Recipients in the campaign.
    pub total: usize,
    /// Recipients that the query selects.
    pub matching: usize,
    /// How many of them wait to move, while somebody is at the rows.
    pub waiting_to_move: usize,
    /// The chips of the filter, each with its count: first those that cut across the statuses, then those of the
    /// statuses, which count everybody together.
    pub chips: Vec<(Chip, u32)>,
    /// Where the rows begin in the selection.
    pub first: usize,
    pub rows: Vec<Row>,
    /// Rows by which the recipient at the top moved since the last slice, so that the reader's
    /// place can follow it.
    pub shift: isize,
    /// What the rows were selected by. A person who asks for another table reads it from its top.
    pub query: Query,
    /// Why calls failed or were not made, the most frequent reason first.
    pub reasons: Vec<ReasonGroup>,
    /// The reasons that are not among those.
    pub rest_of_reasons: RestOfReasons,
    /// The latest events, as many as asked for, the very latest first.
    pub feed: Vec<FeedEntry>,
    /// The row that the keyboard is at, by its place in the selection.
    pub active: Option<usize>,
    /// How often a person moved it: then it wants to be seen.
    pub steps: u32,
    /// Whose details are shown, wherever it is in the table.
    pub unfolded: Option<Row>,
    /// Which of the rows the last answer with a change brought anew or changed. None of the first answer.
    pub changed: Vec<usize>,
}

/// A reason why calls failed or were not made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReasonGroup {
    /// What the table is filtered by it with.
    pub key: ReasonKey,
    /// Recipients with it.
    pub count: u32,
    /// What is to be done about them, whatever their numbers.
    pub class: Class,
    /// One of them, who has its status and words.
    pub example: Row,
}

/// One of the latest events.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FeedEntry {
    pub row: Row,
    pub kind: EventKind,
}

impl Slice {
    /// The slots that hold the rows.
    pub fn ring(&self) -> Ring {
        let count = self.rows.len();
        Ring { count, first: self.first.checked_rem(count).unwrap_or_default() }
    }

    /// The active row, if it is among those.
    pub fn active_row(&self) -> Option<&Row> {
        self.rows.get(self.active?.checked_sub(self.first)?)
    }

    /// The row in a slot, and its place in the selection.
    pub fn at(&self, slot: usize) -> Option<(usize, &Row)> {
        let Ring { count, first } = self.ring();
        let at = (slot + count - first).checked_rem(count).filter(|_| slot < count)?;
        Some((self.first + at, self.rows.get(at)?))
    }

    /// The slot of a recipient, if it is on screen.
    pub fn slot_of(&self, id: &str) -> Option<usize> {
        (0..self.rows.len()).find(|slot| self.at(*slot).is_some_and(|(_, row)| *row.id == *id))
    }
}

/// The slots that hold the rows on screen. They form a ring: a row stays in its slot while others
/// come and go.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Ring {
    pub count: usize,
    /// Which of them holds the topmost row.
    pub first: usize,
}
