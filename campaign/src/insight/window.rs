//! "May it call now, and when next?"
//!
//! Days and times are read in the zone that the page gives, which is UTC unless it says otherwise:
//! the API's is documented nowhere, so the screen always prints it.

use crate::domain::CallingWindow;
use crate::time::{DAY, MINUTE, Millis, Span, Zone, weekday};
use std::ops::Range;

/// What the window means for calls now.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum WindowState {
    /// Calls may be made, until then; a week ahead at most.
    Open { closes: Millis },
    /// No calls before then.
    Closed { opens: Millis },
    /// Within a minute of opening or closing: the server's clock decides, so we do not say.
    AtEdge,
    /// No day, or a start that is not before the end.
    NeverOpens,
}

impl CallingWindow {
    /// Whether calls may be made at that time.
    pub fn state(&self, now: Millis, zone: Zone<'_>) -> WindowState {
        let today = (now + zone(now)).utc_day();
        let Some(opens) = self.next_opening(today, now, zone) else {
            return WindowState::NeverOpens;
        };
        let is_open = |after: i64| {
            let time = now + Span(after);
            let day = (time + zone(time)).utc_day();
            let [start, end] = [self.start, self.end].map(|minute| at(day, minute, zone));
            self.opens_on(day) && start <= time && time < end
        };
        let is_open_now = is_open(0);
        if is_open(-MINUTE) != is_open_now || is_open(MINUTE - 1) != is_open_now {
            WindowState::AtEdge
        } else if is_open_now {
            WindowState::Open { closes: at(self.last_day(today), self.end, zone) }
        } else {
            WindowState::Closed { opens }
        }
    }

    /// The first opening after that time.
    fn next_opening(&self, today: i64, now: Millis, zone: Zone<'_>) -> Option<Millis> {
        if self.start >= self.end {
            return None;
        }
        // Eight days: today's opening may have passed, and the same day next week be the only one.
        (today..=today + 7)
            .filter(|day| self.opens_on(*day))
            .map(|day| at(day, self.start, zone))
            .find(|start| *start > now)
    }

    /// The day on which it closes: one that is open to its midnight goes on into a next one that is
    /// open from there.
    fn last_day(&self, today: i64) -> i64 {
        let following = (today + 1..=today + 7).filter(|_| self.runs_on());
        following.take_while(|day| self.opens_on(*day)).last().unwrap_or(today)
    }

    /// When it is open on a day of its zone; None if not at all.
    pub(super) fn opening(&self, day: i64, zone: Zone<'_>) -> Option<Range<Millis>> {
        let opening = at(day, self.start, zone)..at(day, self.end, zone);
        (self.opens_on(day) && opening.start < opening.end).then_some(opening)
    }

    /// Whether it is open on a day of its zone at all.
    pub(crate) fn opens_on(&self, day: i64) -> bool {
        self.days.get(usize::from(weekday(day))).copied().unwrap_or(false)
    }
}

