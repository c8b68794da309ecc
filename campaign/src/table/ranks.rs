//! The order of everybody by a text of theirs. Kept from one query to the next: turning it round,
//! searching within it and showing who was called meanwhile then sort nothing but numbers.

use super::Column;
use super::fold::folded;
use super::keyed::{KEY, Keyed, key_of_bytes};
use super::phone::number_digits;
use crate::excerpt::head;
use crate::store::{Changes, Roster, Text};

/// Where each recipient stands by their text in a column; equal texts stand at the same place.
#[derive(Debug, Default)]
pub(super) struct Ranks {
    column: Option<Column>,
    /// By place in dialling order.
    ranks: Vec<u32>,
}

impl Ranks {
    /// Whether they are those of that column.
    pub(super) fn are_of(&self, column: Column) -> bool {
        self.column == Some(column)
    }

    /// Whether they hold after these changes as well. Every call brings the id of its record.
    pub(super) fn outlast(&self, changes: &Changes) -> bool {
        !(changes.is_other_list || self.are_of(Column::Call))
    }

    /// A recipient's; None where there is no text.
    pub(super) fn of(&self, place: u32) -> Option<u32> {
        self.ranks.get(place as usize).copied().filter(|rank| *rank != BLANK)
    }
}

/// Ranks in the making: pass by pass through everybody in dialling order, as their bytes lie in
/// memory, each by what follows in the texts of those who were alike so far.
#[derive(Debug)]
pub(super) struct Ranking {
    column: Column,
    text: Text,
    /// With [`OPEN`] for who is alike with another.
    ranks: Vec<u32>,
    /// How many of them this pass is through with.
    done: u32,
    /// How many bytes of the texts the passes before went by.
    skipped: usize,
    /// Whom this pass orders; those whose letters do not tell their text with [`ODD`].
    keyed: Vec<Keyed>,
    bytes: Vec<u8>,
}

const OPEN: u32 = 1 << 31;
const ODD: u32 = 1 << 31;
/// The rank of who has no text.
const BLANK: u32 = OPEN - 1;
/// By so many bytes of a text it is ordered, and who is alike in all of them keeps dialling order.
const LONGEST: usize = 256;
/// Stands behind the letters of a text, before every letter.
const END: u8 = 1;

impl Ranking {
    /// Of everybody, of which nothing is done yet. None for a column that has no text.
    pub(super) fn new(column: Column, roster: &Roster) -> Option<Self> {
        let count = roster.len() as usize;
        Some(Self {
            column,
            text: column.text()?,
            ranks: vec![OPEN; count],
            done: 0,
            skipped: 0,
            keyed: Vec::with_capacity(count),
            bytes: Vec::new(),
        })
    }

    /// Does a part of the work, on about so many recipients. The ranks, once all is done.
    pub(super) fn step(&mut self, roster: &Roster, count: usize) -> Option<Ranks> {
        let until = roster.reach(self.done, count);
        if self.done < until {
            while self.done < until {
                self.read(roster);
                self.done += 1;
            }
        } else if !self.rank() {
            let ranks = std::mem::take(&mut self.ranks);
            return Some(Ranks { column: Some(self.column), ranks });
        }
        None
    }

    /// Gives the next one a key, if it is alike with others: of its text at first, later of its rank so
    /// far in three bytes, since bodies with room for more texts are refused, and of its text.
    fn read(&mut self, roster: &Roster) {
        let place = self.done;
        let Some(rank) = self.ranks.get_mut(place as usize).filter(|rank| **rank >= OPEN) else {
            return;
        };
        let Some(text) = roster.text(place, self.text) else {
            *rank = BLANK;
            return;
        };
        let is_odd = spell(text, self.column, &mut self.bytes);
        let bytes = key_of_bytes(self.bytes.get(self.skipped..).unwrap_or_default());
        let is_first = self.skipped == 0;
        let key = if is_first { bytes } else { u128::from(*rank - OPEN) << 72 | bytes >> 24 };
        self.keyed.push(Keyed::new(key, if is_odd { place | ODD } else { place }));
    }

