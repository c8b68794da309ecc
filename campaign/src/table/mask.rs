//! What of a person the screen, events and snapshots may show.

use super::fold::digit;
use crate::batch_id::BatchId;
use serde::{Deserialize, Serialize};

/// How much is hidden. Whoever may see the screen's tools may see the page's memory too: this keeps
/// data from onlookers and screenshots, not from the page.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Mask {
    /// Nothing.
    #[default]
    None,
    /// All of a number but its end.
    Numbers,
    /// Numbers, and all of a name but its initials.
    All,
}

/// Letters of a number that stay readable: enough to tell neighbours in a list apart.
const KEPT: usize = 3;

/// So many digits may be somebody's number.
const LONG: usize = 5;

/// So many digits in a row may be a number in an identifier, which has digits of its own.
const WHOLE: usize = 7;

/// What stands for a digit that is hidden.
const DOT: char = '•';

impl Mask {
    /// The attribute's word; anything else hides nothing.
    pub fn parse(text: &str) -> Self {
        match text {
            "numbers" => Self::Numbers,
            "all" => Self::All,
            _ => Self::None,
        }
    }

    /// A number as it may be shown: `•••234`. The dots do not tell how long it is.
    pub fn number(self, number: &str) -> Box<str> {
        if self == Self::None || number.is_empty() {
            return number.into();
        }
        let count = number.chars().count();
        let kept = number.chars().skip(count - KEPT.min(count / 2));
        "•••".chars().chain(kept).collect::<String>().into()
    }

    /// The service's words as they may be shown: without figures, where there are enough for
    /// somebody's number. A name that they quote cannot be told from other words.
    pub fn words(self, words: &str) -> Box<str> {
        let digits = words.chars().filter(|letter| letter.is_numeric()).count();
        if self == Self::None || digits < LONG { words.into() } else { without_digits(words) }
    }

    /// A name as it may be shown: `J. D.`
    pub fn name(self, name: &str) -> Box<str> {
        // Where nobody had a name, lists have the number in its place.
        let name = self.words(name);
        if self != Self::All {
            return name;
        }
        let initial = |word: &str| word.chars().next().map(|first| format!("{first}."));
        let initials: Vec<String> = name.split_whitespace().filter_map(initial).collect();
        initials.join(" ").into()
    }

    /// An identifier as it may be shown, of somebody with that number: as it is, unless that number
    /// stands in it.
    pub fn identifier(self, id: &str, number: &str) -> Box<str> {
        let is_hidden = self != Self::None && holds_number(id, number);
        if is_hidden { without_digits(id) } else { id.into() }
    }

    /// The identifier of a call's record: other numbers in it are hidden as well, but for those that
    /// are part of a UUID.
    pub fn call_record(self, id: &str, number: &str) -> Box<str> {
        let runs = id.split(|letter: char| !letter.is_numeric());
        let is_long = runs.map(|run| run.chars().count()).max().unwrap_or(0) >= WHOLE;
        let is_hidden = self != Self::None && is_long && BatchId::parse(id).is_none();
        if is_hidden { without_digits(id) } else { self.identifier(id, number) }
    }
}

fn without_digits(text: &str) -> Box<str> {
    let hidden = |letter: char| if letter.is_numeric() { DOT } else { letter };
    text.chars().map(hidden).collect::<String>().into()
}

