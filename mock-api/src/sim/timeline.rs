//! Converts between simulated time and the viewer's clock.

use super::id::Speed;

/// The place of a campaign's simulated time on the wall clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeline {
    pub(crate) started: i64,
    speed: Speed,
}

impl Timeline {
    /// A campaign that starts at this wall-clock moment.
    pub(crate) fn starting(started: i64, speed: Speed) -> Self {
        Self { started, speed }
    }

    /// A campaign that has run for the simulated time `elapsed` at the wall-clock moment `wall`.
    pub(crate) fn reaching(elapsed: i64, wall: i64, speed: Speed) -> Self {
        // It rounds up, so that no event lies in the future by a rounded millisecond.
        Self { started: wall - (elapsed + speed.factor() - 1) / speed.factor(), speed }
    }

    pub(crate) fn wall(self, simulated: i64) -> i64 {
        self.started + simulated / self.speed.factor()
    }

    pub(crate) fn elapsed(self, now: i64) -> i64 {
        (now - self.started).saturating_mul(self.speed.factor())
    }
}
