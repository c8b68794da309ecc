//! The freshness line.

use super::Locale;
use campaign::time::Span;
use campaign::view::{Freshness, Next};

/// Names of the buttons.
pub mod button {
    #![expect(missing_docs, reason = "each is its own text")]
    pub const REFRESH: &str = "Refresh now";
    pub const PAUSE: &str = "Pause refreshing";
    pub const RESUME: &str = "Resume refreshing";
    pub const RETRY: &str = "Try again";
}

/// `Updated 4 s ago`.
pub fn age(freshness: &Freshness, locale: &Locale) -> String {
    match freshness.age {
        None => String::new(),
        Some(age) if age < Span::seconds(1) => "Updated just now".into(),
        Some(age) => format!("Updated {} ago", locale.about(age)),
    }
}

/// `Refreshes in 8 s`.
pub fn next(next: Next, locale: &Locale) -> String {
    match next {
        Next::Asking => "Refreshing…".into(),
        Next::In(span) => format!("Refreshes in {}", locale.duration(rounded_up(span))),
        Next::Held => "Paused".into(),
        Next::Offline => "Offline".into(),
        Next::Manual => "Refreshes by hand".into(),
        Next::Done => "Final".into(),
    }
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
