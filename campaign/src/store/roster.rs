//! Everybody in a campaign, as the bytes that they came in.
//!
//! 100,000 recipients are 20 MB of JSON. Kept as strings of their own they would be that twice; so
//! each is an [`Entry`] of 48 bytes with what tallies and sorting need, and its texts are read from
//! its bytes when they are asked for: for the rows on screen, and while searching.
//!
//! Rosters share both, the bytes in segments and the entries in blocks: the next one holds anew only
//! who changed, and the segments that by then are mostly of people who have moved out are cleared a
//! few at a time. In a segment a comma follows everybody, so that those who lie there as they stand
//! in the next answer are found unchanged in one comparison.

use super::same::alike;
use crate::domain::{self, Recipient, RecipientStatus};
use crate::insight::reasons;
use crate::time::{Millis, Span};
use crate::wire::fields::Fields;
use crate::wire::{self, Json};
use std::borrow::Cow;
use std::rc::Rc;

/// About the length of a segment; one that holds a longer recipient is longer.
const SEGMENT: usize = 1 << START_BITS;
/// So many bits say where in a segment a recipient starts, the others in which.
const START_BITS: u32 = 18;
/// What is shorter is filled up.
const SHORT: usize = SEGMENT / 4;
/// Of so many segments one is looked at in each roster, so that clearing never comes all at once.
const TURNS: usize = 8;

/// So many bytes are compared at once: with more, those of people who have moved out might be, over
/// and over.
const LOOK: usize = 4096;
/// So many entries are a block: with fewer there are more blocks to share, with more a change has
/// more of them copied.
const BLOCK: usize = 64;

/// Recipients in dialling order.
#[derive(Default, Debug)]
pub struct Roster {
    segments: Vec<Segment>,
    /// Which segment is being filled, while there is one.
    open: Option<usize>,
    /// Which segments may be cleared by the next roster.
    turn: usize,
    count: u32,
    /// Their entries. The last block is filled up with any; while the roster grows, all that is not
    /// taken in yet is as in the one before.
    blocks: Vec<Rc<[Entry; BLOCK]>>,
    /// Every status that an entry had, in the order in which they came up.
    statuses: Vec<RecipientStatus>,
}

/// The bytes of some recipients, one after the other. An empty one is free to be filled.
#[derive(Clone, Default, Debug)]
struct Segment {
    bytes: Rc<Vec<u8>>,
    /// How many of them are somebody's here.
    used: usize,
}

/// What is kept of one recipient.
#[derive(Copy, Clone, Debug)]
pub struct Entry {
    /// The segment and where in it.
    at: u32,
    len: u32,
    /// Where its texts stand, from the start; nowhere is 0, where its bracket is.
    texts: [u32; 4],
    status: u32,
    reason: u32,
    attempted: Time,
    ended: Time,
}

impl Entry {
    /// Its status, as an index of [`Roster::statuses`].
    pub fn status(&self) -> usize {
        self.status as usize
    }

    /// Why nobody answered, as [`reasons::key`] says.
    pub fn reason(&self) -> u32 {
        self.reason
    }

    /// Whether it has that text.
    pub fn has(&self, which: Text) -> bool {
        self.texts.get(which as usize).is_some_and(|at| *at > 0)
    }

    /// When it was last dialled.
    pub fn attempted(&self) -> Option<Millis> {
        self.attempted.read()
    }

    /// When that call ended.
    pub fn ended(&self) -> Option<Millis> {
        self.ended.read()
    }

    /// From dialling to the end of the call, as [`Recipient::dial_to_end`].
    pub fn dial_to_end(&self) -> Option<Span> {
        let span = self.ended()? - self.attempted()?;
        (span >= Span(0)).then_some(span)
    }

    fn segment(&self) -> usize {
        (self.at >> START_BITS) as usize
    }

    /// Where in the segment it starts.
    fn start(&self) -> usize {
        self.at as usize % SEGMENT
    }
}

/// A text of a recipient that it is found or sorted by.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Text {
    /// The API's id.
    Id,
    /// The name.
    Name,
    /// The phone number.
    Number,
    /// The id of the call's record.
    Call,
}

impl Roster {
    /// Nobody yet, of people who are mostly those of that one.
    pub(super) fn after(before: &Self) -> Self {
        Self {
            segments: before.segments.clone(),
            open: None,
            turn: (before.turn + 1) % TURNS,
            count: 0,
            blocks: before.blocks.clone(),
            statuses: before.statuses.clone(),
        }
    }

    /// How many they are.
    pub fn len(&self) -> u32 {
        self.count
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Everything of one recipient.
    pub fn recipient(&self, place: u32) -> Option<Recipient<'_>> {
        let row = wire::Recipient::of(Json::trusted(self.bytes(place)))?;
        Some(Recipient::from_wire(&row))
    }

