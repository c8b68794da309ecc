//! "How many calls are live at once?" The most there ever were, and how many on average.
//!
//! The average is over the time in which any call was live, up to the last start or end that is known. So a night, a
//! pause or a closed window does not lower it, and it says how many lines a busy campaign uses, not how many it has.
//!
//! A recipient carries its last attempt only, so earlier ones do not count, and a call whose end carries no time takes
//! none.

use super::sample::as_f64;
use crate::store::short;
use crate::time::{Millis, Span};
use serde::{Deserialize, Serialize};

/// How many calls were live at once.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Concurrency {
    /// The most.
    pub peak: u32,
    /// What all calls took together.
    taken: Span,
    /// For how long any was live.
    over: Span,
}

impl Concurrency {
    /// Of when calls began and when calls ended, both in order. What has no end is live to the last of these times.
    pub(super) fn of(starts: &[Millis], ends: &[Millis]) -> Self {
        let Some((first, last)) = starts.first().copied().zip(starts.last().max(ends.last()))
        else {
            return Self::default();
        };
        let sum = |times: &[Millis]| times.iter().map(|it| (*it - first).as_f64()).sum::<f64>();
        let whole = (*last - first).as_f64();
        let live = as_f64(starts.len().saturating_sub(ends.len()));
        // While all that began before have ended, nothing is live until the next begins.
        let gaps = starts.iter().skip(1).zip(ends).map(|(start, end)| (*start - *end).max(Span(0)));
        let idle: f64 = gaps.map(Span::as_f64).sum();
        Self {
            peak: peak(starts, ends),
            taken: Span::from_f64(sum(ends) + live * whole - sum(starts)),
            over: Span::from_f64(whole - idle),
        }
    }

    /// How many were live on average while any was. None where no call took any time.
    pub fn average(&self) -> Option<f64> {
        (self.over > Span(0)).then(|| self.taken.as_f64() / self.over.as_f64())
    }
}

/// The most that were between a start and an end at once. What ends as another starts is not beside it.
fn peak(starts: &[Millis], ends: &[Millis]) -> u32 {
    let mut ended = 0;
    let mut most = 0;
    for (started, start) in (1..).zip(starts) {
        while ends.get(ended).is_some_and(|end| end <= start) {
            ended += 1;
        }
        most = most.max(started - ended.min(started));
    }
    short(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Of calls that begin then and last so long; those without a length are live.
    fn of(calls: &[(i64, Option<i64>)]) -> Concurrency {
        let mut starts: Vec<_> = calls.iter().map(|(start, _)| Millis(*start)).collect();
        let mut ends: Vec<_> =
            calls.iter().filter_map(|(start, length)| Some(Millis(start + (*length)?))).collect();
        starts.sort();
        ends.sort();
        Concurrency::of(&starts, &ends)
    }

    #[test]
    fn a_pause_does_not_lower_the_average() {
        let two = of(&[(0, Some(10)), (0, Some(10)), (1_000_000, Some(10)), (1_000_000, Some(10))]);
        assert_eq!((two.peak, two.average()), (2, Some(2.0)));
    }

    #[test]
    fn nothing_is_said_of_calls_that_took_no_time() {
        assert_eq!(of(&[]), Concurrency::default());
        assert_eq!(of(&[(5, Some(0)), (9, Some(0))]).average(), None);
        assert_eq!(of(&[(5, None)]).average(), None);
    }

    proptest! {
        #[test]
        fn they_are_what_one_counts_moment_by_moment(
            calls in prop::collection::vec((0_i64..200, prop::option::weighted(0.9, 0_i64..30)), 1..80),
        ) {
            let found = of(&calls);
            let end = |(start, length): &(i64, Option<i64>)| start + length.unwrap_or(0);
            let last = calls.iter().map(end).max().unwrap();
            let beside = |at: i64| {
                let is_live = |(start, length): &&(i64, Option<i64>)| {
                    *start <= at && length.is_none_or(|length| at < start + length)
                };
                i64::try_from(calls.iter().filter(is_live).count()).unwrap()
            };
            let peak = calls.iter().map(|(start, _)| beside(*start)).max().unwrap();
            prop_assert_eq!(i64::from(found.peak), peak);
            let counts: Vec<_> = (0..last).map(beside).filter(|count| *count > 0).collect();
            prop_assert_eq!(found.taken, Span(counts.iter().sum()));
            prop_assert_eq!(found.over, Span(i64::try_from(counts.len()).unwrap()));
        }
    }
}
