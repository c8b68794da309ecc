//! Goes through a body recipient by recipient, in steps, beside the recipients before it.
//!
//! Most of a campaign stands still from one answer to the next. Whoever's bytes are those of the
//! recipient that stood next before is passed over by comparing them, which is the cost of reading
//! them once; only the others are taken for JSON. Nothing of what was there changes until the whole
//! body proved sound.

use super::roster::{Roster, Text};
use super::same::starts_with;
use crate::domain::Recipient;
use crate::insight::tallies::Tallies;
use crate::table::order::{Keyed, sort_keyed};
use crate::wire::fields::Fields;
use crate::wire::{self, Cursor, Envelope, Json, Unreadable};
use std::cell::OnceCell;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

/// A body that is being read.
#[derive(Debug)]
pub(super) struct Walk {
    pub(super) rows: Rows,
    /// What is left of the body.
    window: Range<usize>,
    stage: Stage,
    fields: [Range<usize>; Envelope::NAMES.len()],
    /// Whether `recipients` came, and as an array.
    has_rows: bool,
    /// Whether this is the object inside a `data` wrapper.
    is_inner: bool,
}

/// What comes next in the body.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Stage {
    Start,
    Name,
    Row,
    AfterField,
    End,
    Done,
}

/// The recipients of a body, as far as it was read.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) roster: Roster,
    pub(super) tallies: Tallies,
    /// Who is new or differs, by place.
    pub(super) changed: Vec<u32>,
    /// Where each stood before; [`NEW`] for who did not.
    pub(super) was: Vec<u32>,
    /// Which of those before are here still.
    pub(super) kept: Vec<bool>,
    /// Who stood next before.
    next: u32,
    by_id: Places,
}

/// Stood nowhere before.
pub(super) const NEW: u32 = u32::MAX;

impl Walk {
    pub(super) fn new(body: Arc<Vec<u8>>, before: &Roster, tallies: &Tallies) -> Self {
        Self {
            window: 0..body.len(),
            rows: Rows::new(body, before, tallies),
            stage: Stage::Start,
            fields: Default::default(),
            has_rows: false,
            is_inner: false,
        }
    }

    /// Reads on over at least so many bytes. Whether all is read.
    pub(super) fn step(
        &mut self,
        before: &Roster,
        tallies: &Tallies,
        bytes: usize,
    ) -> Result<bool, Unreadable> {
        let stop = self.window.start.saturating_add(bytes);
        let body = Arc::clone(&self.rows.roster.body);
        while self.stage != Stage::Done && self.window.start < stop {
            let mut cursor = Cursor::new(body.get(self.window.clone()).unwrap_or_default());
            let from = cursor.rest().len();
            self.stage = self.advance(&body, &mut cursor, before, tallies)?;
            self.window.start += from - cursor.rest().len();
            if self.stage == Stage::Done {
                self.enter_wrapper(&body, before, tallies);
            }
        }
        Ok(self.stage == Stage::Done)
    }

    fn advance(
        &mut self,
        body: &[u8],
        cursor: &mut Cursor<'_>,
        before: &Roster,
        tallies: &Tallies,
    ) -> Result<Stage, Unreadable> {
        Ok(match self.stage {
            Stage::Start if cursor.goes_into(b'{') => {
                if cursor.goes_into(b'}') {
                    Stage::End
                } else {
                    Stage::Name
                }
            }
            Stage::Start => {
                cursor.value()?;
                Stage::End
            }
            Stage::Name => {
                let name = cursor.name()?;
                let name = Json::trusted(name).string().unwrap_or_default();
                if name == "recipients" {
                    self.rows.restart(before, tallies);
                    self.has_rows = cursor.goes_into(b'[');
                    if self.has_rows {
                        let is_empty = cursor.goes_into(b']');
                        return Ok(if is_empty { Stage::AfterField } else { Stage::Row });
                    }
                }
                let value = cursor.value()?;
                let known = Envelope::NAMES.iter().zip(&mut self.fields);
                if let Some((_, field)) = known.into_iter().find(|(known, _)| **known == name) {
                    *field = range_of(value, body);
                }
                Stage::AfterField
            }
            Stage::Row => {
                self.rows.take(cursor, body, before)?;
                match cursor.token()? {
                    b',' => Stage::Row,
                    b']' => Stage::AfterField,
                    _ => return Err(Unreadable::Malformed),
                }
            }
            Stage::AfterField => match cursor.token()? {
                b',' => Stage::Name,
                b'}' => Stage::End,
                _ => return Err(Unreadable::Malformed),
            },
            Stage::End if cursor.is_at_end() => Stage::Done,
            Stage::End => return Err(Unreadable::Malformed),
            Stage::Done => Stage::Done,
        })
    }