    /// What is kept of one recipient.
    pub fn entry(&self, place: u32) -> Option<&Entry> {
        let block = self.blocks.get(place as usize / BLOCK).filter(|_| place < self.count)?;
        block.get(place as usize % BLOCK)
    }

    /// What is kept of each, in dialling order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        (0..self.count).filter_map(|place| self.entry(place))
    }

    /// Every status that somebody has or had, in the order in which they came up.
    pub fn statuses(&self) -> &[RecipientStatus] {
        &self.statuses
    }

    /// The latest time that anybody carries.
    pub fn latest(&self) -> Option<Millis> {
        self.entries().map(|entry| entry.attempted.max(entry.ended)).max()?.read()
    }

    /// One of its texts; None where it has none.
    pub fn text(&self, place: u32, which: Text) -> Option<Cow<'_, str>> {
        let at = *self.entry(place)?.texts.get(which as usize).filter(|at| **at > 0)?;
        domain::text(Json::first(self.bytes(place).get(at as usize..)?)?)
    }

    /// The bytes of one recipient.
    pub(crate) fn bytes(&self, place: u32) -> &[u8] {
        let bytes = |entry: &Entry| self.behind(entry)?.get(..entry.len as usize);
        self.entry(place).and_then(bytes).unwrap_or_default()
    }

    /// Its segment from its own bytes on.
    fn behind(&self, entry: &Entry) -> Option<&[u8]> {
        self.segments.get(entry.segment())?.bytes.get(entry.start()..)
    }

    /// How many from that place on are free and stand there as they lie here, one after the other,
    /// and in how many bytes.
    pub(super) fn unchanged(&self, place: u32, there: &[u8], kept: &[bool]) -> (u32, usize) {
        let (mut count, mut passed) = (0, 0);
        let Some(first) = self.entry(place) else { return (count, passed) };
        let here = self.behind(first).unwrap_or_default();
        let here = here.get(..LOOK.max(first.len as usize)).unwrap_or(here);
        let alike = alike(there, here);
        let mut at = first.at;
        while let Some(entry) = self.entry(place + count)
            && entry.at == at
            && kept.get((place + count) as usize) == Some(&false)
        {
            let end = (at - first.at + entry.len) as usize;
            if end > alike {
                break;
            }
            at += entry.len + 1;
            passed = end;
            count += 1;
        }
        (count, passed)
    }

    /// Takes in one more recipient, read from that slice.
    pub(super) fn push(
        &mut self,
        slice: &[u8],
        row: &wire::Recipient<'_>,
        recipient: Recipient<'_>,
    ) {
        let place = |field: Json<'_>| match field.text() {
            Some(_) => short(field.bytes().as_ptr().addr() - slice.as_ptr().addr()),
            None => 0,
        };
        let texts = [row.id, row.name, row.phone_number, row.call_record_id].map(place);
        let reason = reasons::key(&recipient);
        let status = self.index_of(recipient.status);
        let at = self.store(slice);
        self.put(Entry {
            at,
            len: short(slice.len()),
            texts,
            status,
            reason,
            attempted: Time::new(recipient.attempted),
            ended: Time::new(recipient.ended),
        });
    }

    /// Takes in so many from that place on who have not changed.
    pub(super) fn push_again(&mut self, before: &Self, at: u32, count: u32) {
        let is_in_place = at == self.count;
        let Some(first) = before.entry(at) else { return };
        let is_cleared = before.may_clear(first.segment());
        if is_in_place && !is_cleared {
            self.count += count;
            return;
        }
        for at in at..at + count {
            let Some(mut entry) = before.entry(at).copied() else { return };
            if is_cleared {
                self.release(before, at);
                entry.at = self.store(before.bytes(at));
            }
            self.put(entry);
        }
    }

    /// The next one.
    fn put(&mut self, entry: Entry) {
        let at = self.count as usize;
        if self.blocks.len() == at / BLOCK {
            self.blocks.push(Rc::new([entry; BLOCK]));
        }
        if let Some(block) = self.blocks.get_mut(at / BLOCK) {
            if Rc::get_mut(block).is_none() {
                *block = Rc::new(**block);
            }
            if let Some(kept) = Rc::get_mut(block).and_then(|block| block.get_mut(at % BLOCK)) {
                *kept = entry;
            }
        }
        self.count += 1;
    }

    /// The bytes of the recipient that stood there are not its own any more.
    pub(super) fn release(&mut self, before: &Self, at: u32) {
        if let Some(entry) = before.entry(at)
            && let Some(segment) = self.segments.get_mut(entry.segment())
        {
            segment.used -= entry.len as usize + 1;
        }
    }

    /// Lets go of what is nobody's any more, once all are in.
    pub(super) fn close(&mut self) {
        self.seal();
        self.blocks.truncate((self.count as usize).div_ceil(BLOCK));
        for segment in self.segments.iter_mut().filter(|segment| segment.used == 0) {
            segment.bytes = Rc::default();
        }
    }

    /// Whether the next roster is to hold those anew who are in that segment.
    fn may_clear(&self, index: usize) -> bool {
        self.segments.get(index).is_some_and(|Segment { bytes, used }| {
            let is_loose = *used < bytes.len() / 4 * 3;
            bytes.len() < SHORT || is_loose && index % TURNS == self.turn
        })
    }

    /// Keeps the bytes, and says where.
    fn store(&mut self, slice: &[u8]) -> u32 {
        let more = slice.len() + 1;
        if self.opened().is_none_or(|bytes| bytes.len() + more >= SEGMENT) {
            self.open();
        }
        let index = self.open.unwrap_or_default();
        let start = self.opened().map_or(0, |bytes| {
            let start = bytes.len();
            bytes.extend_from_slice(slice);
            bytes.push(b',');
            start
        });
        if let Some(segment) = self.segments.get_mut(index) {
            segment.used += more;
        }
        short(index << START_BITS | start)
    }

    /// Begins a segment.
    fn open(&mut self) {
        self.seal();
        let free = self.segments.iter().position(|segment| segment.bytes.is_empty());
        let index = free.unwrap_or(self.segments.len());
        if free.is_none() {
            self.segments.push(Segment::default());
        }
        if let Some(segment) = self.segments.get_mut(index) {
            // One that no other roster knows. Where there are others it will be filled: growing it
            // leaves holes in the memory.
            let room = if index > 0 { SEGMENT } else { 0 };
            *segment = Segment { bytes: Rc::new(Vec::with_capacity(room)), used: 0 };
        }
        self.open = Some(index);
    }

    fn opened(&mut self) -> Option<&mut Vec<u8>> {
        Rc::get_mut(&mut self.segments.get_mut(self.open?)?.bytes)
    }

    /// Nothing more comes into the open segment.
    fn seal(&mut self) {
        if let Some(bytes) = self.opened() {
            bytes.shrink_to_fit();
        }
        self.open = None;
    }

    /// The place of a status among all. The list is short: the API has 14 (api.md, Vocabulary).
    fn index_of(&mut self, status: RecipientStatus) -> u32 {
        let at = self.statuses.iter().position(|known| *known == status).unwrap_or_else(|| {
            self.statuses.push(status);
            self.statuses.len() - 1
        });
        short(at)
    }
}

