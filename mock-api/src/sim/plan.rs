//! The whole course of a campaign, computed once: when each recipient is dialled, and how the call ends.
//!
//! Times are simulated milliseconds since the start. There are a few lines. Each takes the next recipient
//! of the list as soon as it is free, as the vendor's dialler does.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::draw::Draw;
use super::id::CampaignId;
use super::kind::Kind;

const REASONS: [&str; 6] = [
    "SIP 404: number not in service",
    "SIP 480: temporarily unavailable",
    "SIP 503: carrier rejected the call",
    "SIP 603: declined",
    "Invalid phone number",
    "Call setup timed out after 30s",
];

/// How a recipient's call ends, or why there is none.
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

/// How long the talking lasts. Some hang up at once, some are voicemail, and the others mostly talk
/// briefly and sometimes for minutes.
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

/// The call of one recipient.
#[derive(Clone, Copy, Debug)]
struct Dial {
    start: i64,
    end: i64,
    outcome: Outcome,
}

/// The state of a recipient at a moment, in simulated time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Waiting,
    Live { status: &'static str, since: i64 },
    Ended { outcome: Outcome, dialled: Option<i64>, at: Option<i64> },
}

/// The calls of all recipients.
#[derive(Debug)]
pub(crate) struct Plan {
    seed: u64,
    dials: Vec<Dial>,
    lines: u32,
    /// When each call ends, sorted. Every answer needs the last, and most need that of a share.
    ends: Vec<i64>,
    /// The two calls that end last. Their rows land late.
    last: [Option<usize>; 2],
}

impl Plan {
    pub(crate) fn new(id: CampaignId) -> Self {
        let seed = seed(id);
        let lines = match id.kind {
            Kind::SeveralNights => 1,
            Kind::Capped => 2,
            _ => (id.size.isqrt() / 2).clamp(2, 50),
        };
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

    /// The value of `max_concurrency`.
    pub(crate) fn lines(&self) -> u32 {
        self.lines
    }

    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }

    /// The end of the last call.
    pub(crate) fn end(&self) -> i64 {
        self.ends.last().copied().unwrap_or(0)
    }

    /// When so many percent of the calls have ended.
    pub(crate) fn when_done(&self, percent: usize) -> i64 {
        self.ends.get(self.ends.len() * percent / 100).copied().unwrap_or(self.end())
    }

    pub(crate) fn lands_late(&self, index: usize) -> bool {
        self.last.contains(&Some(index))
    }

    /// The state of a recipient at a simulated time.
    pub(crate) fn standing(&self, index: usize, elapsed: i64) -> Standing {
        let Some(dial) = self.dials.get(index).filter(|dial| dial.start <= elapsed) else {
            return Standing::Waiting;
        };
        if dial.end <= elapsed { ended(dial) } else { self.live(index, dial, elapsed) }
    }

    /// The state of a recipient once its call has ended.
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

    /// The `error_message` of a recipient whose call failed.
    pub(crate) fn reason(&self, index: usize) -> &'static str {
        Draw::new(self.seed, index as u64).salted(9).pick(&REASONS)
    }
}

/// The seed of a campaign's chance. It does not depend on the kind, so that campaigns of different kinds
/// have the same people.
fn seed(id: CampaignId) -> u64 {
    u64::from(id.seed) << 32 | u64::from(id.size)
}

/// The numbers of completed and unsuccessful calls of a whole campaign, without its plan.
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
        // A canceled row never gets `completed_at` (docs/api.md#late-callbacks).
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
