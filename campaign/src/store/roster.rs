//! Everybody in a campaign, as the slices of the body that they stand in.
//!
//! 100,000 recipients are 20 MB of JSON. Kept as strings of their own they would be that twice; so
//! each is an [`Entry`] of 48 bytes with what tallies and sorting need, and its texts are read from
//! the body when they are asked for: for the rows on screen, and while searching.

use crate::domain::{self, Recipient, RecipientStatus};
use crate::time::{Millis, Span};
use crate::wire::fields::Fields;
use crate::wire::{self, Json};
use std::borrow::Cow;
use std::sync::Arc;

/// Recipients in dialling order.
#[derive(Default, Debug)]
pub struct Roster {
    pub(super) body: Arc<Vec<u8>>,
    entries: Vec<Entry>,
    /// Every status that an entry had, in the order in which they came up.
    statuses: Vec<RecipientStatus>,
}

/// What is kept of one recipient.
#[derive(Copy, Clone, Debug)]
pub struct Entry {
    start: u32,
    len: u32,
    /// Where its texts stand, from the start; nowhere is 0, where its bracket is.
    texts: [u32; 4],
    status: u32,
    attempted: Time,
    ended: Time,
}

impl Entry {
    /// Its status, as an index of [`Roster::statuses`].
    pub fn status(&self) -> usize {
        self.status as usize
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

impl Roster {
    /// Nobody yet, in a body that is being read.
    pub(super) fn in_body(body: Arc<Vec<u8>>, like: &Self) -> Self {
        // Most answers bring as many as the one before.
        let entries = Vec::with_capacity(like.entries.len());
        Self { body, entries, statuses: like.statuses.clone() }
    }

    /// How many they are.
    pub fn len(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Everything of one recipient.
    pub fn recipient(&self, place: u32) -> Option<Recipient<'_>> {
        let row = wire::Recipient::of(Json::trusted(self.bytes(place)))?;
        Some(Recipient::from_wire(&row))
    }

    /// What is kept of one recipient.
    pub fn entry(&self, place: u32) -> Option<&Entry> {
        self.entries.get(place as usize)
    }

    /// Every status that somebody has or had, in the order in which they came up.
    pub fn statuses(&self) -> &[RecipientStatus] {
        &self.statuses
    }

    /// The latest time that anybody carries.
    pub fn latest(&self) -> Option<Millis> {
        self.entries.iter().map(|entry| entry.attempted.max(entry.ended)).max()?.read()
    }

    /// One of its texts; None where it has none.
    pub fn text(&self, place: u32, which: Text) -> Option<Cow<'_, str>> {
        let at = *self.entry(place)?.texts.get(which as usize).filter(|at| **at > 0)?;
        domain::text(Json::first(self.bytes(place).get(at as usize..)?)?)
    }

    /// The bytes of one recipient.
    pub(crate) fn bytes(&self, place: u32) -> &[u8] {
        let range = |entry: &Entry| entry.start as usize..(entry.start + entry.len) as usize;
        self.entry(place).and_then(|entry| self.body.get(range(entry))).unwrap_or_default()
    }

    /// Takes in one more recipient, read from that slice.
    pub(super) fn push(
        &mut self,
        start: usize,
        slice: &[u8],
        row: &wire::Recipient<'_>,
        recipient: Recipient<'_>,
    ) {
        let place = |field: Json<'_>| match field.text() {
            Some(_) => short(field.bytes().as_ptr().addr() - slice.as_ptr().addr()),
            None => 0,
        };
        let texts = [row.id, row.name, row.phone_number, row.call_record_id].map(place);
        let status = self.index_of(recipient.status);
        self.entries.push(Entry {
            start: short(start),
            len: short(slice.len()),
            texts,
            status,
            attempted: Time::new(recipient.attempted),
            ended: Time::new(recipient.ended),
        });
    }

    /// Takes in one that has not changed.
    pub(super) fn push_again(&mut self, start: usize, before: &Self, at: u32) {
        if let Some(entry) = before.entry(at) {
            self.entries.push(Entry { start: short(start), ..*entry });
        }
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
fn short(count: usize) -> u32 {
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
