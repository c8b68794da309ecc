//! "Does anything need a person?" What is wrong beyond chance or past its time, the worst first, each with its evidence.

use super::deadline::{Known, Late, late};
use super::headline::Headline;
use super::situation::Situation;
use super::streak::Streak;
use super::stuck::{Stuck, stuck};
use crate::domain::BatchStatus;
use crate::time::Span;

/// A campaign of which all calls have ended is expected to end within this.
const DRAINS_WITHIN: Span = Span::minutes(2);

/// Something that needs a person.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Attention {
    /// No call began or ended for so long, though so many wait and a line is free.
    Stalled { quiet: Span, waiting: u32 },
    /// More of the latest calls went wrong than chance explains.
    InARow(Streak),
    /// It will not be done when the page wants it to be.
    Late(Late),
    /// Calls that are live for very long.
    Stuck(Stuck),
    /// It says that it runs, though the last call ended so long ago.
    Drained { quiet: Span },
    /// It should have started so long ago.
    Overdue { by: Span },
}

impl Attention {
    /// What a campaign gives cause for, the worst first, after what it gave cause for before. Only a start is overdue by
    /// the clock; of all else nothing is known since the answer.
    pub fn of(situation: &Situation<'_>, before: &[Self]) -> Vec<Self> {
        let was_late = before.iter().any(|it| matches!(it, Self::Late(_)));
        let late = || late(situation, if was_late { Known::Late } else { Known::InTime });
        match (situation.headline(), &situation.overview.batch.status) {
            (Headline::Overdue { by }, _) => vec![Self::Overdue { by }],
            (Headline::Drained, _) => drained(situation).into_iter().collect(),
            (_, BatchStatus::Running) => running(situation, late()),
            (_, BatchStatus::Paused) => late().map(Self::Late).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Its name to the host page, under which it is raised and cleared (docs/reference.md#events).
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Stalled { .. } => "stalled",
            Self::InARow(_) => "trouble",
            Self::Late(_) => "late",
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

fn drained(situation: &Situation<'_>) -> Option<Attention> {
    let quiet = situation.received - situation.overview.calls.progress.ends.last()?;
    (quiet >= DRAINS_WITHIN).then_some(Attention::Drained { quiet })
}

fn running(situation: &Situation<'_>, late: Option<Late>) -> Vec<Attention> {
    let calls = &situation.overview.calls;
    let waiting = situation.waiting();
    let stalled = situation.stall().map(|quiet| Attention::Stalled { quiet, waiting });
    let streak = calls.latest.streak().map(Attention::InARow);
    let late = late.map(Attention::Late);
    let stuck = stuck(&calls.live, &calls.progress.lengths, situation.received);
    let stuck = stuck.map(Attention::Stuck);
    stalled.into_iter().chain(streak).chain(late).chain(stuck).collect()
}
