//! How often a campaign is asked for.

use crate::time::Span;

/// When to ask again after an answer.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Refresh {
    /// By what the campaign is doing.
    #[default]
    Auto,
    /// This long after each answer.
    Every(Span),
    /// Only when a person asks.
    Manual,
}

impl Refresh {
    /// `auto`, `0`, or seconds of at least 5; at most a day, since timers end at 24.8 days.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match whole_number(text) {
            Some(0) => Some(Self::Manual),
            Some(seconds @ 5..=86_400) => Some(Self::Every(Span::seconds(seconds.into()))),
            Some(_) => None,
            None => (text == "auto").then_some(Self::Auto),
        }
    }
}

/// A number in digits alone: `parse` would take a sign too.
pub(super) fn whole_number(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refresh_intervals() {
        for (text, expected) in [
            ("auto", Some(Refresh::Auto)),
            ("0", Some(Refresh::Manual)),
            ("5", Some(Refresh::Every(Span::seconds(5)))),
            ("86400", Some(Refresh::Every(Span::seconds(86_400)))),
            ("4", None),
            ("-1", None),
            ("+30", None),
            ("often", None),
            ("99999999", None),
        ] {
            assert_eq!(Refresh::parse(text), expected, "{text}");
        }
    }
}
