//! "Does a call hang?" Calls that are live for much longer than others took.
//!
//! A long talk is no fault: it is told as long, and not as broken.

use super::lengths::Lengths;
use super::moments::Moments;
use super::sample::as_count;
use crate::time::{Millis, Span};

/// A shorter call is never told.
const SHORTEST: Span = Span::minutes(15);
/// A call has to be so many times as long as all but one in twenty.
const TIMES: i64 = 3;

/// Calls that are live for very long.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Stuck {
    pub count: u32,
    /// For how long the longest of them is.
    pub longest: Span,
    /// What nineteen in twenty calls take at most; None before the first end.
    pub usual: Option<Span>,
}

/// Of the calls that are live since those times.
pub fn stuck(live: &Moments, lengths: &Lengths, now: Millis) -> Option<Stuck> {
    let usual = lengths.quantile(0.95);
    let limit = usual.map_or(SHORTEST, |usual| SHORTEST.max(Span(TIMES.saturating_mul(usual.0))));
    let count = as_count(live.before(now - limit));
    (count > 0).then_some(Stuck { count, longest: now - live.first()?, usual })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(live: &[i64], lengths: &[i64], expected: Option<(u32, i64)>) {
        let now = Millis(0) + Span::minutes(1000);
        let since = live.iter().map(|it| now - Span::minutes(*it)).collect();
        let lengths = Lengths::of(lengths.iter().map(|it| Span::minutes(*it)).collect());
        let found =
            stuck(&Moments::of(since), &lengths, now).map(|it| (it.count, it.longest.0 / 60_000));
        assert_eq!(found, expected, "{live:?}");
    }

    #[test]
    fn longer_than_a_quarter_of_an_hour_and_three_times_the_others() {
        check(&[], &[1, 2], None);
        check(&[15, 1], &[1, 2], None);
        check(&[16, 1, 22], &[1, 2], Some((2, 22)));
        check(&[16, 22], &[1, 8], None);
        check(&[16, 25], &[1, 8], Some((1, 25)));
        check(&[16], &[], Some((1, 16)));
    }
}
