//! "Why is it slow?" What bounds the pace of a campaign that dials, where the data makes it plain.
//!
//! In this order, since what comes first leaves the rest less to say:
//!
//! - **The window**, where it is closed for more than half of the time until the campaign is likely done.
//! - **Long calls**, where all lines are busy and calls of over three times the median take more than half of their time.
//! - **The lines**, where nine tenths or more of `max_concurrency` are busy on average while any is. Full lines end as
//!   many calls as there are lines in the time that a call takes on average, and no more; the mean counts for that, and
//!   not the median.
//! - **Gaps between dials**, where half of the lines or more would be free if the next dial always came after the median
//!   gap. Where `max_concurrency` is missing it is one line, which every campaign has. Pauses and nights do not move a
//!   median, and dials in bursts have a gap of nearly nothing, so neither is taken for this.
//!
//! It says nothing without a forecast, of fewer than 20 calls, and where none of these is plain. It does not say that
//! the pace is too slow, or that more lines would help.

use super::calls::Calls;
use super::sample::as_count;
use crate::time::{HOUR, Millis, Span};

/// Of fewer calls nothing is said.
const FEWEST: u32 = 20;
/// So much of the lines is busy on average, where they are full.
const FULL: f64 = 0.9;
/// A call is long from so many medians on.
const LONG: f64 = 3.0;
/// More or less of a whole than this is most or little of it.
const HALF: f64 = 0.5;

/// What bounds the pace.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Bound {
    /// So much dialling is spread over so much time by the calling window.
    Window { dialling: Span, over: Span },
    /// All lines are busy, mostly with a few calls.
    LongCalls {
        lines: u32,
        /// So many calls took longer than this,
        longer: Span,
        count: u32,
        /// of so many,
        of: u32,
        /// and so many hundredths of the time of all.
        percent: u32,
    },
    /// All lines are busy; with calls of that mean no more can end in an hour.
    Lines { lines: u32, mean: Span, an_hour: u32 },
    /// The next dial comes so long after the one before, though lines are free; None of lines that are not known.
    Gaps { median: Span, lines: Option<u32> },
}

/// What is known beside the calls.
#[derive(Copy, Clone, Debug)]
pub struct Known {
    /// `max_concurrency`.
    pub lines: Option<u32>,
    /// The open time until all that wait are dialled,
    pub dialling: Span,
    pub now: Millis,
    /// and when it is likely done.
    pub done: Millis,
}

/// What bounds the pace of these calls.
pub fn bound(calls: &Calls, known: Known) -> Option<Bound> {
    if calls.progress.lengths.count() < FEWEST {
        return None;
    }
    let lines = known.lines.filter(|lines| *lines > 0);
    window(known)
        .or_else(|| lines.and_then(|lines| full(calls, lines)))
        .or_else(|| gaps(calls, lines))
}

fn window(Known { dialling, now, done, .. }: Known) -> Option<Bound> {
    let over = done - now;
    let is_short = dialling.as_f64() < HALF * over.as_f64();
    is_short.then_some(Bound::Window { dialling, over })
}

fn full(calls: &Calls, lines: u32) -> Option<Bound> {
    let busy = calls.concurrency.average()?;
    let is_full = busy >= FULL * f64::from(lines);
    is_full.then(|| long_calls(calls, lines).or_else(|| by_mean(calls, lines))).flatten()
}

fn long_calls(calls: &Calls, lines: u32) -> Option<Bound> {
    let lengths = &calls.progress.lengths;
    let longer = Span::from_f64(LONG * lengths.quantile(0.5)?.as_f64());
    let (count, share) = lengths.longer_than(longer);
    let percent = as_count(share * 100.0);
    let bound = Bound::LongCalls { lines, longer, count, of: lengths.count(), percent };
    (share > HALF).then_some(bound)
}

fn by_mean(calls: &Calls, lines: u32) -> Option<Bound> {
    let mean = calls.progress.lengths.mean().filter(|mean| *mean > Span(0))?;
    let an_hour = as_count(f64::from(lines) * HOUR.as_f64() / mean.as_f64());
    Some(Bound::Lines { lines, mean, an_hour })
}

