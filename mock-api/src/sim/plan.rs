//! The whole course of a campaign, worked out once: who is dialled when, and how it ends.
//!
//! Times are simulated milliseconds since the start. A few free lines dial in list order, each
//! taking the next recipient as soon as it is free, as the vendor's dialler does.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::draw::Draw;
use super::id::CampaignId;

const REASONS: [&str; 6] = [
    "SIP 404: number not in service",
    "SIP 480: temporarily unavailable",
    "SIP 503: carrier rejected the call",
    "SIP 603: declined",
    "Invalid phone number",
    "Call setup timed out after 30s",
];

/// How a recipient's turn ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Completed,
    NoAnswer,
    Busy,
    Failed,
    Skipped,
    Canceled,
}

impl Outcome {
    fn of(draw: Draw) -> Self {
        match draw.salted(3).below(100) {
            0..64 => Self::Completed,
            64..79 => Self::NoAnswer,
            79..88 => Self::Busy,
            88..95 => Self::Failed,
            95..98 => Self::Skipped,
            _ => Self::Canceled,
        }
    }

    pub(crate) fn status(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::NoAnswer => "no_answer",
            Self::Busy => "busy",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
            Self::Canceled => "canceled",
        }
    }

    fn is_dialled(self) -> bool {
        !matches!(self, Self::Skipped | Self::Canceled)
    }
}

/// How long each phase of a call lasts.
struct Phases {
    calling: i64,
    ringing: i64,
    talking: i64,
}

impl Phases {
    fn of(draw: Draw, outcome: Outcome) -> Self {
        let setup = draw.salted(4).millis(800, 2_800);
        let ring = draw.salted(5);
        let (calling, ringing, talking) = match outcome {
            Outcome::Completed => (setup, ring.millis(3_000, 14_000), talk(draw)),
            Outcome::NoAnswer => (setup, ring.millis(24_000, 34_000), 0),
            Outcome::Busy => (setup + ring.millis(500, 1_500), 0, 0),
            Outcome::Failed => (setup, ring.millis(0, 3_000), 0),
            Outcome::Skipped | Outcome::Canceled => (0, 0, 0),
        };
        Self { calling, ringing, talking }
    }

    fn total(&self) -> i64 {
        self.calling + self.ringing + self.talking
    }
}

/// Some hang up at once, some are voicemail, the rest talk: mostly briefly, sometimes for minutes.
fn talk(draw: Draw) -> i64 {
    let length = draw.salted(7);
    match draw.salted(6).below(100) {
        0..5 => 0,
        5..23 => length.millis(18_000, 30_000),
        _ => {
            let skew = length.millis(0, 1_000);
            20_000 + 220 * skew * skew / 1_000
        }
    }
}

/// One recipient's turn.
#[derive(Clone, Copy, Debug)]
struct Dial {
    start: i64,
    end: i64,
    outcome: Outcome,
}

/// Where a recipient stands at a moment, in simulated time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Waiting,
    Live { status: &'static str, since: i64 },
    Ended { outcome: Outcome, dialled: Option<i64>, at: Option<i64> },
}

/// Everybody's turn.
#[derive(Debug)]
pub(crate) struct Plan {
    seed: u64,
    dials: Vec<Dial>,
    lines: u32,
    /// When each turn ends, sorted: every answer asks for the last, most for a share.
    ends: Vec<i64>,
    /// The two that end last, whose rows land late.
    last: [Option<usize>; 2],
}

impl Plan {
    pub(crate) fn new(id: CampaignId) -> Self {
        let seed = seed(id);
        let lines = (id.size.isqrt() / 2).clamp(2, 50);
        let mut free: BinaryHeap<_> =
            (0..lines).map(|line| Reverse(i64::from(line) * 400)).collect();
        let mut dials = Vec::with_capacity(usize::try_from(id.size).unwrap_or(0));
        for index in 0..u64::from(id.size) {
            let draw = Draw::new(seed, index);
            let outcome = Outcome::of(draw);
            let Reverse(start) = free.pop().unwrap_or_default();
            let end = start + Phases::of(draw, outcome).total();
            let pause = if outcome.is_dialled() { draw.salted(8).millis(300, 1_500) } else { 0 };
            free.push(Reverse(end + pause));
            dials.push(Dial { start, end, outcome });
        }
        let last = last_two(&dials);
        let mut ends: Vec<_> = dials.iter().map(|dial| dial.end).collect();
        ends.sort_unstable();
        Self { seed, dials, lines, ends, last }
    }

