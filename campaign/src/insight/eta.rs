//! "When will it be done?" From the pace at which calls have ended so far, counted in open time only, and
//! said as a range.
//!
//! It claims nothing of a campaign that does not dial, or of which too little is known.

use super::lengths::Lengths;
use super::moments::Moments;
use super::open_time::{OpenTime, length};
use super::sample::{as_count, as_f64};
use crate::time::{HOUR, MINUTE, Millis, Span};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// When a campaign is likely to be done.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Eta {
    pub at: Millis,
    /// It is done after this with a chance of nine in ten,
    pub earliest: Millis,
    /// and before that too.
    pub latest: Millis,
    /// So many calls end in an hour of open time.
    pub per_hour: u32,
    /// Who is left when the window closes next, if it is not done by then.
    pub left: Option<Left>,
}

/// Those whose turn comes in a later opening of the window.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Left {
    pub closes: Millis,
    pub about: u32,
}

/// What it is made of.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Progress {
    /// When the first call was dialled.
    pub began: Option<Millis>,
    /// When calls ended.
    pub ends: Moments,
    /// From dialling to the end of the calls that ended.
    pub lengths: Lengths,
}

/// Of fewer ends nothing is said,
pub(super) const FEWEST: u32 = 5;
/// nor of those of a shorter time.
pub(super) const SHORTEST: Span = Span::minutes(1);
/// Older calls say nothing of the pace of today.
const LONGEST: Span = Span::minutes(14 * 24 * 60);
/// Open time is looked at in up to so many equal bins.
const MOST_BINS: u32 = 40;
/// Of so many ends in a bin on average its count says something.
const ENDS_A_BIN: u32 = 4;
/// In standard deviations: so much two paces differ before the later one counts alone.
const BEYOND_CHANCE: f64 = 3.0;
/// To a thousandth of the longest call.
const HALVINGS: u32 = 10;
/// In standard deviations. Four fifths of a normal distribution lie within 1.28; a pace may also change later, so this is
/// what the truth stays in four times out of five (docs/insight.md).
const SPREAD: f64 = 1.87;

/// A pace, and how sure it is.
#[derive(Copy, Clone, Debug)]
pub(super) struct Pace {
    pub(super) ends: f64,
    /// Of open time, in milliseconds.
    pub(super) over: f64,
    /// The variance of its counts over their mean: 1 where calls end by chance, more in bursts.
    pub(super) dispersion: f64,
}

impl Pace {
    fn of(counts: &[f64], width: f64) -> Self {
        let count = as_f64(counts.len());
        let ends: f64 = counts.iter().sum();
        let mean = ends / count.max(1.0);
        // From one bin to the next, so that a change of pace is not taken for bursts.
        let steps = counts.iter().zip(counts.iter().skip(1));
        let squares: f64 = steps.map(|(a, b)| (b - a).powi(2) / 2.0).sum();
        let is_known = counts.len() >= 8 && mean > 0.0;
        let dispersion = if is_known { squares / (count - 1.0) / mean } else { 1.0 };
        Self { ends, over: width * count, dispersion: dispersion.clamp(0.5, 4.0) }
    }

    fn rate(self) -> f64 {
        self.ends / self.over
    }

    /// Whether it is another than the pace before beyond chance. Both are as sure as this one.
    pub(super) fn differs_from(self, before: Self) -> bool {
        let spread =
            self.dispersion * (before.ends / before.over.powi(2) + self.ends / self.over.powi(2));
        self.ends >= f64::from(FEWEST)
            && (self.rate() - before.rate()).abs() > BEYOND_CHANCE * spread.sqrt()
    }
}

impl Progress {
    /// When so many who wait will all have been called, if it goes on dialling as it did.
    pub fn eta(&self, waiting: u32, now: Millis, time: OpenTime<'_>) -> Option<Eta> {
        let pace = self.told_pace(waiting, now, time)?;
        let waiting = f64::from(waiting);
        let spread =
            (SPREAD * (pace.dispersion * (1.0 / pace.ends.max(1.0) + 1.0 / waiting)).sqrt()).exp();
        let dialled = waiting / pace.rate();
        // Calls go on where the window closes, but dialling does not.
        let done = |dialled: f64, share: f64| {
            Some(time.after(now, Span::from_f64(dialled))? + self.overhang(pace, share))
        };
        Some(Eta {
            at: done(dialled, 0.5)?,
            earliest: done(dialled / spread, 0.1)?,
            latest: done(dialled * spread, 0.9)?,
            per_hour: as_count(pace.rate() * HOUR.as_f64()),
            left: left(waiting, now, pace, time),
        })
    }

    /// The open time until so many who wait will all have been dialled.
    pub(super) fn takes(&self, waiting: u32, now: Millis, time: OpenTime<'_>) -> Option<Span> {
        let pace = self.told_pace(waiting, now, time)?;
        Some(Span::from_f64(f64::from(waiting) / pace.rate()))
    }

