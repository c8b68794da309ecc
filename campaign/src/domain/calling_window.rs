//! When calls may be made, as the campaign has it. What that means now is in
//! [`crate::insight::window`].

use crate::time::TimeOfDay;
use crate::wire;
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
    /// The window of a campaign; None when it has no limits at all.
    pub fn from_wire(batch: &wire::Batch) -> Option<Self> {
        let minute = |time: Option<&TimeOfDay>| time.map(|time| time.0);
        let start = minute(batch.window_start_time.known()).unwrap_or(0);
        let end = minute(batch.window_end_time.known()).unwrap_or(DAY_MINUTES);
        let days = batch.window_days.known().map_or(EVERY_DAY, |numbers| days_of(numbers));
        let window = Self { start, end, days };
        (!window.runs_on() || days != EVERY_DAY).then_some(window)
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

fn days_of(numbers: &[u32]) -> [bool; 7] {
    let mut days = [false; 7];
    for number in numbers {
        if let Some(day) = days.get_mut(*number as usize) {
            *day = true;
        }
    }
    days
}
