//! Converts between simulated time and the viewer's clock.

use super::id::Speed;

const DAY: i64 = 24 * 60 * 60_000;

/// The place of a campaign's simulated time on the wall clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeline {
    pub(crate) started: i64,
    speed: Speed,
    /// For so long a day it goes on, from the start's time of day; it rests from then to that time.
    open: i64,
}

impl Timeline {
    /// A campaign that starts at this wall-clock moment.
    pub(crate) fn starting(started: i64, speed: Speed) -> Self {
        Self { started, speed, open: DAY }
    }

    /// A campaign that has run for the simulated time `elapsed` at the wall-clock moment `wall`.
    pub(crate) fn reaching(elapsed: i64, wall: i64, speed: Speed) -> Self {
        // It rounds up, so that no event lies in the future by a rounded millisecond.
        Self::starting(wall - (elapsed + speed.factor() - 1) / speed.factor(), speed)
    }

    /// A campaign that goes on for a part of each day.
    pub(crate) fn nightly(started: i64, open: i64, speed: Speed) -> Self {
        Self { open, ..Self::starting(started, speed) }
    }

    /// A length of simulated time on the wall clock.
    pub(crate) fn span(self, simulated: i64) -> i64 {
        simulated / self.speed.factor()
    }

    pub(crate) fn wall(self, simulated: i64) -> i64 {
        let passed = self.span(simulated);
        self.started + passed.div_euclid(self.open) * DAY + passed.rem_euclid(self.open)
    }

    pub(crate) fn elapsed(self, now: i64) -> i64 {
        let passed = now - self.started;
        let today = passed.rem_euclid(DAY).min(self.open);
        (passed.div_euclid(DAY) * self.open + today).saturating_mul(self.speed.factor())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rests_at_night_goes_on_where_it_was() {
        const HOUR: i64 = 60 * 60_000;
        let timeline = Timeline::nightly(9 * HOUR, 4 * HOUR, Speed::Times(1));
        for (simulated, wall) in [(0, 9), (3, 12), (4, 33), (5, 34), (9, 58)] {
            assert_eq!(timeline.wall(simulated * HOUR), wall * HOUR, "{simulated}");
            assert_eq!(timeline.elapsed(wall * HOUR), simulated * HOUR, "{wall}");
        }
        assert_eq!(timeline.elapsed(20 * HOUR), 4 * HOUR, "it rests");
    }
}
