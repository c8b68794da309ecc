//! Takes in the body of an answer in pieces of any size.

use super::cursor::Unreadable;
use super::walk::Walk;
use super::{Edition, Outcome};
use crate::failure::{BadResponse, Failure};
use std::rc::Rc;

/// A body on its way. The edition that it is read beside stays as it is.
#[derive(Debug)]
pub struct Intake {
    walk: Walk,
    /// What has come and could not be read yet.
    pending: Vec<u8>,
    /// How much of that is worth another try: a value of 20 MB must not be read anew for each piece.
    enough: usize,
    /// What it begins with, blanks aside.
    first: Option<u8>,
    error: Option<Unreadable>,
}

impl Intake {
    /// Nothing has come yet.
    pub(super) fn beside(before: Rc<Edition>) -> Self {
        Self {
            walk: Walk::beside(before),
            pending: Vec::new(),
            enough: 0,
            first: None,
            error: None,
        }
    }

    /// Takes in the next piece.
    pub fn feed(&mut self, piece: &[u8]) {
        self.feed_by(piece.len(), |room| room.copy_from_slice(piece));
    }

    /// Takes in the next piece, which somebody else puts where it belongs.
    pub fn feed_by(&mut self, length: usize, put: impl FnOnce(&mut [u8])) {
        let start = self.pending.len();
        self.pending.resize(start + length, 0);
        put(self.pending.get_mut(start..).unwrap_or_default());
        if self.pending.len() >= self.enough {
            let mut pending = std::mem::take(&mut self.pending);
            pending.drain(..self.read(&pending, false));
            self.enough = 2 * pending.len();
            self.pending = pending;
        }
    }

    /// Nothing more comes.
    pub fn finish(mut self) -> Outcome {
        let pending = std::mem::take(&mut self.pending);
        self.close(&pending)
    }

    /// Reads on over as much of what lies next as can be, and says how much that was.
    pub(super) fn read(&mut self, bytes: &[u8], is_last: bool) -> usize {
        if self.first.is_none() {
            self.first = bytes.trim_ascii_start().first().copied();
        }
        if self.error.is_some() {
            return bytes.len();
        }
        let (passed, error) = self.walk.read(bytes, is_last);
        self.error = error.filter(|error| is_last || *error != Unreadable::Truncated);
        passed
    }

    /// Nothing comes after that.
    pub(super) fn close(mut self, rest: &[u8]) -> Outcome {
        self.read(rest, true);
        match self.error {
            Some(error) => Err(Failure::of_body(unreadable(self.first, error), None)),
            None => self.walk.finish(),
        }
    }
}

/// What a body is that could not be read; `first` is what it begins with.
pub(super) fn unreadable(first: Option<u8>, error: Unreadable) -> BadResponse {
    match (first, error) {
        (None, _) => BadResponse::Empty,
        (Some(b'<'), _) => BadResponse::Html,
        (_, Unreadable::Truncated) => BadResponse::Truncated,
        (_, Unreadable::Malformed) => BadResponse::NotACampaign,
    }
}