    /// The docs' introduction announces a `data` wrapper: where the campaign is in there, it is
    /// walked through once more, with what stands in it.
    fn enter_wrapper(&mut self, body: &[u8], before: &Roster, tallies: &Tallies) {
        let outer = self.envelope(body);
        let inner = Envelope::of(outer.data).unwrap_or_default();
        if self.is_inner || outer.batch().is_some() || inner.batch().is_none() {
            return;
        }
        self.window = range_of(outer.data.bytes(), body);
        self.stage = Stage::Start;
        self.fields = Default::default();
        self.has_rows = false;
        self.is_inner = true;
        self.rows.restart(before, tallies);
    }

    /// The fields of the answer, but for `recipients` where it is an array.
    pub(super) fn envelope<'a>(&self, body: &'a [u8]) -> Envelope<'a> {
        let field =
            |range: &Range<usize>| Json::trusted(body.get(range.clone()).unwrap_or_default());
        Envelope::from_values(self.fields.each_ref().map(field))
    }

    /// Whether an array of recipients came.
    pub(super) fn has_rows(&self) -> bool {
        self.has_rows
    }
}

/// Where a part of the body stands in it.
pub(super) fn range_of(part: &[u8], body: &[u8]) -> Range<usize> {
    let start = part.as_ptr().addr().wrapping_sub(body.as_ptr().addr());
    start..start + part.len()
}

impl Rows {
    fn new(body: Arc<Vec<u8>>, before: &Roster, tallies: &Tallies) -> Self {
        Self {
            roster: Roster::in_body(body, before),
            tallies: tallies.clone(),
            changed: Vec::new(),
            was: Vec::with_capacity(before.len() as usize),
            kept: vec![false; before.len() as usize],
            next: 0,
            by_id: Places::default(),
        }
    }

    /// Of a name that comes twice, the last counts.
    fn restart(&mut self, before: &Roster, tallies: &Tallies) {
        *self = Self::new(Arc::clone(&self.roster.body), before, tallies);
    }

    /// Takes in one item of the array; what is no object is passed over.
    fn take(
        &mut self,
        cursor: &mut Cursor<'_>,
        body: &[u8],
        before: &Roster,
    ) -> Result<(), Unreadable> {
        cursor.space();
        let start = range_of(cursor.rest(), body).start;
        let at = self.next;
        let stood = before.bytes(at);
        if self.is_free(at) && starts_with(cursor.rest(), stood) {
            cursor.pass(stood.len());
            self.keep(at);
            self.roster.push_again(start, before, at);
            return Ok(());
        }
        let slice = cursor.value()?;
        if let Some(row) = wire::Recipient::of(Json::trusted(slice)) {
            self.compare(start, slice, &row, before);
        }
        Ok(())
    }

    fn compare(&mut self, start: usize, slice: &[u8], row: &wire::Recipient<'_>, before: &Roster) {
        let now = Recipient::from_wire(row);
        let was = self.by_id.find(before, self.next, &now.id).filter(|at| self.is_free(*at));
        let stood = was.and_then(|at| before.recipient(at));
        if stood.as_ref() != Some(&now) {
            if let Some(stood) = &stood {
                self.tallies.remove(stood);
            }
            self.tallies.add(&now);
            self.changed.push(self.roster.len());
        }
        match was {
            Some(at) => self.keep(at),
            None => self.was.push(NEW),
        }
        self.roster.push(start, slice, row, now);
    }

    fn is_free(&self, at: u32) -> bool {
        self.kept.get(at as usize) == Some(&false)
    }

    /// The next recipient is the one that stood there before.
    fn keep(&mut self, at: u32) {
        if let Some(kept) = self.kept.get_mut(at as usize) {
            *kept = true;
        }
        self.was.push(at);
        self.next = at + 1;
    }

    /// Whether somebody stood elsewhere before, or is gone.
    pub(super) fn have_moved(&self) -> bool {
        let in_place = (0..).zip(&self.was).all(|(now, was)| now == *was);
        !in_place || self.was.len() != self.kept.len()
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
            let hash = |at| hash(&before.text(at, Text::Id).unwrap_or_default());
            let mut index: Vec<_> = (0..before.len()).map(|at| (hash(at), at)).collect();
            sort_keyed(&mut index, &mut |_, _| Ordering::Equal);
            index
        });
        let wanted = hash(id);
        let from = index.partition_point(|(hash, _)| *hash < wanted);
        let alike = index.iter().skip(from).take_while(|(hash, _)| *hash == wanted);
        alike.map(|(_, at)| *at).find(|at| is_it(*at))
    }
}

/// FNV-1a: short, and even enough to find ids by.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |mixed, byte| {
        (mixed ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}
