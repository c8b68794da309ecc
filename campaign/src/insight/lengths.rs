//! "How long do calls last?" From dialling to the end of the call, ringing included: the API tells nothing of when
//! somebody picked up, so it is not talk time.
//!
//! The histogram counts every call and not a sample. Its bars are narrow where calls are short and wide where they are
//! long, so a bar's height says how many calls are in it, and not how many there are to a second.

use super::sample::{as_count, as_f64, evenly};
use crate::store::short;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// A call of less than this ended at once.
pub const AT_ONCE: Span = Span::seconds(5);

/// Where one bar of the histogram ends and the next begins: from calls that ended at once to an hour.
const EDGES: [Span; BARS - 1] = [
    AT_ONCE,
    Span::seconds(10),
    Span::seconds(20),
    Span::seconds(30),
    Span::minutes(1),
    Span::minutes(2),
    Span::minutes(3),
    Span::minutes(5),
    Span::minutes(10),
    Span::minutes(30),
    Span::minutes(60),
];
const BARS: usize = 12;

/// One bar of the histogram.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Bar {
    /// Its calls took so long at least,
    pub from: Span,
    /// and less than this; None of the last, which has no end.
    pub to: Option<Span>,
    pub count: u32,
}

/// How long calls took.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Lengths {
    count: u32,
    mean: Span,
    /// How many calls are in each bar.
    bars: [u32; BARS],
    /// From short to long: all of up to 512, of more 128 that lie evenly among them.
    kept: Vec<Span>,
}

impl Lengths {
    /// Of lengths in any order.
    pub fn of(mut lengths: Vec<Span>) -> Self {
        lengths.sort_unstable();
        let sum: f64 = lengths.iter().map(|it| it.as_f64()).sum();
        Self {
            count: short(lengths.len()),
            mean: Span::from_f64(sum / as_f64(lengths.len()).max(1.0)),
            bars: bars(&lengths),
            kept: evenly(lengths),
        }
    }

    pub fn count(&self) -> u32 {
        self.count
    }

    /// How many ended at once.
    pub fn at_once(&self) -> u32 {
        let [at_once, ..] = self.bars;
        at_once
    }

    /// The bars from short to long, those of no calls included. Together they count every call.
    pub fn histogram(&self) -> impl Iterator<Item = Bar> {
        let from = std::iter::once(Span(0)).chain(EDGES);
        let to = EDGES.into_iter().map(Some).chain([None]);
        from.zip(to).zip(self.bars).map(|((from, to), count)| Bar { from, to, count })
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

    /// How many calls took longer than that, and their share of the time of all: exact of up to 512 calls.
    pub(super) fn longer_than(&self, length: Span) -> (u32, f64) {
        let sum = |of: &[Span]| of.iter().map(|it| it.as_f64()).sum::<f64>();
        let short = self.kept.partition_point(|it| *it <= length);
        let long = self.kept.get(short..).unwrap_or_default();
        let part = as_f64(long.len()) / as_f64(self.kept.len()).max(1.0);
        (as_count(part * f64::from(self.count)), sum(long) / sum(&self.kept).max(1.0))
    }

    /// The length that so large a share of the calls does not exceed: the median for 0.5.
    pub fn quantile(&self, share: f64) -> Option<Span> {
        let last = self.kept.len().checked_sub(1)?;
        self.kept.get(as_count(as_f64(last) * share) as usize).copied()
    }
}

/// How many of the sorted lengths are in each bar.
fn bars(sorted: &[Span]) -> [u32; BARS] {
    let mut rest = sorted;
    let mut bars = [0; BARS];
    for (at, bar) in bars.iter_mut().enumerate() {
        let count = EDGES.get(at).map_or(rest.len(), |edge| rest.partition_point(|it| it < edge));
        *bar = short(count);
        rest = rest.get(count..).unwrap_or_default();
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_length_on_an_edge_is_in_the_longer_bar() {
        let lengths = [0, 4, 5, 9, 10, 59, 60, 3_599, 3_600, 99_999].map(Span::seconds);
        let bars: Vec<_> = Lengths::of(lengths.into()).histogram().collect();
        assert_eq!(
            bars.iter().map(|it| it.count).collect::<Vec<_>>(),
            [2, 2, 1, 0, 1, 1, 0, 0, 0, 0, 1, 2]
        );
        assert_eq!(bars[0], Bar { from: Span(0), to: Some(AT_ONCE), count: 2 });
        assert_eq!(bars[11], Bar { from: Span::minutes(60), to: None, count: 2 });
    }

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
        fn a_histogram_counts_every_call_once(all in prop::collection::vec(0_i64..5_000, 0..2_000)) {
            let lengths = Lengths::of(all.iter().copied().map(Span::seconds).collect());
            for bar in lengths.histogram() {
                let end = bar.to.unwrap_or(Span(i64::MAX));
                let naive = all.iter().filter(|it| (bar.from..end).contains(&Span::seconds(**it))).count();
                prop_assert_eq!(bar.count as usize, naive, "{:?}", bar);
            }
            prop_assert_eq!(lengths.histogram().map(|it| it.count).sum::<u32>(), lengths.count());
            let at_once = all.iter().filter(|it| **it < 5).count();
            prop_assert_eq!(lengths.at_once() as usize, at_once);
        }

        #[test]
        fn the_longer_ones_are_what_one_counts(all in prop::collection::vec(0_i64..100, 1..512), than in 0_i64..100) {
            let lengths = Lengths::of(all.iter().copied().map(Span::seconds).collect());
            let (count, share) = lengths.longer_than(Span::seconds(than));
            let long: Vec<_> = all.iter().filter(|it| **it > than).collect();
            prop_assert_eq!(count as usize, long.len());
            let [long, all] = [long.into_iter().sum::<i64>(), all.iter().sum()].map(|it| Span(it).as_f64());
            prop_assert!((share * all - long).abs() < 1e-6, "{share}");
        }

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
