//! "How much calling time is that?" Time that counts only while the calling window is open.
//!
//! It says nothing of whether calls are made in it: a campaign may be paused in an open window.

use crate::domain::CallingWindow;
use crate::time::{Millis, Span, Zone};
use std::ops::Range;

/// So far ahead it is looked for openings: a window opens at least once a week.
const MOST_DAYS: i64 = 3 * 366;

/// When calls may be made; without a window, always.
#[derive(Copy, Clone)]
pub struct OpenTime<'a> {
    pub window: Option<CallingWindow>,
    pub zone: Zone<'a>,
}

impl OpenTime<'_> {
    /// The openings from a time on, the first from then if it is open.
    pub fn openings(&self, from: Millis) -> impl Iterator<Item = Range<Millis>> {
        let today = (from + (self.zone)(from)).utc_day();
        let always = self.window.is_none().then_some(from..Millis(i64::MAX));
        let days = (today - 1..today + MOST_DAYS).filter_map(move |day| {
            let opening = self.window?.opening(day, self.zone)?;
            let rest = opening.start.max(from)..opening.end;
            (rest.start < rest.end).then_some(rest)
        });
        always.into_iter().chain(days)
    }

    /// The parts of a stretch of time in which it is open.
    pub fn within(&self, range: &Range<Millis>) -> Vec<Range<Millis>> {
        let is_reached = |opening: &Range<Millis>| opening.start < range.end;
        let cut = |opening: Range<Millis>| opening.start..opening.end.min(range.end);
        self.openings(range.start).take_while(is_reached).map(cut).collect()
    }

    /// When so much open time will have passed; None where it never will.
    pub fn after(&self, from: Millis, span: Span) -> Option<Millis> {
        let mut left = span;
        for opening in self.openings(from) {
            let length = opening.end - opening.start;
            if left <= length {
                return Some(opening.start + left);
            }
            left = Span(left.0 - length.0);
        }
        None
    }
}

/// How long some stretches of time are together.
pub fn length(parts: &[Range<Millis>]) -> Span {
    parts.iter().fold(Span(0), |sum, part| sum + (part.end - part.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Millis {
        Millis::parse(text).unwrap()
    }

    fn office() -> Option<CallingWindow> {
        CallingWindow::from_json(
            r#"{"window_start_time":"09:00","window_end_time":"17:00","window_days":[1,2,3,4,5]}"#,
        )
    }

    const UTC: Zone<'static> = &|_| Span(0);

    fn check(from: &str, minutes: i64, expected: &str) {
        let time = OpenTime { window: office(), zone: UTC };
        let from = at(from);
        assert_eq!(time.after(from, Span::minutes(minutes)), Some(at(expected)), "{minutes}");
        assert_eq!(length(&time.within(&(from..at(expected)))), Span::minutes(minutes));
    }

    #[test]
    fn it_passes_in_the_window_alone() {
        // A Thursday, and the Monday after.
        check("2024-02-15T16:00:00Z", 30, "2024-02-15T16:30:00Z");
        check("2024-02-15T16:00:00Z", 90, "2024-02-16T09:30:00Z");
        check("2024-02-15T20:00:00Z", 9 * 60, "2024-02-19T10:00:00Z");
        check("2024-02-17T12:00:00Z", 5 * 8 * 60 + 1, "2024-02-26T09:01:00Z");
    }

    #[test]
    fn without_a_window_it_always_passes() {
        let time = OpenTime { window: None, zone: UTC };
        let (from, to) = (at("2024-02-15T16:00:00Z"), at("2024-02-18T16:00:00Z"));
        assert_eq!(time.after(from, to - from), Some(to));
        assert_eq!(time.within(&(from..to)), vec![from..to]);
    }

    #[test]
    fn a_window_that_never_opens_lets_no_time_pass() {
        let window = CallingWindow::from_json(r#"{"window_days":[]}"#);
        let time = OpenTime { window, zone: UTC };
        assert_eq!(time.after(at("2024-02-15T16:00:00Z"), Span(1)), None);
    }

    #[test]
    fn a_day_on_which_clocks_change_is_an_hour_longer_or_shorter() {
        let berlin = |time: Millis| {
            let is_summer = at("2024-03-31T01:00:00Z") <= time && time < at("2024-10-27T01:00:00Z");
            Span::minutes(if is_summer { 120 } else { 60 })
        };
        let window = CallingWindow::from_json(
            r#"{"window_start_time":"00:00","window_end_time":"12:00","window_days":[0]}"#,
        );
        let time = OpenTime { window, zone: &berlin };
        for (day, hours) in [("2024-03-30", 11), ("2024-10-26", 13), ("2024-06-08", 12)] {
            let from = at(&format!("{day}T12:00:00Z"));
            let parts = time.within(&(from..from + Span::minutes(26 * 60)));
            assert_eq!(length(&parts), Span::minutes(hours * 60), "{day}");
        }
    }
}
