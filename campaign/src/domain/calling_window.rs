//! When calls may be made, as the campaign has it. What that means now is in
//! [`crate::insight::window`].

use crate::time::{TimeOfDay, Weekday};
use crate::wire::{self, Field};
use serde::{Deserialize, Serialize};

/// The hours and days on which calls may be made.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CallingWindow {
    /// Minutes after midnight at which it opens.
    pub start: u16,
    /// Minutes after midnight at which it closes, up to 1,440.
    pub end: u16,
    /// Whether it opens on a day of the week, from Sunday on.
    pub days: [bool; 7],
}

const DAY_MINUTES: u16 = 24 * 60;
const EVERY_DAY: [bool; 7] = [true; 7];

impl CallingWindow {
    /// The window of a campaign; None when it has no limits at all, or one that cannot be read
    /// ([`Self::is_unclear`]).
    pub fn from_wire(batch: &wire::Batch) -> Option<Self> {
        if Self::is_unclear(batch) {
            return None;
        }
        let minute = |time: Option<&TimeOfDay>| time.map(|time| time.0);
        let start = minute(batch.window_start_time.known()).unwrap_or(0);
        let end = minute(batch.window_end_time.known()).unwrap_or(DAY_MINUTES);
        let days = batch.window_days.known().map_or(EVERY_DAY, |open| days_of(open));
        let window = Self { start, end, days };
        (!window.runs_on() || days != EVERY_DAY).then_some(window)
    }

    /// Whether the campaign has limits that cannot be read: then nobody can say whether it may dial.
    pub fn is_unclear(batch: &wire::Batch) -> bool {
        let times = [&batch.window_start_time, &batch.window_end_time];
        times.into_iter().any(Field::is_lost) || batch.window_days.is_lost()
    }

    /// From one object of the API: for tests.
    #[cfg(test)]
    pub(crate) fn from_json(json: &str) -> Option<Self> {
        Self::from_wire(&serde_json::from_str(json).unwrap())
    }

    /// Whether it is open from midnight to midnight.
    pub(crate) fn runs_on(&self) -> bool {
        self.start == 0 && self.end == DAY_MINUTES
    }
}

fn days_of(open: &[Weekday]) -> [bool; 7] {
    let mut days = [false; 7];
    for day in open {
        if let Some(day) = days.get_mut(day.index()) {
            *day = true;
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Batch;

    #[test]
    fn limits_that_cannot_be_read_are_not_taken_for_none() {
        for json in [
            r#"{"window_start_time":"soon"}"#,
            r#"{"window_end_time":[17]}"#,
            r#"{"window_start_time":"09:00","window_end_time":"5 o'clock"}"#,
            r#"{"window_days":"Mon-Fri"}"#,
            r#"{"window_days":[1,9]}"#,
        ] {
            let batch = Batch::from_json(json);
            assert_eq!((batch.window, batch.has_unclear_window), (None, true), "{json}");
            assert_eq!(batch.lost.len(), 1, "{json}");
        }
        let batch = Batch::from_json(r#"{"window_start_time":null,"window_days":[0,1,2,3,4,5,6]}"#);
        assert_eq!((batch.window, batch.has_unclear_window), (None, false));
    }

    #[test]
    fn days_may_come_as_text() {
        let window = CallingWindow::from_json(r#"{"window_days":["1","2"]}"#).unwrap();
        assert_eq!(window.days, [false, true, true, false, false, false, false]);
    }
}
