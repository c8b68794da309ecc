//! The freshness line.

use super::{Locale, Message};
use campaign::time::Span;
use campaign::view::{Freshness, Next};

/// `Updated 4 s ago`.
pub fn age(freshness: &Freshness, locale: &Locale) -> String {
    match freshness.age {
        None => String::new(),
        Some(age) if age < Span::seconds(1) => locale.word(Message::UpdatedNow).into(),
        Some(age) => locale.with(Message::Updated, locale.about(age)),
    }
}

/// `Refreshes in 8 s`.
pub fn next(next: Next, locale: &Locale) -> String {
    let message = match next {
        Next::Asking => Message::Refreshing,
        Next::In(span) => {
            return locale.with(Message::RefreshesIn, locale.duration(rounded_up(span)));
        }
        Next::Sparing(span) => {
            return locale.with(Message::SparesRequests, locale.duration(rounded_up(span)));
        }
        Next::Again(span) => {
            return locale.with(Message::TriesAgainIn, locale.duration(rounded_up(span)));
        }
        Next::Held => Message::IsHeld,
        Next::Offline => Message::Offline,
        Next::Manual => Message::ByHand,
        Next::Done => Message::Final,
    };
    locale.word(message).into()
}

/// A countdown reads 1 until it is over, never 0.
pub(crate) fn rounded_up(span: Span) -> Span {
    Span((span.0.max(1) + 999) / 1000 * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_countdown_ends_at_one() {
        assert_eq!(rounded_up(Span(1)), Span::seconds(1));
        assert_eq!(rounded_up(Span(0)), Span::seconds(1));
        assert_eq!(rounded_up(Span(9_001)), Span::seconds(10));
        assert_eq!(rounded_up(Span(9_000)), Span::seconds(9));
    }
}
