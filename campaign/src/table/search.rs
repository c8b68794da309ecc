//! Finding people by name, whatever the case or accents, and by digits of their number.

use crate::store::{Roster, Text};

/// A search text, ready to be held against many recipients.
#[derive(Debug)]
pub struct Needle {
    letters: String,
    digits: String,
}

impl Needle {
    /// None for a blank text, which finds everybody.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim_ascii();
        let letters: String = folded(text).collect();
        // Letters in the text mean that no number was meant, whatever digits it holds.
        let is_number = text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | '.' | ' ' | '/'));
        let digits = if is_number {
            text.chars().filter(char::is_ascii_digit).collect()
        } else {
            String::new()
        };
        (!letters.is_empty()).then_some(Self { letters, digits })
    }

    /// Whether the name contains the text or the number its digits.
    pub fn finds(&self, roster: &Roster, place: u32) -> bool {
        let name = roster.text(place, Text::Name);
        if name.is_some_and(|name| self.is_in(name)) {
            return true;
        }
        // Without digits to look for it need not be read.
        !self.digits.is_empty()
            && roster.text(place, Text::Number).is_some_and(|number| {
                contains(number.chars().filter(char::is_ascii_digit), &self.digits)
            })
    }

    /// Most names are plain: their bytes are compared as they are.
    fn is_in(&self, name: &str) -> bool {
        let wanted = self.letters.as_bytes();
        if name.is_ascii() {
            name.as_bytes().windows(wanted.len()).any(|part| part.eq_ignore_ascii_case(wanted))
        } else {
            contains(folded(name), &self.letters)
        }
    }
}

/// The text in lower case, Latin letters without their accents.
pub fn folded(text: &str) -> impl Iterator<Item = char> + Clone {
    text.chars().filter_map(bare)
}

/// The small letter without accents, for Latin, Greek and Cyrillic; combining accents vanish.
/// Other scripts stay as they are, most having no case. Unicode's own tables would be 15 kB.
fn bare(letter: char) -> Option<char> {
    Some(match letter {
        '\0'..='\x7f' => letter.to_ascii_lowercase(),
        '\u{300}'..='\u{36f}' => return None,
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => 'a',
        'Ç' | 'ç' | 'Ć'..='č' => 'c',
        'Ď'..='đ' => 'd',
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => 'e',
        'Ĝ'..='ģ' => 'g',
        'Ĥ'..='ħ' => 'h',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => 'i',
        'Ĵ'..='ĵ' => 'j',
        'Ķ'..='ĸ' => 'k',
        'Ĺ'..='ł' => 'l',
        'Ñ' | 'ñ' | 'Ń'..='ŉ' => 'n',
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => 'o',
        'Ŕ'..='ř' => 'r',
        'Ś'..='š' | 'Ș'..='ș' => 's',
        'Ţ'..='ŧ' | 'Ț'..='ț' => 't',
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => 'u',
        'Ŵ'..='ŵ' => 'w',
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => 'y',
        'Ź'..='ž' => 'z',
        'Æ' | 'Ð' | 'Þ' | 'Α'..='Ω' | 'А'..='Я' => shifted(letter, 32),
        'Ѐ'..='Џ' => shifted(letter, 80),
        other => other,
    })
}

fn shifted(letter: char, by: u32) -> char {
    char::from_u32(u32::from(letter) + by).unwrap_or(letter)
}

/// Whether the letters hold the needle, without building a string for each recipient.
fn contains(mut letters: impl Iterator<Item = char> + Clone, needle: &str) -> bool {
    let mut wanted = needle.chars();
    let Some(first) = wanted.next() else { return true };
    while letters.any(|letter| letter == first) {
        let mut rest = letters.clone();
        if wanted.clone().all(|letter| rest.next() == Some(letter)) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::roster_of as roster;

    fn check(text: &str, name: &str, number: &str, expected: bool) {
        let roster = roster(&format!(r#"{{"name":"{name}","phone_number":"{number}"}}"#));
        let found = Needle::new(text).is_none_or(|needle| needle.finds(&roster, 0));
        assert_eq!(found, expected, "{text} in {name} {number}");
    }

    #[test]
    fn by_name_whatever_the_case_and_accents() {
        check("doe", "John Doe", "", true);
        check("john  ", "John Doe", "", true);
        check("jose", "José Núñez", "", true);
        check("NÚÑEZ", "Jose Nunez", "", true);
        check("łod", "Łódź", "", true);
        check("e\u{301}mile", "Émile", "", true);
        check("ИВАН", "Иван Ёлкин", "", true);
        check("ёлк", "Иван Ёлкин", "", true);
        check("σοφια", "ΣΟΦΙΑ", "", true);
        check("smith", "John Doe", "", false);
    }

    #[test]
    fn by_digits_of_the_number() {
        check("555-1234", "", "+14155551234", true);
        check("(415) 555", "", "+1 415 555 1234", true);
        check("9", "", "+14155551234", false);
        check("anna 4", "", "+14155551234", false);
    }

    #[test]
    fn nothing_typed_finds_everybody() {
        check("  ", "John", "", true);
    }

    #[test]
    fn no_name_is_not_found_by_letters() {
        check("n", "", "+1", false);
    }
}
