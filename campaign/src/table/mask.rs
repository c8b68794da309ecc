//! What of a person the screen, events and snapshots may show (features.md 18).

/// How much is hidden. Whoever may see the screen's tools may see the page's memory too: this keeps
/// data from onlookers and screenshots, not from the page.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
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

/// In the place of what is not shown.
const HIDDEN: &str = "•••";

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
        [HIDDEN, number.get(number.len() - kept..).unwrap_or_default()].concat().into()
    }

    /// The service's words as they may be shown: without what may be somebody's number. A name that
    /// they quote cannot be told from other words.
    pub fn words(self, words: &str) -> String {
        if self == Self::None {
            return words.into();
        }
        let (mut shown, mut number, mut digits) = (String::new(), String::new(), 0);
        // The last letter ends a number, and is not there.
        for letter in words.chars().chain(['\0']) {
            let is_digit = letter.is_ascii_digit();
            if is_digit || digits > 0 && matches!(letter, ' ' | '-' | '.' | '(' | ')' | '/') {
                digits += usize::from(is_digit);
                number.push(letter);
                continue;
            }
            shown.push_str(if digits < LONG { &number } else { HIDDEN });
            if digits >= LONG && number.ends_with(' ') {
                shown.push(' ');
            }
            shown.extend(Some(letter).filter(|letter| *letter != '\0'));
            number.clear();
            digits = 0;
        }
        shown
    }

    /// A name as it may be shown: `J. D.`
    pub fn name(self, name: &str) -> Box<str> {
        if self != Self::All {
            return name.into();
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
    fn words_are_shown_without_numbers() {
        let check = |words: &str, shown: &str| {
            assert_eq!(Mask::None.words(words), words);
            assert_eq!([Mask::Numbers, Mask::All].map(|mask| mask.words(words)), [shown, shown]);
        };
        check("", "");
        check("é +14155551234: SIP 404", "é +•••: SIP 404");
        check("to +1 (415) 555-1234 failed", "to +••• failed");
        check("030/1234567", "•••");
        check("404 - 7 or 12. 3", "404 - 7 or 12. 3");
        check("-12345-", "-•••");
    }

    #[test]
    fn short_numbers_are_not_given_away() {
        for (number, shown) in [("", ""), ("1", "•••"), ("112", "•••2"), ("12345", "•••45")]
        {
            assert_eq!(&*Mask::All.number(number), shown);
        }
    }
}
