//! "Does anything need a person?" What is wrong beyond chance or past its time, the worst first, each with its evidence.

use super::headline::{Headline, headline};
use super::open_time::OpenTime;
use super::streak::Streak;
use super::stuck::{Stuck, stuck};
use super::window::WindowState;
use crate::domain::{BatchStatus, Phase};
use crate::engine::Overview;
use crate::time::{Millis, Span};

/// A campaign of which all calls have ended is expected to end within this.
const DRAINS_WITHIN: Span = Span::minutes(2);

/// Something that needs a person.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Attention {
    /// No call began or ended for so long, though so many wait and a line is free.
    Stalled { quiet: Span, waiting: u32 },
    /// More of the latest calls went wrong than chance explains.
    InARow(Streak),
    /// Calls that are live for very long.
    Stuck(Stuck),
    /// It says that it runs, though the last call ended so long ago.
    Drained { quiet: Span },
    /// It should have started so long ago.
    Overdue { by: Span },
}

impl Attention {
    /// What a campaign gives cause for, the worst first. What is known ends with the answer, however old that is by now;
    /// only a start is overdue by the clock.
    pub fn of(overview: &Overview, received: Millis, now: Millis, time: OpenTime<'_>) -> Vec<Self> {
        let Overview { batch, tallies, .. } = overview;
        match headline(batch, tallies, now, time.zone) {
            Headline::Overdue { by } => vec![Self::Overdue { by }],
            Headline::Drained => drained(overview, received).into_iter().collect(),
            _ if batch.status == BatchStatus::Running => running(overview, received, time),
            _ => Vec::new(),
        }
    }

    /// Its name to the host page, under which it is raised and cleared (docs/reference.md#events).
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Stalled { .. } => "stalled",
            Self::InARow(_) => "trouble",
            Self::Stuck(_) => "stuck",
            Self::Drained { .. } => "drained",
            Self::Overdue { .. } => "overdue",
        }
    }

    /// Whether the headline says it already: it is not said twice.
    pub const fn is_in_headline(&self) -> bool {
        matches!(self, Self::Drained { .. } | Self::Overdue { .. })
    }
}

fn drained(overview: &Overview, now: Millis) -> Option<Attention> {
    let quiet = now - overview.calls.progress.ends.last()?;
    (quiet >= DRAINS_WITHIN).then_some(Attention::Drained { quiet })
}

fn running(overview: &Overview, now: Millis, time: OpenTime<'_>) -> Vec<Attention> {
    let Overview { calls, tallies, .. } = overview;
    let stall = may_dial(overview, now, time).then(|| calls.gaps.stall(now, time)).flatten();
    let waiting = tallies.in_phase(Phase::Waiting);
    let stalled = stall.map(|quiet| Attention::Stalled { quiet, waiting });
    let streak = calls.latest.streak().map(Attention::InARow);
    let stuck = stuck(&calls.live, &calls.progress.lengths, now).map(Attention::Stuck);
    stalled.into_iter().chain(streak).chain(stuck).collect()
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
