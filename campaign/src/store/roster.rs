//! Everybody in a campaign, as the bytes that they came in.
//!
//! 100,000 recipients are 20 MB of JSON. Kept as strings of their own they would be that twice; so
//! each is an [`Entry`] of few bytes with what tallies and sorting need, and its texts are read from
//! what is kept of its own bytes when they are asked for: for the rows on screen, and while searching.
//! What that is, is chosen when compiling: [`super::whole`] or [`super::packing`].
//!
//! Rosters share both: the next one holds anew only who changed.

#[cfg(feature = "packing")]
use super::packing::{Keeping, Kept};
#[cfg(not(feature = "packing"))]
use super::whole::{Keeping, Kept};
use crate::domain::{ReasonKey, Recipient, RecipientStatus};
use crate::time::{Millis, Span};
use crate::wire::{self, Json};
use std::array::from_fn;
use std::borrow::Cow;
use std::rc::Rc;

/// So many entries are a block: with fewer there are more blocks to share, with more a change has
/// more of them copied.
const BLOCK: usize = 64;

/// Recipients in dialling order.
#[derive(Default, Debug)]
pub struct Roster {
    count: u32,
    /// Their entries. The last block is filled up with any; while the roster grows, all that is not
    /// taken in yet is as in the one before.
    blocks: Vec<Rc<[Entry; BLOCK]>>,
    /// Every status that an entry had, in the order in which they came up.
    statuses: Vec<RecipientStatus>,
    keeping: Keeping,
}

/// What is kept of one recipient.
#[derive(Clone, Debug)]
pub struct Entry {
    kept: Kept,
    status: u32,
    reason: Option<ReasonKey>,
    attempted: Time,
    ended: Time,
}

impl Entry {
    /// Its status, as an index of [`Roster::statuses`].
    pub fn status(&self) -> usize {
        self.status as usize
    }

    /// Why nobody answered, if it was so.
    pub fn reason(&self) -> Option<ReasonKey> {
        self.reason
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

impl Text {
    /// The fields that hold them.
    pub(super) fn of<'a>(row: &wire::Recipient<'a>) -> [Json<'a>; 4] {
        [row.id, row.name, row.phone_number, row.call_record_id]
    }
}

impl Roster {
    /// Nobody yet, of people who are mostly those of that one.
    pub(super) fn after(before: &Self) -> Self {
        Self {
            count: 0,
            blocks: before.blocks.clone(),
            statuses: before.statuses.clone(),
            keeping: Keeping::after(&before.keeping),
        }
    }

    /// How many they are.
    pub fn len(&self) -> u32 {
        self.count
    }

    /// Up to which place so many more are looked at, from that one on.
    pub(crate) fn reach(&self, place: u32, count: usize) -> u32 {
        short(count).saturating_add(place).min(self.count)
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Everything of one recipient.
    pub fn recipient(&self, place: u32) -> Option<Recipient<'_>> {
        self.keeping.recipient(&self.entry(place)?.kept)
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
        self.keeping.text(&self.entry(place)?.kept, which)
    }

    /// Reads the bytes of one recipient.
    pub(crate) fn with<T>(&self, place: u32, read: impl FnOnce(&[u8]) -> T) -> T {
        match self.entry(place) {
            Some(entry) => self.keeping.with(&entry.kept, read),
            None => read(&[]),
        }
    }

    /// How many from that place on are free and stand there as they came, one after the other, and in
    /// how many bytes.
    pub(super) fn unchanged(&self, place: u32, there: &[u8], kept: &[bool]) -> (u32, usize) {
        let (mut count, mut start, mut end) = (0, 0, 0);
        let first = self.entry(place);
        while kept.get((place + count) as usize) == Some(&false)
            && let Some(Entry { kept, .. }) = self.entry(place + count)
            && let Some(slice) = there.get(start..start + kept.length())
            && first.is_some_and(|first| self.keeping.are_together(&first.kept, kept))
            && self.keeping.is_of(kept, slice)
        {
            count += 1;
            end = start + slice.len();
            if there.get(end) != Some(&b',') {
                break;
            }
            start = end + 1;
        }
        (count, end)
    }

    /// Takes in one more recipient, read from that slice.
    pub(super) fn push(
        &mut self,
        slice: &[u8],
        row: &wire::Recipient<'_>,
        recipient: Recipient<'_>,
    ) {
        let reason = ReasonKey::of(&recipient);
        let status = self.index_of(recipient.status);
        let kept = self.keeping.keep(slice, row);
        self.put(Entry {
            kept,
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
        let is_moving = before.keeping.is_to_move(&first.kept);
        if is_in_place && !is_moving {
            self.count += count;
            return;
        }
        for at in at..at + count {
            let Some(mut entry) = before.entry(at).cloned() else { return };
            if is_moving {
                entry.kept = self.keeping.keep_again(&before.keeping, &entry.kept);
            }
            self.put(entry);
        }
    }

    /// The next one.
    fn put(&mut self, entry: Entry) {
        let at = self.count as usize;
        if self.blocks.len() == at / BLOCK {
            self.blocks.push(Rc::new(from_fn(|_| entry.clone())));
        }
        let block = self.blocks.get_mut(at / BLOCK).map(Rc::make_mut);
        if let Some(place) = block.and_then(|block| block.get_mut(at % BLOCK)) {
            *place = entry;
        }
        self.count += 1;
    }

    /// The recipient that stood there is not there any more as it was.
    pub(super) fn release(&mut self, before: &Self, at: u32) {
        if let Some(entry) = before.entry(at) {
            self.keeping.release(&before.keeping, &entry.kept);
        }
    }

    /// Lets go of what is nobody's any more, once all are in.
    pub(super) fn close(&mut self) {
        self.keeping.close();
        self.blocks.truncate((self.count as usize).div_ceil(BLOCK));
    }

    /// What holds their bytes.
    #[cfg(all(test, feature = "packing"))]
    pub(super) fn segments(&self) -> &super::segments::Segments {
        self.keeping.segments()
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

    #[test]
    fn a_recipient_longer_than_most_campaigns() {
        let long = "x".repeat(1 << 18);
        let json = format!(r#"{{"batch":{{}},"recipients":[{{"id":"1"}},{{"id":"{long}"}}]}}"#);
        let mut store = Store::default();
        store.apply(json.into_bytes().into()).unwrap();
        assert_eq!(store.roster().text(1, Text::Id).as_deref(), Some(long.as_str()));
        assert_eq!(store.roster().text(0, Text::Id).as_deref(), Some("1"));
    }
}