    /// Ranks those who have keys. Whether some are alike still.
    fn rank(&mut self) -> bool {
        self.keyed.sort_unstable();
        let mut is_open = false;
        let (mut before, mut next) = (u32::MAX, 0);
        for alike in self.keyed.chunk_by(|one, other| one.key() == other.key()) {
            let Some(last) = alike.last() else { continue };
            let [_, _, _, _, a, b, c, rest @ ..] = last.key().to_be_bytes();
            let from = if self.skipped == 0 { 0 } else { u32::from_be_bytes([0, a, b, c]) };
            if from != before {
                (before, next) = (from, from);
            }
            let has_ended = rest.last() == Some(&0) || last.place() < ODD && rest.contains(&END);
            let rank = if has_ended || alike.len() == 1 { next } else { next | OPEN };
            is_open |= rank >= OPEN;
            for it in alike {
                if let Some(it) = self.ranks.get_mut((it.place() & !ODD) as usize) {
                    *it = rank;
                }
                next += 1;
            }
        }
        self.keyed.clear();
        self.done = 0;
        self.skipped += if self.skipped == 0 { KEY } else { KEY - 3 };
        is_open
    }
}

/// What a text is ordered by: names and numbers as they are searched, and then by the texts as they
/// are, so that the order is the same each time. Whether it has to be looked at that far: most names are in
/// small letters but for each word's first, and most numbers are in the international form.
fn spell(text: &str, column: Column, bytes: &mut Vec<u8>) -> bool {
    bytes.clear();
    let head = head(text, LONGEST);
    let is_odd = match column {
        Column::Name => spell_name(head, bytes),
        Column::Number => spell_number(head, bytes),
        _ => {
            bytes.extend_from_slice(text.as_bytes());
            false
        }
    };
    bytes.truncate(LONGEST);
    bytes.push(END);
    bytes.extend_from_slice(text.as_bytes().get(..LONGEST).unwrap_or(text.as_bytes()));
    is_odd
}

fn spell_name(name: &str, bytes: &mut Vec<u8>) -> bool {
    let is_odd = !is_usual(name);
    if is_odd {
        measure_digits(folded(name).as_bytes(), bytes);
    } else {
        bytes.extend(name.bytes().map(|byte| byte.to_ascii_lowercase()));
    }
    is_odd
}

fn spell_number(number: &str, bytes: &mut Vec<u8>) -> bool {
    let plain = number.strip_prefix('+').filter(|it| it.bytes().all(|it| it.is_ascii_digit()));
    match plain {
        Some(digits) => bytes.extend_from_slice(digits.as_bytes()),
        None => bytes.extend(number_digits(number).unwrap_or_else(|| folded(number)).bytes()),
    }
    plain.is_none()
}

/// Whether a name is words such as `Ann`, with a blank between them: then its small letters tell it.
fn is_usual(name: &str) -> bool {
    name.split(' ').all(|word| match word.as_bytes() {
        [first, rest @ ..] => first.is_ascii_uppercase() && rest.iter().all(u8::is_ascii_lowercase),
        [] => false,
    })
}

/// Has numbers ordered by how much they are: `Room 2` before `Room 10`. Each begins with how many
/// digits it has.
fn measure_digits(letters: &[u8], bytes: &mut Vec<u8>) {
    for part in letters.chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit()) {
        if part.first().is_some_and(u8::is_ascii_digit) {
            let zeros = part.iter().take_while(|digit| **digit == b'0').count();
            let digits = part.get(zeros..).unwrap_or_default();
            bytes.extend([b'0', u8::try_from(digits.len()).map_or(u8::MAX, |it| it.max(1))]);
            bytes.extend_from_slice(digits);
        } else {
            bytes.extend_from_slice(part);
        }
    }
}
