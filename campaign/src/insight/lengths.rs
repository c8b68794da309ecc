//! "How long do calls last?" From dialling to the end of the call, ringing included: the API tells nothing of when
//! somebody picked up, so it is not talk time.

use super::sample::{as_count, as_f64, evenly};
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// A call of less than this ended at once.
pub const AT_ONCE: Span = Span::seconds(5);

/// How long calls took.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Lengths {
    count: u32,
    mean: Span,
    at_once: u32,
    /// From short to long: all of up to 512, of more 128 that lie evenly among them.
    kept: Vec<Span>,
}

impl Lengths {
    /// Of lengths in any order.
    pub fn of(mut lengths: Vec<Span>) -> Self {
        lengths.sort_unstable();
        let sum: f64 = lengths.iter().map(|it| it.as_f64()).sum();
        Self {
            count: u32::try_from(lengths.len()).unwrap_or(u32::MAX),
            mean: Span::from_f64(sum / as_f64(lengths.len()).max(1.0)),
            at_once: u32::try_from(lengths.partition_point(|it| *it < AT_ONCE)).unwrap_or(u32::MAX),
            kept: evenly(lengths),
        }
    }

    pub fn count(&self) -> u32 {
        self.count
    }

    /// How many ended at once.
    pub fn at_once(&self) -> u32 {
        self.at_once
    }

    /// None of no calls.
    pub fn mean(&self) -> Option<Span> {
        (self.count > 0).then_some(self.mean)
    }

    pub fn longest(&self) -> Option<Span> {
        self.kept.last().copied()
    }

    /// What calls last beyond so many milliseconds, on average of all calls.
    pub(super) fn mean_beyond(&self, millis: f64) -> f64 {
        let beyond: f64 = self.kept.iter().map(|it| (it.as_f64() - millis).max(0.0)).sum();
        beyond / as_f64(self.kept.len()).max(1.0)
    }

    /// The length that so large a share of the calls does not exceed: the median for 0.5.
    pub fn quantile(&self, share: f64) -> Option<Span> {
        let last = self.kept.len().checked_sub(1)?;
        self.kept.get(as_count(as_f64(last) * share) as usize).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn of_a_few() {
        let lengths = Lengths::of([3, 60, 4, 5, 100].map(Span::seconds).into());
        assert_eq!((lengths.count(), lengths.at_once()), (5, 2));
        assert_eq!(lengths.mean(), Some(Span(34_400)));
        assert_eq!(lengths.quantile(0.5), Some(Span::seconds(5)));
        assert_eq!(lengths.quantile(0.9), Some(Span::seconds(100)));
        assert_eq!(lengths.longest(), Some(Span::seconds(100)));
    }

    #[test]
    fn of_none() {
        let none = Lengths::default();
        assert_eq!((none.mean(), none.quantile(0.5), none.longest()), (None, None, None));
    }

    proptest! {
        #[test]
        fn a_quantile_has_its_share_below(mut all in prop::collection::vec(0_i64..9_999, 1..2_000), share in 0.0..1.0_f64) {
            let found = Lengths::of(all.iter().copied().map(Span).collect()).quantile(share).unwrap().0;
            all.sort_unstable();
            let below = as_f64(all.iter().filter(|it| **it < found).count()) / as_f64(all.len());
            let to = as_f64(all.iter().filter(|it| **it <= found).count()) / as_f64(all.len());
            let slack = 1.0 / as_f64(all.len().min(128)) + 0.005;
            prop_assert!(below <= share + slack && share <= to + slack, "{below} {share} {to}");
        }
    }
}