    /// The pace now, where enough is known for a forecast and somebody waits for it.
    fn told_pace(&self, waiting: u32, now: Millis, time: OpenTime<'_>) -> Option<Pace> {
        if self.ends.count() < FEWEST || waiting == 0 { None } else { self.pace(now, time) }
    }

    /// How long the last call goes on once everybody was dialled, with so much of a chance that it is no longer. Where
    /// calls begin by chance and each goes on for its own time, the number of those that go on for longer than a time
    /// has a Poisson distribution; its mean is the pace times what calls last beyond that time on average.
    fn overhang(&self, pace: Pace, share: f64) -> Span {
        let allowed = -share.ln() / pace.rate();
        let (mut short, mut long) = (0.0, self.lengths.longest().map_or(0.0, Span::as_f64));
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(short, long);
            let is_short = self.lengths.mean_beyond(middle) > allowed;
            *(if is_short { &mut short } else { &mut long }) = middle;
        }
        Span::from_f64(long)
    }

    /// The pace now: of all the time since it began to dial, or of the end of it where that differs beyond chance.
    fn pace(&self, now: Millis, time: OpenTime<'_>) -> Option<Pace> {
        let from = self.began.or(self.ends.first())?.max(now - LONGEST);
        let parts = time.within(&(from..now));
        let whole = length(&parts);
        if whole < SHORTEST {
            return None;
        }
        let (counts, width) = self.bins(&parts);
        let all = Pace::of(&counts, width);
        let mut latest = [8, 4, 2]
            .into_iter()
            .filter_map(|part| counts.split_at_checked(counts.len() - counts.len() / part));
        let changed = latest.find(|(before, after)| {
            let after = Pace { dispersion: all.dispersion, ..Pace::of(after, width) };
            after.differs_from(Pace::of(before, width))
        });
        let (_, after) = changed.unwrap_or((&[], &counts));
        let pace = Pace { dispersion: all.dispersion, ..Pace::of(after, width) };
        (pace.ends > 0.0).then_some(pace)
    }

    /// The pace of all of these stretches of open time.
    pub(super) fn pace_over(&self, parts: &[Range<Millis>]) -> Pace {
        let (counts, width) = self.bins(parts);
        Pace::of(&counts, width)
    }

    /// How many calls ended in each of some equal bins of open time, and how wide those are.
    fn bins(&self, parts: &[Range<Millis>]) -> (Vec<f64>, f64) {
        let bins = (self.ends.count() / ENDS_A_BIN).clamp(1, MOST_BINS);
        let width = length(parts).as_f64() / f64::from(bins);
        (self.counts(parts, width, bins), width)
    }

    /// How many calls ended in each bin of so much open time. What ended while it was closed belongs to the bin before.
    fn counts(&self, parts: &[Range<Millis>], width: f64, bins: u32) -> Vec<f64> {
        let mut edges = Vec::new();
        let mut passed = 0.0;
        for part in parts {
            let length = (part.end - part.start).as_f64();
            while as_f64(edges.len()) + 1.0 < f64::from(bins)
                && (as_f64(edges.len()) + 1.0) * width < passed + length
            {
                let into = (as_f64(edges.len()) + 1.0) * width - passed;
                edges.push(part.start + Span::from_f64(into));
            }
            passed += length;
        }
        let first = parts.first().map(|part| self.ends.before(part.start));
        let last = parts.last().map(|part| self.ends.before(part.end + Span(MINUTE)));
        let ranks: Vec<f64> = first
            .into_iter()
            .chain(edges.into_iter().map(|it| self.ends.before(it)))
            .chain(last)
            .collect();
        ranks.iter().zip(ranks.iter().skip(1)).map(|(a, b)| (b - a).max(0.0)).collect()
    }
}

