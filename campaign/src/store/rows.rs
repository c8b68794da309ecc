//! The recipients of a body, beside those before it.
//!
//! Most of a campaign stands still from one answer to the next. Those whose bytes are those of the
//! recipients that stood next before are passed over by comparing them, many at once, which is the
//! cost of reading them once; only the others are taken for JSON.

use super::roster::{Roster, Text};
use crate::domain::Recipient;
use crate::hash::hash;
use crate::insight::tallies::Tallies;
use crate::table::order::{Keyed, sort_keyed};
use crate::wire::fields::Fields;
use crate::wire::{self, Cursor, Json, Unreadable};
use std::cell::OnceCell;

/// The recipients of a body, as far as it was read.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) roster: Roster,
    pub(super) tallies: Tallies,
    /// Who is new or differs, by place.
    pub(super) changed: Vec<u32>,
    /// Whether the list itself differs: its people, their names or numbers.
    pub(super) is_other_list: bool,
    /// Where each stood before; [`NEW`] for who did not. Nothing while each stands where it stood.
    pub(super) was: Vec<u32>,
    /// Which of those before are here still.
    kept: Vec<bool>,
    /// Who stood next before.
    next: u32,
    by_id: Places,
}

/// Stood nowhere before.
const NEW: u32 = u32::MAX - 1;

impl Rows {
    pub(super) fn new(before: &Roster, tallies: &Tallies) -> Self {
        Self {
            roster: Roster::after(before),
            tallies: tallies.clone(),
            changed: Vec::new(),
            is_other_list: false,
            was: Vec::new(),
            kept: vec![false; before.len() as usize],
            next: 0,
            by_id: Places::default(),
        }
    }

    /// Takes in one item of the array; what is no object is passed over.
    pub(super) fn take(
        &mut self,
        cursor: &mut Cursor<'_>,
        before: &Roster,
    ) -> Result<(), Unreadable> {
        let at = self.next;
        let (count, passed) = before.unchanged(at, cursor.rest(), &self.kept);
        if count > 0 {
            cursor.pass(passed);
            self.keep(at, count);
            self.roster.push_again(before, at, count);
            return Ok(());
        }
        let slice = cursor.value()?;
        if let Some(row) = wire::Recipient::of(Json::trusted(slice)) {
            self.compare(slice, &row, before);
        } else if cursor.rest().is_empty() {
            // A number may go on.
            return Err(Unreadable::Truncated);
        }
        Ok(())
    }

    fn compare(&mut self, slice: &[u8], row: &wire::Recipient<'_>, before: &Roster) {
        let now = Recipient::from_wire(row);
        let was = self.by_id.find(before, self.next, &now.id).filter(|at| self.is_free(*at));
        let stood = was.and_then(|at| before.recipient(at));
        if stood.as_ref() != Some(&now) {
            if let Some(stood) = &stood {
                self.tallies.remove(stood);
            }
            let is_same = |it: &Recipient<'_>| it.number == now.number && it.name == now.name;
            self.is_other_list |= !stood.as_ref().is_some_and(is_same);
            self.tallies.add(&now);
            self.changed.push(self.roster.len());
        }
        match was {
            Some(at) => {
                self.keep(at, 1);
                self.roster.release(before, at);
            }
            None => self.note(NEW, 1),
        }
        self.roster.push(slice, row, now);
    }

    /// All are in: what is left of those before is gone.
    pub(super) fn close(&mut self, before: &Roster) {
        for (at, _) in (0..).zip(&self.kept).filter(|(_, kept)| !**kept) {
            if let Some(gone) = before.recipient(at) {
                self.roster.release(before, at);
                self.tallies.remove(&gone);
                self.is_other_list = true;
            }
        }
        self.roster.close();
    }

    fn is_free(&self, at: u32) -> bool {
        self.kept.get(at as usize) == Some(&false)
    }

    /// The next recipients are so many of those before, from that place on.
    fn keep(&mut self, at: u32, count: u32) {
        self.note(at, count);
        self.next = at + count;
        if let Some(kept) = self.kept.get_mut(at as usize..self.next as usize) {
            kept.fill(true);
        }
    }

    /// Where the next ones stood before.
    fn note(&mut self, at: u32, count: u32) {
        let place = self.roster.len();
        if self.was.is_empty() && at != place {
            self.was.extend(0..place);
        }
        if !self.was.is_empty() || at != place {
            self.was.extend(at..at + count);
        }
    }

    /// Whether somebody stood elsewhere before, or is gone.
    pub(super) fn have_moved(&self) -> bool {
        !self.was.is_empty() || self.roster.len() as usize != self.kept.len()
    }
}

/// Where each id stood before. The order seldom changes, so the recipient that stood next is tried
/// first and the index is sorted only when that fails.
#[derive(Debug, Default)]
struct Places(OnceCell<Vec<Keyed>>);

impl Places {
    fn find(&self, before: &Roster, next: u32, id: &str) -> Option<u32> {
        let is_it = |at: u32| before.text(at, Text::Id).unwrap_or_default() == id;
        if next < before.len() && is_it(next) {
            return Some(next);
        }
        let index = self.0.get_or_init(|| {
            let hash = |at| hash(&[&before.text(at, Text::Id).unwrap_or_default()]).into();
            let mut index: Vec<_> = (0..before.len()).map(|at| Keyed::new(hash(at), at)).collect();
            sort_keyed(&mut index);
            index
        });
        let wanted = hash(&[id]).into();
        let from = index.partition_point(|it| it.key() < wanted);
        let alike = index.iter().skip(from).take_while(|it| it.key() == wanted);
        alike.map(|it| it.place()).find(|at| is_it(*at))
    }
}
