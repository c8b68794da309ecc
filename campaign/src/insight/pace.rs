//! "How fast does it go?" How many calls began and ended when, and how many end in a minute.
//!
//! The picture is whole from the first answer, since every recipient carries its times. Its bins are equal, begin with
//! the first dial, and stay where they are from one answer to the next: when they become too many, each takes in its
//! neighbour.
//!
//! A rate counts the calls that ended, in open time only. That of the latest quarter of an hour is told where it differs
//! from the rate before it beyond chance, by the rule of the forecast ([`super::eta`]), and else only that of the whole.
//! No rate is told of fewer than 5 ends or of less than a minute. Of campaigns with more than 512 ends the latest ones
//! are counted by a sample ([`Moments`](super::moments::Moments)), within one part in 127 of all.
//!
//! It does not say why a pace changed. A recipient carries its last attempt only, so where calls are repeated, fewer are
//! counted than were made.

use super::eta::{FEWEST, Pace as Known, Progress, SHORTEST};
use super::open_time::{OpenTime, length};
use super::sample::as_count;
use crate::store::short;
use crate::time::{HOUR, MINUTE, Millis, Span};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// There are no more bins than this,
const MOST: usize = 40;
/// and none is narrower than this.
const NARROWEST: Span = Span::seconds(15);
/// The latest open time whose rate may be told beside that of the whole.
const LATEST: Span = Span::minutes(15);

/// When calls began and ended, counted in equal bins from the first start on.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Bins {
    /// The first start; None before it.
    from: Option<Millis>,
    /// How wide a bin is.
    width: Span,
    /// Up to the last start or end.
    starts: Vec<u32>,
    ends: Vec<u32>,
}

/// How many calls began and ended in a while. The last one is not over yet and may be as short as a moment, which lies
/// in it then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bin {
    pub time: Range<Millis>,
    pub starts: u32,
    pub ends: u32,
}

/// How fast calls end.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Pace {
    /// In all the open time since the first dial.
    pub whole: Rate,
    /// In the latest of it, where that differs beyond chance.
    pub latest: Option<Rate>,
}

/// So many ends in so much open time.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Rate {
    pub ends: u32,
    pub over: Span,
}

/// A rate as people say it.
#[derive(Copy, Clone, PartialEq, Debug)]
pub enum Told {
    AMinute(f64),
    /// Where it is less than one a minute.
    AnHour(f64),
}

impl Bins {
    /// Of all starts and ends, both in order.
    pub(super) fn of(starts: &[Millis], ends: &[Millis]) -> Self {
        let Some((from, last)) = starts.first().copied().zip(starts.last().max(ends.last())) else {
            return Self::default();
        };
        let (mut width, whole) = (NARROWEST, *last - from);
        while count(whole, width) > MOST {
            width = width + width;
        }
        let count = count(whole, width);
        let [starts, ends] = [starts, ends].map(|times| counted(times, from, width, count));
        Self { from: Some(from), width, starts, ends }
    }

    /// The bins up to then, the last of which is cut off there. Those of later starts and ends are there too.
    pub fn until(&self, until: Millis) -> Vec<Bin> {
        let Some(from) = self.from else { return Vec::new() };
        let needed = self.starts.len().max(count(until - from, self.width));
        let joined = needed.div_ceil(MOST).next_power_of_two();
        let width = Span(self.width.0.saturating_mul(i64::from(short(joined))));
        let sum = |counts: &[u32], at: usize| {
            counts.iter().skip(at.saturating_mul(joined)).take(joined).sum()
        };
        let edges = (0..).map(|at| from + Span(width.0.saturating_mul(at)));
        let bin = |(at, start): (usize, Millis)| Bin {
            time: start..(start + width).min(until.max(start)),
            starts: sum(&self.starts, at),
            ends: sum(&self.ends, at),
        };
        (0..needed.div_ceil(joined)).zip(edges).map(bin).collect()
    }
}

/// How many bins of that width hold a stretch of time, the last moment included.
fn count(whole: Span, width: Span) -> usize {
    usize::try_from(whole.0.div_euclid(width.0).saturating_add(1)).unwrap_or(0)
}

/// How many of the sorted times are in each of so many bins.
fn counted(times: &[Millis], from: Millis, width: Span, count: usize) -> Vec<u32> {
    let mut counts = vec![0; count];
    for time in times {
        let at = usize::try_from((*time - from).0 / width.0).unwrap_or(0);
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    }
    counts
}