/// Those whose turn comes in a later opening.
fn left(waiting: f64, now: Millis, pace: Pace, time: OpenTime<'_>) -> Option<Left> {
    let opening = time.window.and_then(|_| time.openings(now).next())?;
    let done = (opening.end - now.max(opening.start)).as_f64() * pace.rate();
    let about = as_count(waiting - done);
    (about > 0).then_some(Left { closes: opening.end, about })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CallingWindow;
    use proptest::prelude::*;

    fn at(text: &str) -> Millis {
        Millis::parse(text).unwrap()
    }

    /// Calls of two seconds each, at these minutes after a start.
    fn progress(start: &str, minutes: impl IntoIterator<Item = i64>) -> Progress {
        let starts: Vec<_> = minutes.into_iter().map(|it| at(start) + Span::minutes(it)).collect();
        let ends: Vec<_> = starts.iter().map(|it| *it + Span::seconds(2)).collect();
        Progress {
            lengths: Lengths::of(vec![Span::seconds(2); ends.len()]),
            began: starts.first().copied(),
            ends: Moments::of(ends),
        }
    }

    fn window(start: &str, end: &str) -> Option<CallingWindow> {
        CallingWindow::from_json(&format!(
            r#"{{"window_start_time":"{start}","window_end_time":"{end}"}}"#
        ))
    }

    const UTC: crate::time::Zone<'static> = &|_| Span(0);
    const ALWAYS: OpenTime<'static> = OpenTime { window: None, zone: UTC };

    #[test]
    fn one_a_minute_and_sixty_left_is_an_hour() {
        let eta = progress("2024-02-15T09:00:00Z", 0..60)
            .eta(60, at("2024-02-15T10:00:00Z"), ALWAYS)
            .unwrap();
        let off = (eta.at - at("2024-02-15T11:00:00Z")).0.abs();
        assert!(off < 10_000, "{off}");
        assert!(eta.earliest < eta.at && eta.at < eta.latest);
        assert_eq!((eta.left, eta.per_hour), (None, 60));
    }

    #[test]
    fn nothing_is_said_of_too_little() {
        let now = at("2024-02-15T10:00:00Z");
        let said = |progress: Progress, waiting| progress.eta(waiting, now, ALWAYS).is_some();
        assert!(said(progress("2024-02-15T09:00:00Z", 0..5), 60));
        assert!(!said(progress("2024-02-15T09:00:00Z", 0..4), 60), "four ends");
        assert!(!said(progress("2024-02-15T09:00:00Z", 0..60), 0), "nobody waits");
        assert!(!said(progress("2024-02-15T09:59:30Z", [0; 9]), 60), "half a minute");
        assert!(!said(Progress::default(), 9));
    }

    #[test]
    fn who_does_not_fit_today_is_left_for_tomorrow() {
        let time = OpenTime { window: window("09:00", "17:00"), zone: UTC };
        let progress = progress("2024-02-15T15:00:00Z", 0..60);
        let eta = progress.eta(90, at("2024-02-15T16:00:00Z"), time).unwrap();
        let Left { closes, about } = eta.left.unwrap();
        assert_eq!(closes, at("2024-02-15T17:00:00Z"));
        assert!((29..=31).contains(&about), "{about}");
        let off = (eta.at - at("2024-02-16T09:30:00Z")).0.abs();
        assert!(off < 60_000, "{off}");
    }

    #[test]
    fn a_night_does_not_slow_the_pace() {
        let time = OpenTime { window: window("09:00", "12:00"), zone: UTC };
        let two_mornings = (0..180).chain(24 * 60..24 * 60 + 60);
        let progress = progress("2024-02-15T09:00:00Z", two_mornings);
        let eta = progress.eta(60, at("2024-02-16T10:00:00Z"), time).unwrap();
        let off = (eta.at - at("2024-02-16T11:00:00Z")).0.abs();
        assert!(off < 60_000, "{off}");
    }

    #[test]
    fn a_pace_that_changed_counts_from_then_on() {
        let slower = (0..100).chain((100..160).step_by(4));
        let progress = progress("2024-02-15T09:00:00Z", slower);
        let eta = progress.eta(15, at("2024-02-15T11:40:00Z"), ALWAYS).unwrap();
        let minutes = (eta.at - at("2024-02-15T11:40:00Z")).as_f64() / 60_000.0;
        assert!((55.0..65.0).contains(&minutes), "{minutes}");
    }

    #[test]
    fn a_window_that_never_opens_again_has_no_end() {
        let window = CallingWindow::from_json(r#"{"window_days":[]}"#);
        let progress = progress("2024-02-15T09:00:00Z", 0..60);
        let time = OpenTime { window, zone: UTC };
        assert_eq!(progress.eta(60, at("2024-02-15T10:00:00Z"), time), None);
    }

    proptest! {
        #[test]
        fn an_even_pace_is_what_one_reckons_by_hand(gap in 1_i64..20, count in 20_i64..200, waiting in 1_u32..500) {
            let progress = progress("2024-02-15T00:00:00Z", (0..count).map(|it| it * gap));
            let now = at("2024-02-15T00:00:00Z") + Span::minutes(count * gap);
            let eta = progress.eta(waiting, now, ALWAYS).unwrap();
            let minutes = (eta.at - now).as_f64() / 60_000.0;
            #[expect(clippy::cast_precision_loss, reason = "it is small")]
            let by_hand = f64::from(waiting) * gap as f64;
            prop_assert!((minutes - by_hand).abs() <= by_hand * 0.08 + 0.1, "{minutes} for {by_hand}");
            prop_assert!(eta.earliest <= eta.at && eta.at <= eta.latest);
        }
    }
}