/// Whether an identifier holds the end of a number, whatever stands between its digits.
fn holds_number(id: &str, number: &str) -> bool {
    let [id, number] = [id, number].map(|it| it.chars().filter_map(digit).collect::<String>());
    let end = number.len().saturating_sub(WHOLE);
    number.get(end..).is_some_and(|end| end.len() >= LONG && id.contains(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(mask: &str, number: &str, name: &str) {
        let mask = Mask::parse(mask);
        let shown = (mask.number("+14155551234"), mask.name("John  Doe"));
        assert_eq!((&*shown.0, &*shown.1), (number, name), "{mask:?}");
    }

    #[test]
    fn each_mask_hides_what_it_says() {
        check("none", "+14155551234", "John  Doe");
        check("numbers", "•••234", "John  Doe");
        check("all", "•••234", "J. D.");
        check("everything", "+14155551234", "John  Doe");
    }

    #[test]
    fn a_number_in_the_place_of_a_name_is_hidden_like_one() {
        assert_eq!(&*Mask::Numbers.name("+14155551234"), "+•••••••••••");
        assert_eq!(&*Mask::Numbers.name("Studio 54"), "Studio 54");
        assert_eq!(&*Mask::All.name("+14155551234"), "+.");
        assert_eq!(&*Mask::None.name("+14155551234"), "+14155551234");
    }

    #[test]
    fn words_are_shown_without_numbers() {
        let check = |words: &str, shown: &str| {
            assert_eq!(&*Mask::None.words(words), words);
            for mask in [Mask::Numbers, Mask::All] {
                assert_eq!(&*mask.words(words), shown);
            }
        };
        check("", "");
        check("é SIP 4040", "é SIP 4040");
        check("+1 (415) 555-1234: SIP 404", "+• (•••) •••-••••: SIP •••");
    }

    #[test]
    fn short_numbers_are_not_given_away() {
        for (number, shown) in [("", ""), ("1", "•••"), ("112", "•••2"), ("12345", "•••45")]
        {
            assert_eq!(&*Mask::All.number(number), shown);
        }
    }

    /// Of each class that Unicode has for digits and numbers: of other scripts, wide, raised, in
    /// circles, and letters that count.
    const ZEROS: [char; 16] =
        ['0', '٠', '۰', '߀', '०', '০', '๐', '༠', '၀', '០', '０', '𝟎', '𑁦', '⓪', '⁰', '〇'];

    #[test]
    fn digits_of_every_kind_are_hidden() {
        for zero in ZEROS {
            let number: String = std::iter::repeat_n(zero, 11).collect();
            for mask in [Mask::Numbers, Mask::All] {
                let shown = mask.number(&number);
                assert_eq!(shown.chars().filter(|it| *it == zero).count(), KEPT, "{zero}");
                let texts = [
                    mask.words(&format!("no route to +{number}")),
                    mask.name(&number),
                    mask.call_record(&format!("call-{number}-1"), ""),
                ];
                for shown in texts {
                    assert!(!shown.contains(zero), "{shown}");
                }
            }
        }
        for letter in ('\0'..=char::MAX).filter(|letter| letter.is_numeric()) {
            let words = Mask::Numbers.words(&format!("{letter}{letter}{letter}{letter}{letter}"));
            assert_eq!(&*words, "•••••", "{letter}");
        }
    }

    #[test]
    fn identifiers_are_hidden_where_a_number_stands_in_them() {
        let check = |id: &str, shown: &str| {
            assert_eq!(&*Mask::None.call_record(id, "+14155551234"), id);
            assert_eq!(&*Mask::Numbers.call_record(id, "+14155551234"), shown);
        };
        check("call-uuid-1", "call-uuid-1");
        check("f1e2d3c4-5678-9012-3456-789012345678", "f1e2d3c4-5678-9012-3456-789012345678");
        check("f1e2d3c4-5678-9012-3456-014155551234", "f•e•d•c•-••••-••••-••••-••••••••••••");
        check("call-+14155551234", "call-+•••••••••••");
        check("1-415-555-1234/7", "•-•••-•••-••••/•");
        check("٤١٥٥٥٥١٢٣٤", "••••••••••");
        check("to-442079460018", "to-••••••••••••");
        let id = |id| Mask::Numbers.identifier(id, "+14155551234");
        assert_eq!(&*id("10000017"), "10000017");
        assert_eq!(&*id("tel-4155551234"), "tel-••••••••••");
    }

    #[test]
    fn words_apart_by_any_blank_are_words() {
        assert_eq!(&*Mask::All.name("山田\u{3000}太郎 J\u{a0}D"), "山. 太. J. D.");
        assert_eq!(&*Mask::All.name("415 555 1234"), "•. •. •.");
    }
}