impl Progress {
    /// From the first dial to the end of the last call.
    pub fn took(&self) -> Option<Span> {
        Some((self.ends.last()? - self.began?).max(Span(0)))
    }
}

/// How fast calls ended until then; None is until the last end, of a campaign that dials no more.
pub fn pace(progress: &Progress, until: Option<Millis>, time: OpenTime<'_>) -> Option<Pace> {
    let until = until.or(progress.ends.last())?;
    let parts = time.within(&(progress.began?..until));
    let whole = Rate { ends: progress.ends.count(), over: length(&parts) };
    whole.is_told().then(|| Pace { whole, latest: latest(progress, &parts, whole) })
}

/// The rate of the latest part of these stretches of open time, where it differs from that before.
fn latest(progress: &Progress, parts: &[Range<Millis>], whole: Rate) -> Option<Rate> {
    let before = Span(whole.over.0 - LATEST.0);
    let since = since(parts, LATEST).filter(|_| before >= SHORTEST)?;
    let ends_before = progress.ends.before(since);
    let Known { dispersion, .. } = progress.pace_over(parts);
    let ends = (f64::from(whole.ends) - ends_before).max(0.0);
    let latest = Known { ends, over: LATEST.as_f64(), dispersion };
    let earlier = Known { ends: ends_before, over: before.as_f64(), dispersion };
    latest.differs_from(earlier).then_some(Rate { ends: as_count(ends), over: LATEST })
}

/// Since when so much of these stretches of open time is left; None where they are shorter together.
fn since(parts: &[Range<Millis>], span: Span) -> Option<Millis> {
    let mut left = span;
    for part in parts.iter().rev() {
        let length = part.end - part.start;
        if left <= length {
            return Some(part.end - left);
        }
        left = Span(left.0 - length.0);
    }
    None
}

impl Rate {
    /// How many end in so much time.
    pub fn per(self, span: Span) -> f64 {
        f64::from(self.ends) * span.as_f64() / self.over.as_f64()
    }

    /// In the unit in which it is not less than one, if there is such a unit.
    pub fn told(self) -> Told {
        let a_minute = self.per(Span(MINUTE));
        if a_minute < 1.0 { Told::AnHour(self.per(HOUR)) } else { Told::AMinute(a_minute) }
    }

