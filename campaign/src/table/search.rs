//! Finding people by the words of their name, in any order, and by their number.

use super::fold::folded;
use super::phone::Wanted;
use crate::excerpt::{LONGEST, head};
use crate::store::{Roster, Text};

/// A search text, ready to be held against many recipients.
#[derive(Debug)]
pub struct Needle {
    /// The text in plain letters; as it was typed where it has none, such as an emoji.
    letters: String,
    is_literal: bool,
    number: Option<Wanted>,
}

impl Needle {
    /// None for a blank text, which finds everybody.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let letters = folded(text);
        let is_literal = letters.is_empty();
        let letters = if is_literal { text.to_owned() } else { letters };
        (!letters.is_empty()).then(|| Self { letters, is_literal, number: Wanted::parse(text) })
    }

    /// Whether the name contains the words or the number its digits.
    pub fn finds(&self, roster: &Roster, place: u32) -> bool {
        // What is shown of it is searched.
        let name = roster.text(place, Text::Name).map(|name| head(name, LONGEST));
        if name.is_some_and(|name| self.is_in(name)) {
            return true;
        }
        // Without digits to look for it need not be read.
        let number = self.number.as_ref();
        number.is_some_and(|wanted| {
            let number = roster.text(place, Text::Number);
            number.is_some_and(|number| wanted.is_in(head(number, LONGEST)))
        })
    }

    /// Most names are plain: their bytes are compared as they are. Nobody's name is folded before a
    /// search, which would take as much memory again as the names.
    fn is_in(&self, name: &str) -> bool {
        if self.is_literal {
            name.contains(&self.letters)
        } else if is_plain(name) {
            self.letters.is_ascii() && self.has_words(name.as_bytes())
        } else {
            let name = folded(name);
            self.has_words(name.as_bytes()) || self.runs_through(&name)
        }
    }

    fn has_words(&self, name: &[u8]) -> bool {
        match self.letters.split_once(' ') {
            None => has_word(name, &self.letters, false),
            Some(_) => self.letters.split(' ').all(|word| has_word(name, word, word.len() < SHORT)),
        }
    }

    /// Some scripts have no blanks between words, or have them at will.
    fn runs_through(&self, name: &str) -> bool {
        !self.letters.is_ascii() && name.replace(' ', "").contains(&self.letters.replace(' ', ""))
    }
}

/// A shorter word beside others has to begin a word of the name: `jean p` means no Jean Dupont.
const SHORT: usize = 3;

/// Whether folding such a name only makes its letters small and its blanks one.
fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii() && !matches!(byte, b'\'' | b'`'))
}

/// Whether the name holds a word, in small letters or not.
fn has_word(name: &[u8], word: &str, is_beginning: bool) -> bool {
    let mut before = b' ';
    name.windows(word.len().max(1)).any(|part| {
        let begins = !before.is_ascii_alphanumeric();
        before = part.first().copied().unwrap_or(b' ');
        (begins || !is_beginning) && part.eq_ignore_ascii_case(word.as_bytes())
    })
}

#[cfg(test)]
mod tests;