/// Bodies are far below 4 GB.
pub(crate) fn short(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A point in time, or none, in half of the bytes of an `Option`.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Time(i64);

impl Time {
    const NONE: Self = Self(i64::MIN);

    fn new(time: Option<Millis>) -> Self {
        time.map_or(Self::NONE, |time| Self(time.0))
    }

    fn read(self) -> Option<Millis> {
        (self != Self::NONE).then_some(Millis(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use std::fmt::Write;

    fn body(rows: u32, generation: u32, every: u32) -> Vec<u8> {
        let mut json = String::from(r#"{"batch":{},"recipients":["#);
        for id in 0..rows {
            let comma = if id == 0 { "" } else { "," };
            // Each answer changes another share of them.
            let name = (generation + id) / every;
            write!(json, r#"{comma}{{"id":"{id}","name":"{name:0>200}"}}"#).unwrap();
        }
        json.push_str("]}");
        json.into_bytes()
    }

    /// Segments' bytes, and how many hold some.
    fn held(roster: &Roster) -> (usize, usize) {
        let full = roster.segments.iter().filter(|segment| !segment.bytes.is_empty());
        (full.clone().map(|segment| segment.bytes.capacity()).sum(), full.count())
    }

    #[test]
    fn many_answers_hold_little_more_than_one() {
        let mut store = Store::default();
        let (rows, every) = (4000, 50);
        let bytes = body(rows, 0, every).len();
        for generation in 0..200 {
            store.apply(body(rows, generation, every).into()).unwrap();
            let (held, full) = held(store.roster());
            assert!(held < bytes * 3 / 2 + SEGMENT, "{generation}: {held} of {bytes}");
            assert!(full < bytes / SHORT + 4, "{generation}: {full}");
            let slots = store.roster().segments.len();
            assert!(slots <= bytes / SHORT + 4, "{generation}: {slots}");
        }
    }

    #[test]
    fn a_recipient_longer_than_a_segment() {
        let long = "x".repeat(SEGMENT + 1);
        let json = format!(r#"{{"batch":{{}},"recipients":[{{"id":"1"}},{{"id":"{long}"}}]}}"#);
        let mut store = Store::default();
        store.apply(json.into_bytes().into()).unwrap();
        assert_eq!(store.roster().text(1, Text::Id).as_deref(), Some(long.as_str()));
        assert_eq!(store.roster().text(0, Text::Id).as_deref(), Some("1"));
    }
}