    fn is_told(self) -> bool {
        self.ends >= FEWEST && self.over >= SHORTEST
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CallingWindow;
    use crate::insight::moments::Moments;
    use proptest::prelude::*;

    const ALWAYS: OpenTime<'static> = OpenTime { window: None, zone: &|_| Span(0) };

    fn at(minutes: i64) -> Millis {
        Millis(0) + Span::minutes(minutes)
    }

    /// Calls of no length at these minutes.
    fn progress(minutes: impl IntoIterator<Item = i64>) -> Progress {
        let ends: Vec<_> = minutes.into_iter().map(at).collect();
        let began = ends.first().copied();
        Progress { began, ends: Moments::of(ends), ..Progress::default() }
    }

    fn found(minutes: impl IntoIterator<Item = i64>, until: i64) -> Option<Pace> {
        pace(&progress(minutes), Some(at(until)), ALWAYS)
    }

    fn rate(ends: u32, minutes: i64) -> Rate {
        Rate { ends, over: Span::minutes(minutes) }
    }

    #[test]
    fn an_even_pace_is_told_once() {
        assert_eq!(found(0..60, 60), Some(Pace { whole: rate(60, 60), latest: None }));
        assert_eq!(rate(60, 60).told(), Told::AMinute(1.0));
        assert_eq!(rate(59, 60).told(), Told::AnHour(59.0));
    }

    #[test]
    fn a_pace_that_changed_is_told_beside_the_whole() {
        let minutes = (0..120).step_by(4).chain((120..135).flat_map(|it| [it; 3]));
        let pace = found(minutes, 135).unwrap();
        assert_eq!(pace, Pace { whole: rate(75, 135), latest: Some(rate(45, 15)) });
    }

    #[test]
    fn nothing_is_told_of_too_little() {
        assert_eq!(found(0..4, 60), None, "four ends");
        assert_eq!(found([0; 9], 0), None, "no time");
        assert_eq!(pace(&Progress::default(), Some(at(9)), ALWAYS), None);
        // Of the latest alone, either.
        let slow = (0..120).chain([125]);
        assert_eq!(found(slow, 135).unwrap().latest, None);
    }

    #[test]
    fn a_night_is_no_time_in_which_calls_could_end() {
        let window =
            CallingWindow::from_json(r#"{"window_start_time":"09:00","window_end_time":"10:00"}"#);
        let time = OpenTime { window, zone: &|_| Span(0) };
        let day = 24 * 60;
        let mornings = (540..600).chain(day + 540..day + 550);
        let pace = pace(&progress(mornings), Some(at(day + 550)), time).unwrap();
        assert_eq!(pace, Pace { whole: rate(70, 70), latest: None });
    }

    #[test]
    fn a_campaign_that_dials_no_more_does_not_become_slower() {
        let over = pace(&progress(0..61), None, ALWAYS).unwrap();
        assert_eq!(over.whole, rate(61, 60));
        assert_eq!(progress(0..61).took(), Some(Span::minutes(60)));
        assert_eq!(Progress::default().took(), None);
    }

    #[test]
    fn bins_go_on_to_the_present_and_end_with_the_campaign() {
        let bins = Bins::of(&[at(0), at(1)], &[at(2)]);
        let said = |until: Millis| {
            let bins = bins.until(until);
            assert!(bins.iter().zip(bins.iter().skip(1)).all(|(a, b)| a.time.end == b.time.start));
            (bins.len(), bins.last().map(|it| it.time.end))
        };
        assert_eq!(said(at(2)), (9, Some(at(2))));
        assert_eq!(said(at(3) + Span(1)), (13, Some(at(3) + Span(1))));
        assert_eq!(said(at(60)), (31, Some(at(60))));
        assert_eq!(Bins::default().until(at(9)), []);
    }

    proptest! {
        #[test]
        fn each_bin_counts_what_lies_in_it(
            mut starts in prop::collection::vec(0_i64..2_000_000, 1..200),
            lengths in prop::collection::vec(0_i64..200_000, 0..200),
            later in 0_i64..90_000_000,
        ) {
            starts.sort_unstable();
            let mut ends: Vec<_> = starts.iter().zip(&lengths).map(|(a, b)| a + b).collect();
            ends.sort_unstable();
            let millis = |times: &[i64]| times.iter().copied().map(Millis).collect::<Vec<_>>();
            let (starts, ends) = (millis(&starts), millis(&ends));
            let last = starts.iter().chain(&ends).max().copied().unwrap();
            let until = last + Span(later);
            let bins = Bins::of(&starts, &ends).until(until);
            prop_assert!((1..=MOST).contains(&bins.len()));
            prop_assert_eq!(bins[0].time.start, starts[0]);
            let end = bins.last().unwrap().time.end;
            prop_assert_eq!(end, until);
            // What lies on the very end of the last bin is in it.
            let is_in = |bin: &Bin, it: &Millis| bin.time.contains(it) || *it == end && bin.time.end == end;
            for bin in &bins {
                let counted = |times: &[Millis]| times.iter().filter(|it| is_in(bin, it)).count();
                prop_assert_eq!(bin.starts as usize, counted(&starts), "{:?}", bin);
                prop_assert_eq!(bin.ends as usize, counted(&ends), "{:?}", bin);
            }
        }

        #[test]
        fn a_rate_is_what_one_counts(
            mut minutes in prop::collection::vec(0_i64..300, 5..200), rest in 1_i64..100,
        ) {
            minutes.sort_unstable();
            let until = minutes.last().unwrap() + rest;
            let over = until - minutes[0];
            let pace = found(minutes.iter().copied(), until).unwrap();
            prop_assert_eq!(pace.whole, rate(u32::try_from(minutes.len()).unwrap(), over));
            if let Some(latest) = pace.latest {
                let counted = minutes.iter().filter(|it| **it >= until - 15).count();
                prop_assert_eq!(latest, rate(u32::try_from(counted).unwrap(), 15));
                let whole = pace.whole.per(LATEST);
                prop_assert!((latest.per(LATEST) - whole).abs() > whole.sqrt().min(1.0), "{pace:?}");
            }
        }
    }
}
