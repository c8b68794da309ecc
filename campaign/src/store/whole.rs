//! Recipients kept as they came, each by itself: the least code, for pages that show few.

use super::roster::Text;
use super::same::alike;
use super::short;
use crate::domain::{self, Recipient};
use crate::wire::{self, Json};
use std::borrow::Cow;
use std::rc::Rc;

/// What rosters need besides: nothing.
#[derive(Copy, Clone, Default, Debug)]
pub(super) struct Keeping;

/// What is kept of a recipient: the bytes that came.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    bytes: Rc<[u8]>,
    /// Where its texts stand in there; nowhere is 0, where its bracket is.
    texts: [u32; 4],
}

#[expect(clippy::unused_self, clippy::trivially_copy_pass_by_ref, reason = "others need it")]
impl Keeping {
    /// For a roster that follows.
    pub(super) fn after(_: &Self) -> Self {
        Self
    }

    /// Keeps a recipient that was read from that slice.
    pub(super) fn keep(&mut self, slice: &[u8], row: &wire::Recipient<'_>) -> Kept {
        let place = |field: Json<'_>| match field.text() {
            Some(_) => short(field.bytes().as_ptr().addr() - slice.as_ptr().addr()),
            None => 0,
        };
        Kept { bytes: slice.into(), texts: Text::of(row).map(place) }
    }

    /// Keeps one that stood in the roster before.
    pub(super) fn keep_again(&mut self, _: &Self, kept: &Kept) -> Kept {
        kept.clone()
    }

    /// Whether the next roster is to keep it again, and those after it that are in the same part.
    pub(super) fn is_to_move(&self, _: &Kept) -> bool {
        false
    }

    /// One that stood in the roster before is not in this one.
    pub(super) fn release(&mut self, _: &Self, _: &Kept) {}

    /// All are in.
    pub(super) fn close(&mut self) {}

    /// Reads the bytes that came.
    pub(super) fn with<T>(&self, kept: &Kept, read: impl FnOnce(&[u8]) -> T) -> T {
        read(&kept.bytes)
    }

    /// Whether both are in the same part of what is kept.
    pub(super) fn are_together(&self, _: &Kept, _: &Kept) -> bool {
        true
    }

    /// Whether that slice is what came.
    pub(super) fn is_of(&self, kept: &Kept, slice: &[u8]) -> bool {
        alike(&kept.bytes, slice) == slice.len()
    }

    /// All that is known of the recipient.
    pub(super) fn recipient<'a>(&self, kept: &'a Kept) -> Option<Recipient<'a>> {
        Recipient::read(&kept.bytes)
    }

    /// One of the texts.
    pub(super) fn text<'a>(&self, kept: &'a Kept, which: Text) -> Option<Cow<'a, str>> {
        let at = *kept.texts.get(which as usize).filter(|at| **at > 0)?;
        domain::text(Json::first(kept.bytes.get(at as usize..)?)?)
    }
}

impl Kept {
    /// How many bytes came.
    pub(super) fn length(&self) -> usize {
        self.bytes.len()
    }
}