fn gaps(calls: &Calls, lines: Option<u32>) -> Option<Bound> {
    let median = calls.dial_gap.filter(|gap| *gap > Span(0))?;
    // By Little's law, so many calls are live on average.
    let busy = calls.progress.lengths.mean()?.as_f64() / median.as_f64();
    let is_free = busy <= HALF * f64::from(lines.unwrap_or(1));
    is_free.then_some(Bound::Gaps { median, lines })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::roster_of;
    use crate::time::MINUTE;

    /// Calls that begin and last so many seconds.
    fn calls(all: impl IntoIterator<Item = (i64, i64)>) -> Calls {
        let clock = |second: i64| {
            format!("2024-02-15T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
        };
        let row = |(start, length): (i64, i64)| {
            format!(
                r#"{{"status":"completed","attempted_at":"{}","completed_at":"{}"}}"#,
                clock(start),
                clock(start + length)
            )
        };
        let rows: Vec<_> = all.into_iter().map(row).collect();
        Calls::of(&roster_of(&rows.join(",")))
    }

    fn known(lines: Option<u32>) -> Known {
        let now = Millis(0);
        Known { lines, dialling: Span(HOUR.0), now, done: now + Span(HOUR.0 + MINUTE) }
    }

    /// Three lines, each of which begins a call of so many seconds as one ends.
    fn three_lines(length: impl Fn(i64) -> i64) -> Calls {
        let line = |_| {
            let next = |(at, start): (i64, i64)| Some((at + 1, start + length(at)));
            let starts = std::iter::successors(Some((0, 0)), move |it| next(*it));
            starts.take(30).map(|(at, start)| (start, length(at))).collect::<Vec<_>>()
        };
        calls((0..3).flat_map(line))
    }

    #[test]
    fn full_lines_end_as_many_as_calls_of_their_mean_allow() {
        let bound = |lines| bound(&three_lines(|_| 120), known(lines));
        let an_hour = Bound::Lines { lines: 3, mean: Span::minutes(2), an_hour: 90 };
        assert_eq!(bound(Some(3)), Some(an_hour));
        assert_eq!(bound(None), None, "nobody knows of how many lines");
        assert_eq!(bound(Some(4)), None, "one may be free");
    }

    #[test]
    fn a_few_long_calls_are_named_where_they_hold_the_lines() {
        let long = three_lines(|at| if at % 10 == 0 { 1_200 } else { 60 });
        let expected =
            Bound::LongCalls { lines: 3, longer: Span::minutes(3), count: 9, of: 90, percent: 69 };
        assert_eq!(bound(&long, known(Some(3))), Some(expected));
    }

    #[test]
    fn a_dial_a_minute_leaves_lines_free() {
        let slow = calls((0..30).map(|at| (at * 60, 20)));
        let median = Span::minutes(1);
        let bound = |calls: &Calls, lines| bound(calls, known(lines));
        assert_eq!(bound(&slow, Some(3)), Some(Bound::Gaps { median, lines: Some(3) }));
        assert_eq!(bound(&slow, None), Some(Bound::Gaps { median, lines: None }));
        let longer = calls((0..30).map(|at| (at * 60, 50)));
        assert_eq!(bound(&longer, None), None, "a single line would be busy");
    }

    #[test]
    fn a_pause_is_no_gap_between_dials() {
        let paused = calls((0..20).map(|at| (at * 60 + at / 10 * 36_000, 50)));
        assert_eq!(bound(&paused, known(None)), None);
        let bursts = calls((0..40).map(|at| (at / 20 * 600, 20)));
        assert_eq!(bound(&bursts, known(Some(50))), None);
    }

    #[test]
    fn a_window_that_is_mostly_closed_comes_first() {
        let slow = calls((0..30).map(|at| (at * 60, 20)));
        let (dialling, over) = (Span(HOUR.0), Span(3 * HOUR.0));
        let night = Known { done: Millis(0) + over, ..known(Some(3)) };
        assert_eq!(bound(&slow, night), Some(Bound::Window { dialling, over }));
    }

    #[test]
    fn nothing_is_said_of_too_little() {
        assert_eq!(bound(&calls((0..19).map(|at| (at * 60, 20))), known(Some(3))), None);
        assert_eq!(bound(&Calls::default(), known(None)), None);
    }
}
