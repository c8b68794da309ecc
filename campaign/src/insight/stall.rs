//! "Has it stalled?" Nothing was dialled and nothing ended for longer than chance explains, though it could dial.
//!
//! It does not say why, and says nothing where every line may be busy, or nobody waits.

use super::feed::keep_least;
use super::open_time::{OpenTime, length};
use super::sample::as_f64;
use crate::time::{Millis, Span};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::ops::Range;

/// Of so many gaps the usual one is found.
const USUAL: usize = 20;
/// So many of the longest gaps are kept: those over nights and weekends are among them and do not count.
const LONGEST: usize = 16;
/// Of shorter gaps nothing is said.
const SHORTEST: Span = Span::minutes(5);
/// A gap has to be so many times as long as every one before.
const TIMES: f64 = 2.0;
/// How rarely a healthy campaign has such a gap by chance.
const CHANCE: f64 = 1e-4;

/// When something happened last, and for how long nothing did.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Gaps {
    /// The latest starts and ends of calls, in order.
    latest: Vec<Millis>,
    /// The longest times between one and the next.
    longest: Vec<Range<Millis>>,
}

impl Gaps {
    /// Of all starts and ends of calls, in order.
    pub fn of(events: &[Millis]) -> Self {
        let mut longest = Vec::new();
        for (from, to) in events.iter().zip(events.iter().skip(1)) {
            keep_least(&mut longest, (Reverse(*to - *from), *from, *to), LONGEST);
        }
        let longest = longest.into_iter().map(|(_, from, to)| from..to).collect();
        let latest = events.get(events.len().saturating_sub(USUAL + 1)..).unwrap_or_default();
        Self { latest: latest.into(), longest }
    }

    /// For how long nothing has happened while it could have, if that is too long.
    pub fn stall(&self, now: Millis, time: OpenTime<'_>) -> Option<Span> {
        let open = |gap: &Range<Millis>| length(&time.within(gap));
        let quiet = open(&(self.latest.last().copied()?..now));
        // The limit takes longer to find, and this is asked each second.
        (quiet > SHORTEST && quiet > self.limit(open)).then_some(quiet)
    }

    /// Of n gaps that came by chance at an even pace, with a sum of T, the next is longer than T * (p^(-1/n) - 1) with a
    /// chance of p.
    fn limit(&self, open: impl Fn(&Range<Millis>) -> Span) -> Span {
        let longest = self.longest.iter().map(&open).max().unwrap_or_default();
        let sum: f64 = self
            .latest
            .windows(2)
            .map(|pair| match pair {
                [a, b] => open(&(*a..*b)).as_f64(),
                _ => 0.0,
            })
            .sum();
        let count = as_f64(self.latest.len().saturating_sub(1)).max(1.0);
        let by_chance = sum * (CHANCE.powf(-1.0 / count) - 1.0);
        Span::from_f64(by_chance).max(Span::from_f64(TIMES * longest.as_f64()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CallingWindow;

    const UTC: OpenTime<'static> = OpenTime { window: None, zone: &|_| Span(0) };

    fn minutes(all: impl IntoIterator<Item = i64>) -> Vec<Millis> {
        all.into_iter().map(|it| Millis(0) + Span::minutes(it)).collect()
    }

    fn stall(events: &[Millis], now: i64) -> Option<Span> {
        Gaps::of(events).stall(Millis(0) + Span::minutes(now), UTC)
    }

    #[test]
    fn as_long_as_gaps_are_usual_nothing_is_said() {
        let steady = minutes(0..60);
        assert_eq!(stall(&steady, 59 + 11), None);
        assert_eq!(stall(&steady, 59 + 12), Some(Span::minutes(12)), "12 mean gaps");
        assert_eq!(stall(&[], 99), None);
    }

    #[test]
    fn a_quick_campaign_may_be_quiet_for_five_minutes() {
        let quick: Vec<_> = (0..200).map(|it| Millis(it * 1000)).collect();
        let last = 199_000;
        let at = |minutes: i64| Gaps::of(&quick).stall(Millis(last + minutes * 60_000), UTC);
        assert_eq!(at(5), None);
        assert_eq!(at(6), Some(Span::minutes(6)));
    }

    #[test]
    fn a_gap_that_it_had_before_is_no_stall() {
        let events = minutes((0..20).chain(50..90));
        assert_eq!(stall(&events, 89 + 61), None);
        assert_eq!(stall(&events, 89 + 63), Some(Span::minutes(63)));
    }

    #[test]
    fn a_closed_night_is_no_gap() {
        let window =
            CallingWindow::from_json(r#"{"window_start_time":"09:00","window_end_time":"17:00"}"#);
        let time = OpenTime { window, zone: &|_| Span(0) };
        let day = 24 * 60;
        let events = minutes((16 * 60..17 * 60).chain(day + 9 * 60..day + 10 * 60));
        let at =
            |minute: i64| Gaps::of(&events).stall(Millis(0) + Span::minutes(day + minute), time);
        assert_eq!(at(10 * 60 + 10), None);
        assert_eq!(at(10 * 60 + 20), Some(Span::minutes(21)));
        let evening = minutes(16 * 60..17 * 60);
        let next_morning =
            Gaps::of(&evening).stall(Millis(0) + Span::minutes(day + 9 * 60 + 4), time);
        assert_eq!(next_morning, None);
    }
}
