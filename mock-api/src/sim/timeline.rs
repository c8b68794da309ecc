//! From simulated time to the viewer's clock.

use super::id::Speed;

/// Where a campaign's simulated time lies on the wall clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeline {
    pub(crate) started: i64,
    speed: Speed,
}

impl Timeline {
    /// Simulated zero at the wall-clock moment `started`.
    pub(crate) fn starting(started: i64, speed: Speed) -> Self {
        Self { started, speed }
    }

    /// So that simulated `elapsed` is over at the wall-clock moment `wall`.
    pub(crate) fn reaching(elapsed: i64, wall: i64, speed: Speed) -> Self {
        // Rounded up: what has happened must not lie in the future by a rounded millisecond.
        Self { started: wall - (elapsed + speed.factor() - 1) / speed.factor(), speed }
    }

    pub(crate) fn wall(self, simulated: i64) -> i64 {
        self.started + simulated / self.speed.factor()
    }

    pub(crate) fn elapsed(self, now: i64) -> i64 {
        (now - self.started).saturating_mul(self.speed.factor())
    }
}
