//! Everybody in a campaign, as the bytes that they came in.
//!
//! 100,000 recipients are 20 MB of JSON. Their values as texts of their own would be that twice; so
//! each is an [`Entry`]: its bytes, where the texts stand in there that it is found and sorted by, and
//! what tallies and the other columns need. The rest is read when it is asked for: for the rows on
//! screen.
//!
//! Rosters share entries: the next one holds anew only those that changed.

use crate::domain::class::Class;
use crate::domain::{ReasonKey, Recipient, RecipientStatus};
use crate::time::{Millis, Span};
use crate::wire::{self, Field};
use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

/// Recipients in dialling order.
#[derive(Clone, Default, Debug)]
pub struct Roster {
    entries: Vec<Rc<Entry>>,
}

/// What is kept of one recipient.
#[derive(Debug)]
pub struct Entry {
    /// The object as it came, and then those texts that are written otherwise in there, as with
    /// escapes.
    bytes: Box<[u8]>,
    /// How many of them came.
    length: u32,
    texts: [Range<u32>; Text::COUNT],
    /// The status, with a late live one read as ended.
    pub status: RecipientStatus,
    /// Why nobody answered, or why there was no call, if that is how it ended or may end.
    pub reason: Option<ReasonKey>,
    /// What is to be done about it, if it was not answered.
    pub class: Option<Class>,
    /// When it was last dialled.
    pub attempted: Option<Millis>,
    /// When that call ended.
    pub ended: Option<Millis>,
}

/// A text of a recipient that it is found or sorted by.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Text {
    Id,
    Name,
    Number,
    /// The id of the call's record.
    Call,
}

impl Text {
    const COUNT: usize = 4;

    /// The fields that hold them.
    fn fields<'r, 'a>(row: &'r wire::Recipient<'a>) -> [&'r Field<Cow<'a, str>>; Self::COUNT] {
        [&row.id, &row.name, &row.phone_number, &row.call_record_id]
    }
}

impl Entry {
    fn new(came: &[u8], row: &wire::Recipient<'_>, recipient: &Recipient) -> Self {
        let mut bytes = came.to_vec();
        let texts = Text::fields(row).map(|field| {
            let text = field.known().map_or("", AsRef::as_ref);
            let at = place_in(came, text).unwrap_or_else(|| {
                bytes.extend_from_slice(text.as_bytes());
                bytes.len() - text.len()
            });
            short(at)..short(at + text.len())
        });
        Self {
            bytes: bytes.into(),
            length: short(came.len()),
            texts,
            status: recipient.status.clone(),
            reason: ReasonKey::of(recipient),
            class: Class::of(recipient),
            attempted: recipient.attempted,
            ended: recipient.ended,
        }
    }

    /// The object as it came.
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length as usize).unwrap_or_default()
    }

    /// One of its texts; None where it has none.
    pub fn text(&self, which: Text) -> Option<&str> {
        let Range { start, end } = self.texts.get(which as usize)?;
        let text = self.bytes.get(*start as usize..*end as usize)?;
        str::from_utf8(text).ok().filter(|text| !text.is_empty())
    }

    /// From dialling to the end of the call, as [`Recipient::dial_to_end`].
    pub fn dial_to_end(&self) -> Option<Span> {
        let span = self.ended? - self.attempted?;
        (span >= Span(0)).then_some(span)
    }
}

/// Where a part of these bytes stands in them; None of what is no part of them.
fn place_in(bytes: &[u8], part: &str) -> Option<usize> {
    let is_part = bytes.as_ptr_range().contains(&part.as_ptr());
    is_part.then(|| part.as_ptr().addr() - bytes.as_ptr().addr())
}

impl Roster {
    /// Nobody yet, of people who are mostly those of that one.
    pub(super) fn after(before: &Self) -> Self {
        let entries = Vec::with_capacity(before.entries.len());
        Self { entries }
    }

    pub fn len(&self) -> u32 {
        short(self.entries.len())
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Up to which place so many more are looked at, from that one on.
    pub(crate) fn reach(&self, place: u32, count: usize) -> u32 {
        short(count).saturating_add(place).min(self.len())
    }

    /// Everything of one recipient.
    pub fn recipient(&self, place: u32) -> Option<Recipient> {
        Recipient::read(self.entry(place)?.bytes())
    }

    /// What is kept of one recipient.
    pub fn entry(&self, place: u32) -> Option<&Entry> {
        Some(self.entries.get(place as usize)?)
    }

    /// What is kept of each, in dialling order.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> + ExactSizeIterator {
        self.entries.iter().map(|entry| &**entry)
    }

    /// The latest time that anybody carries.
    pub fn latest(&self) -> Option<Millis> {
        self.entries().filter_map(|entry| entry.attempted.max(entry.ended)).max()
    }

    /// One of its texts; None where it has none.
    pub fn text(&self, place: u32, which: Text) -> Option<&str> {
        self.entry(place)?.text(which)
    }

    /// Takes in one more recipient, read from those bytes.
    pub(super) fn push(&mut self, came: &[u8], row: &wire::Recipient<'_>, recipient: &Recipient) {
        self.entries.push(Rc::new(Entry::new(came, row, recipient)));
    }

    /// Takes in so many of another roster again, from that place on.
    pub(super) fn push_again(&mut self, before: &Self, from: u32, count: u32) {
        let range = from as usize..(from + count) as usize;
        self.entries.extend_from_slice(before.entries.get(range).unwrap_or_default());
    }
}

/// Bodies are far below 4 GB.
pub(crate) fn short(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::roster_of;

    #[test]
    fn texts_are_found_however_they_are_written() {
        let roster = roster_of(
            r#"{"id":7,"name":" Jos\u00e9 \ud83d","phone_number":"+1","call_record_id":null},
               {"id":"1","id":"2","name":"Zoë","phone_number":["+1"],"call_record_id":"  "}"#,
        );
        let texts = |place| {
            [Text::Id, Text::Name, Text::Number, Text::Call].map(|text| roster.text(place, text))
        };
        assert_eq!(texts(0), [Some("7"), Some("José \u{fffd}"), Some("+1"), None]);
        assert_eq!(texts(1), [Some("2"), Some("Zoë"), None, None]);
    }

    #[test]
    fn a_recipient_longer_than_most_campaigns() {
        let long = "x".repeat(1 << 18);
        let roster = roster_of(&format!(r#"{{"id":"1"}},{{"id":"{long}"}}"#));
        assert_eq!(roster.text(1, Text::Id), Some(long.as_str()));
        assert_eq!(roster.text(0, Text::Id), Some("1"));
    }
}
