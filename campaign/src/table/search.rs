//! Finding people by name, whatever the case or accents, and by digits of their number.

use crate::domain::Recipient;

/// A search text, ready to be held against many recipients.
#[derive(Debug)]
pub struct Needle {
    letters: String,
    digits: String,
}

impl Needle {
    /// None for a blank text, which finds everybody.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let letters: String = folded(text).collect();
        // Letters in the text mean that no number was meant, whatever digits it holds.
        let is_number = !text.chars().any(char::is_alphabetic);
        let digits = if is_number {
            text.chars().filter(char::is_ascii_digit).collect()
        } else {
            String::new()
        };
        (!letters.is_empty()).then_some(Self { letters, digits })
    }

    /// Whether the name contains the text or the number its digits.
    pub fn finds(&self, recipient: &Recipient) -> bool {
        let by_name = || {
            let name = recipient.name.as_deref()?;
            contains(folded(name), &self.letters).then_some(())
        };
        let by_number = || {
            let digits = recipient.number.chars().filter(char::is_ascii_digit);
            (!self.digits.is_empty() && contains(digits, &self.digits)).then_some(())
        };
        by_name().or_else(by_number).is_some()
    }
}

/// The text in lower case, Latin letters without their accents.
pub fn folded(text: &str) -> impl Iterator<Item = char> + Clone {
    text.chars().flat_map(char::to_lowercase).filter_map(bare)
}

/// The letter under an accent, for the letters of European languages (Latin-1 and Latin
/// Extended-A); combining accents vanish.
fn bare(letter: char) -> Option<char> {
    Some(match letter {
        '\u{300}'..='\u{36f}' => return None,
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    })
}

/// Whether the letters hold the needle, without building a string for each recipient.
fn contains(mut letters: impl Iterator<Item = char> + Clone, needle: &str) -> bool {
    loop {
        let mut rest = letters.clone();
        if needle.chars().all(|wanted| rest.next() == Some(wanted)) {
            return true;
        }
        if letters.next().is_none() {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, number: &str, expected: bool) {
        let json = format!(r#"{{"name":"{name}","phone_number":"{number}"}}"#);
        let recipient = Recipient::from_wire(&serde_json::from_str(&json).unwrap());
        let found = Needle::new(text).is_none_or(|needle| needle.finds(&recipient));
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
