//! The only place that reads clocks and draws chances.

use super::budget;
use campaign::time::{Millis, SteadyClock, Zone};
use campaign::widget::Moment;
use leptos::tachys::dom::window;
use std::cell::RefCell;

thread_local! {
    static STEADY: RefCell<SteadyClock> = RefCell::default();
}

/// What waits and ages are counted by: it never goes back, whatever becomes of the viewer's clock.
pub(super) fn now() -> Millis {
    let wall = wall();
    let unset = window().performance().map_or(wall, |performance| of(performance.now()));
    STEADY.with_borrow_mut(|clock| clock.read(unset, wall))
}

/// What the viewer's clock shows.
pub(super) fn wall() -> Millis {
    of(js_sys::Date::now())
}

/// A time, or a length of it, as JavaScript has it.
pub(super) fn of(millis: f64) -> Millis {
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, far below 2^63")]
    Millis(millis as i64)
}

/// The clocks, the zone of the calling window, what was spent, and a chance.
pub(super) fn moment(zone: Zone<'_>) -> Moment<'_> {
    let spent = &budget::spent;
    Moment { now: now(), wall: wall(), zone, spent, chance: js_sys::Math::random() }
}
