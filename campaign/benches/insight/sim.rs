//! Campaigns that never were: who is dialled when, for how long and with what end.

use campaign::domain::CallingWindow;
use campaign::time::{Millis, Span};

/// A call, in the order of dialling.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Call {
    pub(crate) start: Millis,
    pub(crate) end: Millis,
}

/// How the platform dials while the window is open and a line is free.
#[derive(Copy, Clone, Debug)]
pub(crate) enum Dialling {
    /// Again and again after a gap by chance, of so many seconds on average.
    Poisson(f64),
    /// All free lines at once, each time so many seconds have passed.
    Bursts(f64),
}

/// Something that happens once a share of the recipients was dialled.
#[derive(Copy, Clone, Debug)]
pub(crate) enum Turn {
    /// The gaps and calls are so many times as long from then on.
    Pace(f64),
    /// For so many minutes nothing but failures.
    Outage(i64),
}

/// What one campaign is made of.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) recipients: usize,
    pub(crate) lines: usize,
    pub(crate) dialling: Dialling,
    pub(crate) window: Option<CallingWindow>,
    pub(crate) zone: fn(Millis) -> Span,
    pub(crate) begin: Millis,
    pub(crate) turn: Option<(f64, Turn)>,
    /// How many calls are answered, and how many fail at once: of one.
    pub(crate) answered: f64,
    pub(crate) failed: f64,
}

impl Plan {
    /// All calls of one course of the campaign.
    pub(crate) fn run(&self, chance: &mut fastrand::Rng) -> Vec<Call> {
        let mut calls: Vec<Call> = Vec::with_capacity(self.recipients);
        let mut lines = vec![self.begin; self.lines];
        let mut outage: Option<Millis> = None;
        let mut now = self.begin;
        while calls.len() < self.recipients {
            let share = calls.len() as f64 / self.recipients as f64;
            let turn = self.turn.filter(|(at, _)| share >= *at).map(|(_, turn)| turn);
            let slow = if let Some(Turn::Pace(times)) = turn { times } else { 1.0 };
            let is_out = match turn {
                Some(Turn::Outage(minutes)) => {
                    now < *outage.get_or_insert(now + Span::minutes(minutes))
                }
                _ => false,
            };
            now = self.open(now);
            let count = match self.dialling {
                Dialling::Poisson(_) => 1,
                Dialling::Bursts(_) => lines.iter().filter(|free| **free <= now).count(),
            };
            if count == 0 || lines.iter().all(|free| *free > now) {
                now = match self.dialling {
                    Dialling::Poisson(_) => {
                        lines.iter().copied().min().unwrap_or(now).max(now + Span(1))
                    }
                    Dialling::Bursts(every) => now + Span::from_f64(every * slow * 1000.0),
                };
                continue;
            }
            for line in lines
                .iter_mut()
                .filter(|free| **free <= now)
                .take(count.min(self.recipients - calls.len()))
            {
                let length = self.call(chance, is_out);
                let end = now + Span::from_f64(length * slow * 1000.0);
                calls.push(Call { start: now, end });
                *line = end + Span::from_f64(1000.0 + 2000.0 * chance.f64());
            }
            now = now
                + match self.dialling {
                    Dialling::Poisson(gap) => {
                        Span::from_f64(exponential(chance, gap * slow) * 1000.0)
                    }
                    Dialling::Bursts(every) => Span::from_f64(every * slow * 1000.0),
                };
        }
        calls
    }

    /// The next moment in which calls may be made.
    fn open(&self, now: Millis) -> Millis {
        let time = campaign::insight::open_time::OpenTime { window: self.window, zone: &self.zone };
        time.openings(now).next().map_or(now, |opening| opening.start)
    }

    /// Seconds from dialling to the end.
    fn call(&self, chance: &mut fastrand::Rng, is_out: bool) -> f64 {
        let draw = chance.f64();
        if is_out || draw < self.failed {
            1.0 + 3.0 * chance.f64()
        } else if draw < self.failed + self.answered {
            5.0 + (4.2 + 0.9 * normal(chance)).exp().min(1800.0)
        } else {
            20.0 + 12.0 * chance.f64()
        }
    }
}

pub(crate) fn exponential(chance: &mut fastrand::Rng, mean: f64) -> f64 {
    -mean * (1.0 - chance.f64()).ln()
}

fn normal(chance: &mut fastrand::Rng) -> f64 {
    (-2.0 * (1.0 - chance.f64()).ln()).sqrt() * (std::f64::consts::TAU * chance.f64()).cos()
}
