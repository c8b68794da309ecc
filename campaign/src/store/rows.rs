//! The recipients of a body, beside those before it.
//!
//! Most of a campaign stands still from one answer to the next. Those whose bytes are those of the
//! recipients that stood next before are passed over by comparing them, many at once, which is the
//! cost of reading them once; only the others are taken for JSON.

use super::cursor::{Cursor, Unreadable};
use super::roster::{Roster, Text};
use crate::domain::Recipient;
use crate::domain::Tallies;
use crate::wire;
use std::cell::OnceCell;
use std::collections::HashMap;

/// The recipients of a body, as far as it was read.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) roster: Roster,
    pub(super) tallies: Tallies,
    /// The recipients that are new or differ, by place.
    pub(super) changed: Vec<u32>,
    /// Whether something stood among the recipients that is none.
    pub(super) has_others: bool,
    /// Whether any was written otherwise than before, be it in what nobody reads.
    pub(super) has_other_bytes: bool,
    /// Whether the list itself differs: its people, their names or numbers.
    pub(super) is_other_list: bool,
    /// Where each stood before. Nothing while each stands where it stood.
    pub(super) was: Vec<Option<u32>>,
    /// Which of those before are here still.
    kept: Vec<bool>,
    /// The recipient that stood next before.
    next: u32,
    /// Where each id stood before. The order seldom changes, so it is made only when that fails.
    by_id: OnceCell<HashMap<Box<str>, u32>>,
}

impl Rows {
    pub(super) fn new(before: &Roster, tallies: &Tallies) -> Self {
        Self {
            roster: Roster::after(before),
            tallies: tallies.clone(),
            changed: Vec::new(),
            has_others: false,
            has_other_bytes: false,
            is_other_list: false,
            was: Vec::new(),
            kept: vec![false; before.len() as usize],
            next: 0,
            by_id: OnceCell::new(),
        }
    }

    /// Takes in one item of the array; what is no object is passed over, and noted.
    pub(super) fn take(
        &mut self,
        cursor: &mut Cursor<'_>,
        before: &Roster,
    ) -> Result<(), Unreadable> {
        let at = self.next;
        let (count, length) = self.unchanged(before, cursor.rest());
        if count > 0 {
            cursor.pass(length);
            self.keep(at, count);
            self.roster.push_again(before, at, count);
            return Ok(());
        }
        let bytes = cursor.value()?;
        if !bytes.starts_with(b"{") {
            self.has_others = true;
            return Ok(());
        }
        wire::Recipient::read(bytes, |row| self.compare(bytes, row, before))
            .map_err(|_| Unreadable::Malformed)
    }

    /// How many of those that stood next before are next in the body as they came, one after the other,
    /// and in how many bytes.
    fn unchanged(&self, before: &Roster, body: &[u8]) -> (u32, usize) {
        let (mut count, mut end, mut start) = (0, 0, 0);
        while self.is_free(self.next + count)
            && let Some(entry) = before.entry(self.next + count)
            && body.get(start..).is_some_and(|rest| rest.starts_with(entry.bytes()))
        {
            count += 1;
            end = start + entry.bytes().len();
            if body.get(end) != Some(&b',') {
                break;
            }
            start = end + 1;
        }
        (count, end)
    }

    fn compare(&mut self, bytes: &[u8], row: &wire::Recipient<'_>, before: &Roster) {
        let now = Recipient::from_wire(row);
        let was = self.find(before, &now.id).filter(|at| self.is_free(*at));
        let stood = was.and_then(|at| before.recipient(at));
        self.has_other_bytes = true;
        if stood.as_ref() != Some(&now) {
            if let Some(stood) = &stood {
                self.tallies.remove(stood);
            }
            let is_same = |it: &Recipient| it.number == now.number && it.name == now.name;
            self.is_other_list |= !stood.as_ref().is_some_and(is_same);
            self.tallies.add(&now);
            self.changed.push(self.roster.len());
        }
        match was {
            Some(at) => self.keep(at, 1),
            None => self.note(None, 1),
        }
        self.roster.push(bytes, row, &now);
    }

    /// All are in: what is left of those before is gone.
    pub(super) fn close(&mut self, before: &Roster) {
        for (at, _) in (0..).zip(&self.kept).filter(|(_, kept)| !**kept) {
            if let Some(gone) = before.recipient(at) {
                self.tallies.remove(&gone);
                self.is_other_list = true;
            }
        }
    }

    /// Where the recipient stood before. The one that stood next is tried first.
    fn find(&self, before: &Roster, id: &str) -> Option<u32> {
        let id_of = |at| before.text(at, Text::Id).unwrap_or_default();
        if self.next < before.len() && id_of(self.next) == id {
            return Some(self.next);
        }
        let by_id = self.by_id.get_or_init(|| {
            // Of an id that comes twice, the first counts.
            (0..before.len()).rev().map(|at| (id_of(at).into(), at)).collect()
        });
        by_id.get(id).copied()
    }

    fn is_free(&self, at: u32) -> bool {
        self.kept.get(at as usize) == Some(&false)
    }

    /// The next recipients are so many of those before, from that place on.
    fn keep(&mut self, at: u32, count: u32) {
        self.note(Some(at), count);
        self.next = at + count;
        if let Some(kept) = self.kept.get_mut(at as usize..self.next as usize) {
            kept.fill(true);
        }
    }

    /// Where the next ones stood before, one after the other.
    fn note(&mut self, first: Option<u32>, count: u32) {
        let place = self.roster.len();
        if self.was.is_empty() && first != Some(place) {
            self.was.extend((0..place).map(Some));
        }
        if !self.was.is_empty() || first != Some(place) {
            self.was.extend((0..count).map(|after| first.map(|first| first + after)));
        }
    }

    /// Whether somebody stood elsewhere before, or is gone.
    pub(super) fn have_moved(&self) -> bool {
        !self.was.is_empty() || self.roster.len() as usize != self.kept.len()
    }
}
