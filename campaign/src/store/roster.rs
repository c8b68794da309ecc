//! Everybody in a campaign, as the slices of the body that they stand in.
//!
//! 100,000 recipients are 20 MB of JSON. Kept as strings of their own they would be that twice; so
//! each is an [`Entry`] of 40 bytes with what tallies and sorting need, and its texts are read from
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
struct Entry {
    start: u32,
    len: u32,
    status: u32,
    id: Place,
    name: Place,
    number: Place,
    call: Place,
    attempted: Time,
    ended: Time,
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
        self.read(self.entries.get(place as usize)?)
    }

    fn read(&self, entry: &Entry) -> Option<Recipient<'_>> {
        let row = wire::Recipient::of(Json::trusted(self.slice(entry)))?;
        Some(Recipient::from_wire(&row))
    }

    /// Its status.
    pub fn status(&self, place: u32) -> Option<&RecipientStatus> {
        self.statuses.get(self.status_index(place)?)
    }

    /// Its status as a place in [`Self::statuses`].
    pub fn status_index(&self, place: u32) -> Option<usize> {
        Some(self.entries.get(place as usize)?.status as usize)
    }

    /// Every status that somebody has or had, in the order in which they came up.
    pub fn statuses(&self) -> &[RecipientStatus] {
        &self.statuses
    }

    /// When it was last dialled.
    pub fn attempted(&self, place: u32) -> Option<Millis> {
        self.entries.get(place as usize)?.attempted.read()
    }

    /// When that call ended.
    pub fn ended(&self, place: u32) -> Option<Millis> {
        self.entries.get(place as usize)?.ended.read()
    }

    /// From dialling to the end of the call, as [`Recipient::dial_to_end`].
    pub fn dial_to_end(&self, place: u32) -> Option<Span> {
        let span = self.ended(place)? - self.attempted(place)?;
        (span >= Span(0)).then_some(span)
    }

    /// The latest time that anybody carries.
    pub fn latest(&self) -> Option<Millis> {
        self.entries.iter().filter_map(|entry| entry.attempted.max(entry.ended).read()).max()
    }

    /// One of its texts; None where it has none.
    pub fn text(&self, place: u32, which: Text) -> Option<Cow<'_, str>> {
        let entry = self.entries.get(place as usize)?;
        let place = match which {
            Text::Id => entry.id,
            Text::Name => entry.name,
            Text::Number => entry.number,
            Text::Call => entry.call,
        };
        if place == Place::FAR {
            let recipient = self.read(entry)?;
            return match which {
                Text::Id => Some(recipient.id),
                Text::Name => recipient.name,
                Text::Number => Some(recipient.number),
                Text::Call => recipient.call_record,
            };
        }
        let from = self.slice(entry).get(usize::from(place.0)..)?;
        domain::text(Json::first(from).filter(|_| place != Place::NONE)?)
    }

    /// The bytes of one recipient.
    pub(super) fn bytes(&self, place: u32) -> &[u8] {
        self.entries.get(place as usize).map_or(&[], |entry| self.slice(entry))
    }

    fn slice(&self, entry: &Entry) -> &[u8] {
        let start = entry.start as usize;
        self.body.get(start..start + entry.len as usize).unwrap_or_default()
    }

    /// Takes in one more recipient, read from that slice.
    pub(super) fn push(
        &mut self,
        start: usize,
        slice: &[u8],
        row: &wire::Recipient<'_>,
        recipient: Recipient<'_>,
    ) {
        let place = |field: Json<'_>| Place::of(field, slice);
        let status = self.index_of(recipient.status);
        self.entries.push(Entry {
            start: short(start),
            len: short(slice.len()),
            id: place(row.id),
            name: place(row.name),
            number: place(row.phone_number),
            call: place(row.call_record_id),
            attempted: Time::new(recipient.attempted),
            ended: Time::new(recipient.ended),
            status,
        });
    }

    /// Takes in one that has not changed.
    pub(super) fn push_again(&mut self, start: usize, before: &Self, at: u32) {
        if let Some(entry) = before.entries.get(at as usize) {
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

/// Where a text stands in its recipient.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
struct Place(u16);

impl Place {
    /// There is none: a recipient begins with its bracket.
    const NONE: Self = Self(0);
    /// Too far on to be told.
    const FAR: Self = Self(u16::MAX);

    fn of(field: Json<'_>, slice: &[u8]) -> Self {
        if field.text().is_none() {
            return Self::NONE;
        }
        let at = field.bytes().as_ptr().addr().wrapping_sub(slice.as_ptr().addr());
        u16::try_from(at).map_or(Self::FAR, Self)
    }
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
