//! Numbers as people write them, by the digits that count.

use super::fold::{digit, is_hidden};
use crate::letters::taken_apart;

/// How a number that somebody wrote begins.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Start {
    /// As it stands: `7946 0018`, `+44 20 7946 0018`.
    Plain,
    /// With the digit for calls within the country: `020 7946 0018`.
    Trunk,
    /// With the digits for calls abroad: `0044 20 7946 0018`.
    Abroad,
}

/// A number that somebody looks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Wanted {
    digits: String,
    start: Start,
}

/// So many digits are a whole number, and not a part of one.
const WHOLE: usize = 7;

impl Wanted {
    /// None of a text that was not meant as a number, whatever digits it holds.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let number = without_extension(without_scheme(text));
        // Letters in the text mean that no number was meant.
        let digits = digits_of(&number).filter(|digits| !digits.is_empty())?;
        let start = match digits.as_bytes() {
            [b'0', b'0', ..] => Start::Abroad,
            [b'0', ..] => Start::Trunk,
            _ => Start::Plain,
        };
        Some(Self { digits, start })
    }

    /// Whether that number holds this one.
    pub(super) fn is_in(&self, number: &str) -> bool {
        let plain = number.strip_prefix('+').unwrap_or(number);
        if !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.is_in_digits(plain);
        }
        number_digits(number).is_some_and(|digits| self.is_in_digits(&digits))
    }

    fn is_in_digits(&self, number: &str) -> bool {
        let inner = self.digits.trim_start_matches('0');
        let number_inner = number.trim_start_matches('0');
        let is_found = match self.start {
            Start::Abroad => !inner.is_empty() && number_inner.starts_with(inner),
            Start::Trunk => is_national(inner, number_inner),
            Start::Plain => false,
        };
        // A list may have numbers as they are dialled within the country.
        let is_wider = number.starts_with('0')
            && number_inner.len() >= WHOLE
            && self.digits.ends_with(number_inner);
        is_found || is_wider || number.contains(&self.digits)
    }
}

/// Whether a number goes on with these digits behind the code of its country, which has up to three.
fn is_national(inner: &str, number: &str) -> bool {
    !inner.is_empty()
        && (0..=3).any(|code| number.get(code..).is_some_and(|rest| rest.starts_with(inner)))
}

/// The digits of a number as it came, without those of an extension.
pub(super) fn number_digits(number: &str) -> Option<String> {
    digits_of(&without_extension(without_scheme(number)))
}

/// The digits; None where letters stand among them.
fn digits_of(number: &str) -> Option<String> {
    // Between the code of the country and the number it is written, but not dialled.
    let number = number.replace("(0)", "");
    let has_letters = number.chars().any(|it| it.is_alphabetic() && !is_hidden(it));
    (!has_letters).then(|| number.chars().filter_map(digit).collect())
}

/// Without what links have before a number: `tel:+14155551234`.
fn without_scheme(text: &str) -> &str {
    let text = text.trim();
    let rest = text.split_once(':').filter(|(scheme, _)| {
        ["tel", "sip", "sms", "callto"].iter().any(|it| scheme.eq_ignore_ascii_case(it))
    });
    rest.map_or(text, |(_, rest)| rest)
}

/// In plain letters, without an extension: `ext. 7`, `x7`, `;ext=7`, `#7`.
fn without_extension(text: &str) -> String {
    let mut number: String = taken_apart(text).to_lowercase();
    let at = number.find(|it: char| it.is_alphabetic() || matches!(it, '#' | ';'));
    if let Some(at) = at.filter(|at| number.get(*at..).is_some_and(is_extension)) {
        number.truncate(at);
    }
    number
}

fn is_extension(text: &str) -> bool {
    let words = ["#", ";ext=", "extension", "ext", "x"];
    let rest = words.iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| !rest.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, number: &str, expected: bool) {
        let found = Wanted::parse(text).is_some_and(|wanted| wanted.is_in(number));
        assert_eq!(found, expected, "{text} in {number}");
    }

    #[test]
    fn numbers_are_found_as_people_write_them() {
        for text in [
            "+442079460018",
            "+44 20 7946 0018",
            "+44 (0)20 7946 0018",
            "0044 20 7946 0018",
            "020 7946 0018",
            "(020) 7946-0018",
            "020.7946.0018",
            "020/79460018",
            "020\u{2011}7946\u{2013}0018",
            "tel:+44-20-7946-0018",
            "TEL:+442079460018",
            "+44 20 7946 0018 ext 7",
            "+44 20 7946 0018 ext. 7",
            "+44 20 7946 0018x7",
            "+44 20 7946 0018 #7",
            "tel:+442079460018;ext=7",
            "\u{202a}+44 20 7946 0018\u{202c}",
            "\u{200e}020\u{a0}7946\u{202f}0018",
            "＋４４　２０　７９４６　００１８",
            "٠٢٠ ٧٩٤٦ ٠٠١٨",
            "०२० ७९४६ ००१८",
            "0018",
            "7946",
            "0207946",
            "02",
        ] {
            check(text, "+442079460018", true);
            check(text, "+44 (0)20 7946 0018", true);
            check(text, "tel:+44-20-7946-0018;ext=9", true);
        }
    }

    #[test]
    fn a_list_of_national_numbers_answers_to_all_of_it() {
        for text in ["+44 20 7946 0018", "0044 20 7946 0018", "020 7946 0018", "7946"] {
            check(text, "020 7946 0018", true);
        }
    }

    #[test]
    fn other_numbers_are_not_found() {
        check("0018", "+18005551234", true);
        check("0018", "+14155551834", false);
        check("0999", "+14159991834", false);
        check("555 9", "+14155551234", false);
        check("anna 4", "+14155551234", false);
        check("ext 7", "+14155551237", false);
        check("+", "+14155551234", false);
        check("", "+14155551234", false);
        check("1", "anonymous", false);
    }

    #[test]
    fn the_example_of_another_country() {
        check("(415) 555-1234", "+14155551234", true);
        check("1-415-555-1234", "+14155551234", true);
        check("011", "+14155551234", false);
    }
}
