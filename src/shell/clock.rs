//! The only place that reads the clock and draws chances.

use campaign::time::Millis;
use campaign::widget::Moment;

/// The viewer's clock.
pub(super) fn now() -> Millis {
    of(js_sys::Date::now())
}

/// A time, or a length of it, as JavaScript has it.
pub(super) fn of(millis: f64) -> Millis {
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, far below 2^63")]
    Millis(millis as i64)
}

/// The viewer's clock, and a chance.
pub(super) fn moment() -> Moment {
    Moment { now: now(), chance: js_sys::Math::random() }
}
