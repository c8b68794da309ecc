//! "Does anything need a person?" What is wrong beyond chance, the worst first, each with its evidence.
//!
//! What the headline says already, such as a start that is overdue, is not said twice.

use super::open_time::OpenTime;
use super::streak::Streak;
use super::stuck::{Stuck, stuck};
use super::window::WindowState;
use crate::domain::{BatchStatus, Phase};
use crate::engine::Overview;
use crate::time::{Millis, Span};

/// Something that needs a person.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Attention {
    /// No call began or ended for so long, though some wait and a line is free.
    Stalled { quiet: Span },
    /// More of the latest calls went wrong than chance explains.
    InARow(Streak),
    /// Calls that are live for very long.
    Stuck(Stuck),
}

impl Attention {
    /// What a campaign gives cause for at a time, the worst first.
    pub fn of(overview: &Overview, now: Millis, time: OpenTime<'_>) -> Vec<Self> {
        if overview.batch.status != BatchStatus::Running {
            return Vec::new();
        }
        let calls = &overview.calls;
        let stall = may_dial(overview, now, time).then(|| calls.gaps.stall(now, time)).flatten();
        let stalled = stall.map(|quiet| Self::Stalled { quiet });
        let streak = calls.latest.streak().map(Self::InARow);
        let stuck = stuck(&calls.live, &calls.progress.lengths, now).map(Self::Stuck);
        stalled.into_iter().chain(streak).chain(stuck).collect()
    }
}

/// Whether nothing that is known keeps the platform from dialling.
fn may_dial(overview: &Overview, now: Millis, time: OpenTime<'_>) -> bool {
    let Overview { batch, tallies, calls, .. } = overview;
    let is_open = match batch.window.map(|window| window.state(now, time.zone)) {
        Some(state) => matches!(state, WindowState::Open { .. }),
        None => !batch.has_unclear_window,
    };
    let lines = batch.max_concurrency.unwrap_or(calls.concurrency.peak).max(1);
    let live = tallies.in_phase(Phase::Live);
    is_open && tallies.in_phase(Phase::Waiting) > 0 && live < lines
}
