//! "When is it their turn?" The place of each that waits in the queue, and when about it will be dialled.
//!
//! Those that wait are dialled in the order of the list (docs/api.md#response). The time comes of the pace of the
//! forecast ([`super::eta`]), walked through the calling window, and is None wherever there is no forecast.
//!
//! It is no promise: a pause, a closed window of the platform's own or a changed pace moves every turn. In a recurring
//! campaign its runs do the dialling, and in one that is over nobody waits, so there are no turns.

use super::eta::Progress;
use super::open_time::OpenTime;
use crate::domain::Phase;
use crate::store::{Roster, short};
use crate::time::{Millis, Span};
use std::ops::Range;

/// Those that wait, by place in dialling order.
#[derive(Debug, Default)]
pub struct Queue(Vec<u32>);

impl Queue {
    /// Of everybody.
    pub fn of(roster: &Roster) -> Self {
        let waits =
            (0..).zip(roster.entries()).filter(|(_, it)| it.status.phase() == Phase::Waiting);
        Self(waits.map(|(place, _)| place).collect())
    }

    /// Where the recipient at a place stands among those, from 1 on; None of one that does not wait.
    pub fn turn(&self, place: u32) -> Option<u32> {
        let Self(places) = self;
        places.binary_search(&place).ok().map(|before| short(before).saturating_add(1))
    }
}

/// When those that wait will be dialled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Turns {
    waiting: u32,
    /// The open time until the last of them is dialled,
    takes: Span,
    /// and when that is.
    open: Vec<Range<Millis>>,
}

impl Turns {
    /// The open time until the last of them is dialled.
    pub fn takes(&self) -> Span {
        self.takes
    }

    /// When about the recipient with that turn will be dialled; None beyond the last turn.
    pub fn at(&self, turn: u32) -> Option<Millis> {
        let share = f64::from(turn) / f64::from(self.waiting);
        let mut left = Span::from_f64(self.takes.as_f64() * share);
        for opening in &self.open {
            let length = opening.end - opening.start;
            if left <= length {
                return Some(opening.start + left);
            }
            left = Span(left.0 - length.0);
        }
        None
    }
}

impl Progress {
    /// The turns of so many that wait; None of too little, and where the window never opens again.
    pub fn turns(&self, waiting: u32, now: Millis, time: OpenTime<'_>) -> Option<Turns> {
        let takes = self.takes(waiting, now, time)?;
        let last = time.after(now, takes)?;
        Some(Turns { waiting, takes, open: time.within(&(now..last)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::CallingWindow;
    use crate::insight::moments::Moments;
    use crate::store::roster_of;
    use proptest::prelude::*;

    const ALWAYS: OpenTime<'static> = OpenTime { window: None, zone: &|_| Span(0) };

    /// A call of no length at each of these minutes.
    fn progress(minutes: Range<i64>) -> Progress {
        let ends: Vec<_> = minutes.map(|it| Millis(0) + Span::minutes(it)).collect();
        let began = ends.first().copied();
        Progress { began, ends: Moments::of(ends), ..Progress::default() }
    }

    fn minute(turns: &Turns, turn: u32) -> Option<i64> {
        turns.at(turn).map(|at| (at - Millis(0)).0 / crate::time::MINUTE)
    }

    #[test]
    fn one_a_minute_is_a_minute_for_each_turn() {
        let turns = progress(0..60).turns(90, Millis(0) + Span::minutes(60), ALWAYS).unwrap();
        let minutes: Vec<_> = [1, 30, 90].map(|turn| minute(&turns, turn)).into();
        assert_eq!(minutes, [Some(61), Some(90), Some(150)]);
        assert_eq!(turns.at(91), None);
    }

    #[test]
    fn a_turn_that_does_not_fit_today_comes_tomorrow() {
        let window =
            CallingWindow::from_json(r#"{"window_start_time":"09:00","window_end_time":"17:00"}"#);
        let time = OpenTime { window, zone: &|_| Span(0) };
        let (from, now) = (15 * 60, 16 * 60);
        let turns = progress(from..now).turns(90, Millis(0) + Span::minutes(now), time).unwrap();
        assert_eq!(minute(&turns, 60), Some(17 * 60));
        assert_eq!(minute(&turns, 61), Some((24 + 9) * 60 + 1));
    }

    #[test]
    fn without_a_forecast_there_are_no_turns() {
        let now = Millis(0) + Span::minutes(60);
        assert_eq!(progress(0..4).turns(9, now, ALWAYS), None, "four ends");
        assert_eq!(progress(0..60).turns(0, now, ALWAYS), None, "nobody waits");
        let window = CallingWindow::from_json(r#"{"window_days":[]}"#);
        let never = OpenTime { window, zone: &|_| Span(0) };
        assert_eq!(progress(0..60).turns(9, now, never), None);
    }

    proptest! {
        #[test]
        fn a_place_in_the_queue_is_what_one_counts(waits in prop::collection::vec(any::<bool>(), 0..90)) {
            let status = |waits: &bool| if *waits { "pending" } else { "busy" };
            let rows: Vec<_> =
                waits.iter().map(|it| format!(r#"{{"status":"{}"}}"#, status(it))).collect();
            let queue = Queue::of(&roster_of(&rows.join(",")));
            for (place, is_waiting) in waits.iter().enumerate() {
                let before = waits[..=place].iter().filter(|it| **it).count();
                let expected = is_waiting.then(|| u32::try_from(before).unwrap());
                prop_assert_eq!(queue.turn(u32::try_from(place).unwrap()), expected);
            }
        }

        #[test]
        fn the_last_turn_is_when_the_forecast_has_everybody_dialled(
            ends in 5_i64..200, waiting in 1_u32..500, turn in 1_u32..500,
        ) {
            let now = Millis(0) + Span::minutes(ends);
            let progress = progress(0..ends);
            let turns = progress.turns(waiting, now, ALWAYS).unwrap();
            // Calls of no length end as they are dialled.
            prop_assert_eq!(turns.at(waiting), progress.eta(waiting, now, ALWAYS).map(|eta| eta.at));
            prop_assert_eq!(turns.at(turn).is_some(), turn <= waiting);
            prop_assert!(turn > waiting || turns.at(turn - 1) <= turns.at(turn));
        }
    }
}