    /// What the vendor calls `max_concurrency`.
    pub(crate) fn lines(&self) -> u32 {
        self.lines
    }

    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }

    /// When the last call ends.
    pub(crate) fn end(&self) -> i64 {
        self.ends.last().copied().unwrap_or(0)
    }

    /// When `percent` of the recipients have ended.
    pub(crate) fn when_done(&self, percent: usize) -> i64 {
        self.ends.get(self.ends.len() * percent / 100).copied().unwrap_or(self.end())
    }

    pub(crate) fn lands_late(&self, index: usize) -> bool {
        self.last.contains(&Some(index))
    }

    /// Where recipient `index` stands at `elapsed`.
    pub(crate) fn standing(&self, index: usize, elapsed: i64) -> Standing {
        let Some(dial) = self.dials.get(index).filter(|dial| dial.start <= elapsed) else {
            return Standing::Waiting;
        };
        if dial.end <= elapsed { ended(dial) } else { self.live(index, dial, elapsed) }
    }

    /// How recipient `index` ends, however long it takes.
    pub(crate) fn final_standing(&self, index: usize) -> Standing {
        self.dials.get(index).map_or(Standing::Waiting, ended)
    }

    fn live(&self, index: usize, dial: &Dial, elapsed: i64) -> Standing {
        let phases = Phases::of(Draw::new(self.seed, index as u64), dial.outcome);
        let since_dial = elapsed - dial.start;
        let status = if since_dial < phases.calling {
            "calling"
        } else if since_dial < phases.calling + phases.ringing {
            "ringing"
        } else {
            "in_progress"
        };
        Standing::Live { status, since: dial.start }
    }

    /// Why recipient `index` failed, where it did.
    pub(crate) fn reason(&self, index: usize) -> &'static str {
        Draw::new(self.seed, index as u64).salted(9).pick(&REASONS)
    }
}

/// The seed of a campaign's chance. The kind is left out, so that a campaign of one kind can be
/// compared with the same people under another.
fn seed(id: CampaignId) -> u64 {
    u64::from(id.seed) << 32 | u64::from(id.size)
}

/// Completed and unsuccessful calls of a whole campaign, without planning it.
pub(crate) fn final_counts(id: CampaignId) -> (u32, u32) {
    let seed = seed(id);
    let outcomes = (0..u64::from(id.size)).map(|index| Outcome::of(Draw::new(seed, index)));
    outcomes.fold((0, 0), |(completed, failed), outcome| match outcome {
        Outcome::Completed => (completed + 1, failed),
        Outcome::NoAnswer | Outcome::Busy | Outcome::Failed => (completed, failed + 1),
        Outcome::Skipped | Outcome::Canceled => (completed, failed),
    })
}

fn ended(dial: &Dial) -> Standing {
    Standing::Ended {
        outcome: dial.outcome,
        dialled: dial.outcome.is_dialled().then_some(dial.start),
        // A canceled row never gets `completed_at` (trap 7).
        at: (dial.outcome != Outcome::Canceled).then_some(dial.end),
    }
}

fn last_two(dials: &[Dial]) -> [Option<usize>; 2] {
    let mut last = [None, None];
    let mut ends = [i64::MIN, i64::MIN];
    for (index, dial) in dials.iter().enumerate().filter(|(_, dial)| dial.outcome.is_dialled()) {
        let [latest, second] = ends;
        if dial.end > latest {
            (ends, last) = ([dial.end, latest], [Some(index), last[0]]);
        } else if dial.end > second {
            (ends, last) = ([latest, dial.end], [last[0], Some(index)]);
        }
    }
    last
}
