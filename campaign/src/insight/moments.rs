//! When something happened to the recipients of a campaign, as often as it happened.

use super::sample::{as_f64, evenly};
use crate::time::Millis;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Times in order: all of up to 512; of more, 128 that lie evenly among them, between which the others are taken to
/// lie evenly too. So a campaign of 100,000 crosses from its worker in a few kilobytes.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Moments {
    count: u32,
    kept: Vec<Millis>,
}

impl Moments {
    /// Of times in any order.
    pub fn of(mut times: Vec<Millis>) -> Self {
        // By far the most campaigns come in the order in which they were dialled.
        times.sort();
        Self { count: u32::try_from(times.len()).unwrap_or(u32::MAX), kept: evenly(times) }
    }

    pub fn count(&self) -> u32 {
        self.count
    }

    pub fn first(&self) -> Option<Millis> {
        self.kept.first().copied()
    }

    pub fn last(&self) -> Option<Millis> {
        self.kept.last().copied()
    }

    /// How many lie before that time: exact of up to 512, and within one part in 127 of more.
    pub fn before(&self, time: Millis) -> f64 {
        let at = self.kept.partition_point(|it| *it < time);
        let (Some(low), Some(high)) =
            (at.checked_sub(1).and_then(|it| self.kept.get(it)), self.kept.get(at))
        else {
            return if at == 0 { 0.0 } else { f64::from(self.count) };
        };
        let step = f64::from(self.count - 1) / as_f64(self.kept.len() - 1);
        if step <= 1.0 {
            return as_f64(at);
        }
        let part = (time - *low).as_f64() / (*high - *low).as_f64().max(1.0);
        1.0 + (as_f64(at - 1) + part) * step
    }

    /// How many lie in there.
    pub fn within(&self, range: Range<Millis>) -> f64 {
        (self.before(range.end) - self.before(range.start)).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn few_are_counted_exactly_and_many_nearly(
            mut times in prop::collection::vec(0_i64..1_000_000, 1..3_000), from in 0_i64..1_000_000, to in 0_i64..1_000_000,
        ) {
            let (from, to) = (from.min(to), from.max(to));
            let moments = Moments::of(times.iter().copied().map(Millis).collect());
            times.sort_unstable();
            prop_assert_eq!(moments.first(), times.first().copied().map(Millis));
            prop_assert_eq!(moments.last(), times.last().copied().map(Millis));
            let counted = as_f64(times.iter().filter(|it| (from..to).contains(it)).count());
            let found = moments.within(Millis(from)..Millis(to));
            let tolerance = if times.len() <= 512 { 0.0 } else { 2.0 * as_f64(times.len()) / 127.0 + 2.0 };
            prop_assert!((found - counted).abs() <= tolerance, "{found} for {counted} of {}", times.len());
        }
    }

    #[test]
    fn none_is_none() {
        let none = Moments::default();
        assert_eq!((none.count(), none.first(), none.last()), (0, None, None));
        assert!(none.within(Millis(0)..Millis(9)).abs() < f64::EPSILON);
    }
}
