//! What of a person the screen, events and snapshots may show.

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
        let kept = KEPT.min(number.len() / 2);
        ["•••", number.get(number.len() - kept..).unwrap_or_default()].concat().into()
    }

    /// The service's words as they may be shown: without figures, where there are enough for
    /// somebody's number. A name that they quote cannot be told from other words.
    pub fn words(self, words: &str) -> Box<str> {
        let digits = words.bytes().filter(u8::is_ascii_digit).count();
        if self == Self::None || digits < LONG {
            return words.into();
        }
        let hidden = |letter: char| if letter.is_ascii_digit() { '•' } else { letter };
        words.chars().map(hidden).collect::<String>().into()
    }

    /// A name as it may be shown: `J. D.`
    pub fn name(self, name: &str) -> Box<str> {
        // Where nobody had a name, lists have the number in its place.
        if self != Self::All {
            return self.words(name);
        }
        let mut initials = String::new();
        for word in name.split_ascii_whitespace() {
            if !initials.is_empty() {
                initials.push(' ');
            }
            initials.extend(word.chars().next());
            initials.push('.');
        }
        initials.into()
    }
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
}