/// When clocks show that minute of a day. One that summer time skips is an hour later; of one that
/// comes twice, it is either.
pub(super) fn at(day: i64, minute: u16, zone: Zone<'_>) -> Millis {
    let shown = Millis(day * DAY + i64::from(minute) * MINUTE);
    // By the offset of a time near it, then by that of the time itself.
    shown - zone(shown - zone(shown))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Span;

    fn window(start: &str, end: &str, days: &str) -> Option<CallingWindow> {
        let json = format!(
            r#"{{"window_start_time":{start},"window_end_time":{end},"window_days":{days}}}"#
        );
        CallingWindow::from_json(&json)
    }

    fn check(window: &CallingWindow, now: &str, expected: WindowState) {
        check_in(&|_| Span(0), window, now, expected);
    }

    fn check_in(zone: Zone<'_>, window: &CallingWindow, now: &str, expected: WindowState) {
        assert_eq!(window.state(Millis::parse(now).unwrap(), zone), expected, "{now}");
    }

    fn at(text: &str) -> Millis {
        Millis::parse(text).unwrap()
    }

    #[test]
    fn times_with_and_without_seconds_are_the_same() {
        let short = window("\"09:00\"", "\"17:00\"", "[1,2,3,4,5]");
        assert_eq!(short, window("\"09:00:00\"", "\"17:00:00\"", "[1,2,3,4,5]"));
        assert!(short.is_some());
        assert_eq!(window("null", "null", "null"), None);
    }

    #[test]
    fn office_hours_through_a_week() {
        let office = window("\"09:00\"", "\"17:00\"", "[1,2,3,4,5]").unwrap();
        // 2024-02-15 is a Thursday.
        let opens = |text| WindowState::Closed { opens: at(text) };
        check(&office, "2024-02-15T08:00:00Z", opens("2024-02-15T09:00:00Z"));
        check(&office, "2024-02-15T08:59:30Z", WindowState::AtEdge);
        check(&office, "2024-02-15T09:00:30Z", WindowState::AtEdge);
        let open = WindowState::Open { closes: at("2024-02-15T17:00:00Z") };
        check(&office, "2024-02-15T12:00:00Z", open);
        check(&office, "2024-02-15T17:00:59Z", WindowState::AtEdge);
        check(&office, "2024-02-15T17:30:00Z", opens("2024-02-16T09:00:00Z"));
        check(&office, "2024-02-16T18:00:00Z", opens("2024-02-19T09:00:00Z"));
        check(&office, "2024-02-18T12:00:00Z", opens("2024-02-19T09:00:00Z"));
    }

    #[test]
    fn sunday_is_day_zero() {
        let sundays = window("\"09:00\"", "\"17:00\"", "[0]").unwrap();
        let open = WindowState::Open { closes: at("2024-02-18T17:00:00Z") };
        check(&sundays, "2024-02-18T12:00:00Z", open);
        let next = WindowState::Closed { opens: at("2024-02-25T09:00:00Z") };
        check(&sundays, "2024-02-18T18:00:00Z", next);
    }

    #[test]
    fn windows_that_never_open() {
        let never = |start, end, days| {
            let window = window(start, end, days).unwrap();
            check(&window, "2024-02-15T12:00:00Z", WindowState::NeverOpens);
        };
        never("\"17:00\"", "\"09:00\"", "[1,2,3,4,5]");
        never("\"09:00\"", "\"17:00\"", "[]");
    }

    #[test]
    fn a_day_without_end_is_open_to_midnight() {
        let all_day = window("null", "null", "[4]").unwrap();
        let open = WindowState::Open { closes: at("2024-02-16T00:00:00Z") };
        check(&all_day, "2024-02-15T12:00:00Z", open);
    }

    #[test]
    fn open_days_side_by_side_are_one_opening() {
        let until = |days, closes| {
            let window = window("\"00:00\"", "\"24:00\"", days).unwrap();
            check(&window, "2024-02-15T23:00:00Z", WindowState::Open { closes: at(closes) });
        };
        until("[4]", "2024-02-16T00:00:00Z");
        until("[4,5,6]", "2024-02-18T00:00:00Z");
        until("[4,5,6,0,1,2]", "2024-02-21T00:00:00Z");
    }

    #[test]
    fn an_opening_of_days_has_an_edge_where_it_begins_and_ends() {
        let week = window("null", "null", "[1,2,3,4,5]").unwrap();
        // Midnight before Monday, between Monday and Tuesday, and after Friday.
        check(&week, "2024-02-11T23:59:30Z", WindowState::AtEdge);
        check(&week, "2024-02-12T00:00:30Z", WindowState::AtEdge);
        let open = WindowState::Open { closes: at("2024-02-17T00:00:00Z") };
        check(&week, "2024-02-12T23:59:30Z", open);
        check(&week, "2024-02-13T00:00:30Z", open);
        check(&week, "2024-02-16T23:59:30Z", WindowState::AtEdge);
        check(&week, "2024-02-17T00:00:30Z", WindowState::AtEdge);
        let closed = WindowState::Closed { opens: at("2024-02-19T00:00:00Z") };
        check(&week, "2024-02-17T00:01:00Z", closed);
    }

    #[test]
    fn what_lasts_less_than_a_minute_is_all_edge() {
        let day = window("\"00:00\"", "\"23:59\"", "null").unwrap();
        for time in ["23:58:30", "23:59:30"] {
            check(&day, &format!("2024-02-12T{time}Z"), WindowState::AtEdge);
        }
        check(&day, "2024-02-13T00:00:30Z", WindowState::AtEdge);
    }

    #[test]
    fn every_minute_of_every_day_is_no_limit() {
        assert_eq!(window("null", "null", "[0,1,2,3,4,5,6]"), None);
        assert_eq!(window("\"00:00\"", "\"24:00\"", "null"), None);
        assert!(window("null", "null", "[]").is_some());
    }

    fn berlin(time: Millis) -> Span {
        let is_summer = at("2024-03-31T01:00:00Z") <= time && time < at("2024-10-27T01:00:00Z");
        Span::minutes(if is_summer { 120 } else { 60 })
    }

    fn new_york(time: Millis) -> Span {
        let is_summer = at("2024-03-10T07:00:00Z") <= time && time < at("2024-11-03T06:00:00Z");
        Span::minutes(if is_summer { -240 } else { -300 })
    }

    #[test]
    fn hours_are_those_of_its_zone() {
        let office = window("\"09:00\"", "\"17:00\"", "[1,2,3,4,5]").unwrap();
        let open = |text| WindowState::Open { closes: at(text) };
        let opens = |text| WindowState::Closed { opens: at(text) };
        let check_there = |zone: Zone<'_>, now, expected| check_in(zone, &office, now, expected);
        check_there(&berlin, "2024-02-15T08:05:00Z", open("2024-02-15T16:00:00Z"));
        check_there(&berlin, "2024-02-15T16:30:00Z", opens("2024-02-16T08:00:00Z"));
        check_there(&new_york, "2024-02-15T09:05:00Z", opens("2024-02-15T14:00:00Z"));
        // A Saturday in UTC, still Friday evening there.
        let evening = window("\"18:00\"", "\"22:00\"", "[5]").unwrap();
        check_in(&new_york, &evening, "2024-02-17T02:00:00Z", open("2024-02-17T03:00:00Z"));
    }

    #[test]
    fn summer_time_moves_the_next_opening() {
        let office = window("\"09:00\"", "\"17:00\"", "[1,2,3,4,5]").unwrap();
        let opens = |text| WindowState::Closed { opens: at(text) };
        // Friday evening; on Sunday the clocks change, once forwards and once back.
        check_in(&berlin, &office, "2024-03-29T17:00:00Z", opens("2024-04-01T07:00:00Z"));
        check_in(&berlin, &office, "2024-10-25T17:00:00Z", opens("2024-10-28T08:00:00Z"));
        check_in(&new_york, &office, "2024-03-08T23:00:00Z", opens("2024-03-11T13:00:00Z"));
        check_in(&new_york, &office, "2024-11-01T23:00:00Z", opens("2024-11-04T14:00:00Z"));
    }

    #[test]
    fn on_the_day_itself_each_edge_has_its_own_offset() {
        let whole = window("\"00:00\"", "\"12:00\"", "[0]").unwrap();
        let open = |text| WindowState::Open { closes: at(text) };
        check_in(&berlin, &whole, "2024-03-31T00:00:00Z", open("2024-03-31T10:00:00Z"));
        check_in(&berlin, &whole, "2024-10-26T23:00:00Z", open("2024-10-27T11:00:00Z"));
        // Skipped, and twice there.
        let half_past = window("\"02:30\"", "\"12:00\"", "[0]").unwrap();
        let opens = |text| WindowState::Closed { opens: at(text) };
        check_in(&berlin, &half_past, "2024-03-31T00:00:00Z", opens("2024-03-31T01:30:00Z"));
        check_in(&berlin, &half_past, "2024-10-26T23:00:00Z", opens("2024-10-27T01:30:00Z"));
    }

    #[test]
    fn nonsense_for_a_time_is_none() {
        for time in ["\"9999:00\"", "\"25:00\"", "\"09\"", "\"\"", "9"] {
            assert_eq!(window(time, "null", "null"), None, "{time}");
        }
    }
}
