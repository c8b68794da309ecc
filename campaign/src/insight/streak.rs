//! "Is something wrong with the calls themselves?" More of the latest calls failed, ended at once or were not
//! answered than chance explains by the rate before.
//!
//! The latest are those that were dialled last. In the order in which calls end, failures come first of all that were
//! dialled together, and look like a streak. A call in flight has not gone wrong so far.
//!
//! Three windows are looked at and no others: with every window of 10 to 30 calls a third of all healthy campaigns
//! would cry wolf (docs/insight.md). It names what was seen and no cause.

use serde::{Deserialize, Serialize};

/// The windows, in calls that were dialled.
const WINDOWS: [usize; 3] = [10, 20, 30];
/// So many of the ended calls that were dialled last are told as the latest.
const RECENT: usize = 20;
/// How rarely chance may bring as many.
const CHANCE: f64 = 1e-4;
/// The one-sided bound of a rate, in standard deviations: below it with a chance of nine in ten.
const NINE_TENTHS: f64 = 1.281_55;

/// What went wrong with a call; nothing so far, while it is live.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "four independent facts of a call")]
pub struct Outcome {
    pub has_failed: bool,
    pub is_at_once: bool,
    pub is_unanswered: bool,
    pub has_ended: bool,
}

/// Of what there are too many.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Trouble {
    Failures,
    /// Calls that ended at once.
    AtOnce,
    Unanswered,
}

/// So many of the latest calls went wrong.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Streak {
    pub trouble: Trouble,
    pub count: u32,
    /// Of so many.
    pub of: u32,
    /// How many of those before did.
    pub count_before: u32,
    pub of_before: u32,
}

/// The calls that were dialled last and have ended.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Recent {
    pub ended: u32,
    pub answered: u32,
}

/// The latest calls, and how many went wrong in all.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Latest {
    /// The latest, in the order of dialling.
    outcomes: Vec<Outcome>,
    dialled: u32,
    failed: u32,
    at_once: u32,
    unanswered: u32,
    recent: Option<Recent>,
}

impl Trouble {
    const ALL: [Self; 3] = [Self::Failures, Self::AtOnce, Self::Unanswered];

    fn is_in(self, outcome: Outcome) -> bool {
        match self {
            Self::Failures => outcome.has_failed,
            Self::AtOnce => outcome.is_at_once,
            Self::Unanswered => outcome.is_unanswered,
        }
    }
}

impl Latest {
    /// Of all calls, in the order of dialling.
    pub fn of(outcomes: &[Outcome]) -> Self {
        let mut all = Self::default();
        for outcome in outcomes {
            all.dialled += 1;
            all.failed += u32::from(outcome.has_failed);
            all.at_once += u32::from(outcome.is_at_once);
            all.unanswered += u32::from(outcome.is_unanswered);
        }
        all.outcomes = tail(outcomes, WINDOWS[2]).into();
        let ended = outcomes.iter().rev().filter(|it| it.has_ended);
        // Of hardly more than those, the whole says the same.
        if ended.clone().count() >= 2 * RECENT {
            let answered = ended.take(RECENT).filter(|it| !it.is_unanswered).count();
            all.recent = u32::try_from(answered)
                .ok()
                .zip(u32::try_from(RECENT).ok())
                .map(|(answered, ended)| Recent { ended, answered });
        }
        all
    }

    /// How the latest calls ended, in the order of dialling; None before there are twice as many.
    pub fn recent(&self) -> Option<Recent> {
        self.recent
    }

    /// The streak that chance explains least.
    pub fn streak(&self) -> Option<Streak> {
        let windows = Trouble::ALL.into_iter().flat_map(|trouble| WINDOWS.map(|of| (trouble, of)));
        let found = windows.filter_map(|(trouble, of)| self.within(trouble, of));
        found.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, streak)| streak)
    }

    /// A streak of so many calls, with the chance of it.
    fn within(&self, trouble: Trouble, of: usize) -> Option<(f64, Streak)> {
        let latest = tail(&self.outcomes, of);
        let window = u32::try_from(of).ok()?;
        let others = self.dialled.checked_sub(window).filter(|others| *others >= window)?;
        let count = u32::try_from(latest.iter().filter(|it| trouble.is_in(**it)).count()).ok()?;
        let all = match trouble {
            Trouble::Failures => self.failed,
            Trouble::AtOnce => self.at_once,
            Trouble::Unanswered => self.unanswered,
        };
        let before = all.saturating_sub(count);
        let chance = at_least(count, window, upper(before, others));
        let (count_before, of_before) = (before, others);
        let streak = Streak { trouble, count, of: window, count_before, of_before };
        (chance < CHANCE).then_some((chance, streak))
    }
}

fn tail<T>(all: &[T], count: usize) -> &[T] {
    all.get(all.len().saturating_sub(count)..).unwrap_or_default()
}

/// The upper bound of a share that was found as so many of so many, by Wilson's score.
fn upper(count: u32, of: u32) -> f64 {
    let (n, z) = (f64::from(of), NINE_TENTHS);
    let share = f64::from(count) / n;
    let centre = share + z * z / (2.0 * n);
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    ((centre + half) / (1.0 + z * z / n)).min(1.0)
}

/// The chance of at least so many of n, each with a chance of p: the exact binomial tail.
fn at_least(count: u32, n: u32, p: f64) -> f64 {
    let mut term = (1.0 - p).powf(f64::from(n));
    let mut below = 0.0;
    for k in 0..count {
        below += term;
        term *= f64::from(n - k) / f64::from(k + 1) * p / (1.0 - p);
    }
    if p >= 1.0 { 1.0 } else { (1.0 - below).max(0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes(count: usize, has_failed: impl Fn(usize) -> bool) -> Vec<Outcome> {
        let outcome = |at| Outcome {
            has_failed: has_failed(at),
            is_unanswered: has_failed(at),
            ..Outcome::default()
        };
        (0..count).map(outcome).collect()
    }

    #[test]
    fn nine_of_ten_after_one_of_twenty() {
        let mut all = outcomes(100, |at| at % 20 == 0);
        assert_eq!(Latest::of(&all).streak(), None);
        all.extend(outcomes(10, |at| at != 4));
        let streak = Latest::of(&all).streak().unwrap();
        assert_eq!((streak.trouble, streak.count, streak.of), (Trouble::Failures, 9, 10));
        assert_eq!((streak.count_before, streak.of_before), (5, 100));
    }

    #[test]
    fn a_list_that_was_bad_from_the_start_is_no_streak() {
        assert_eq!(Latest::of(&outcomes(100, |at| at % 10 != 0)).streak(), None);
        assert_eq!(Latest::of(&outcomes(19, |_| true)).streak(), None, "too few to compare with");
        assert_eq!(Latest::of(&[]).streak(), None);
    }

    #[test]
    fn the_binomial_tail_is_exact() {
        for (count, n, p, expected) in [
            (0, 10, 0.3, 1.0),
            (10, 10, 0.5, 1.0 / 1024.0),
            (9, 10, 0.5, 11.0 / 1024.0),
            (1, 3, 0.1, 0.271),
        ] {
            assert!((at_least(count, n, p) - expected).abs() < 1e-12, "{count} of {n}");
        }
        assert!((at_least(5, 5, 1.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_bound_is_wilsons() {
        // None of 20: z² / (n + z²).
        let squared = NINE_TENTHS * NINE_TENTHS;
        assert!((upper(0, 20) - squared / (20.0 + squared)).abs() < 1e-12);
        assert!(upper(20, 20) <= 1.0);
    }
}
