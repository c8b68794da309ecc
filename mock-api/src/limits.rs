//! The rate limits: 100 requests a minute and 1,000 an hour for each user, in sliding windows
//! (docs/api.md#limits).

use std::collections::{HashMap, VecDeque};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// The most requests of one user. `None` is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// In any 60 seconds.
    pub per_minute: Option<usize>,
    /// In any 60 minutes.
    pub per_hour: Option<usize>,
}

impl Default for Limits {
    /// The vendor's documented limits.
    fn default() -> Self {
        Self { per_minute: Some(100), per_hour: Some(1_000) }
    }
}

impl Limits {
    /// No limits, for tests that ask often and for benchmarks.
    pub fn none() -> Self {
        Self { per_minute: None, per_hour: None }
    }
}

/// The times of the last hour's requests, by key. Each key counts as a user.
#[derive(Debug)]
pub(crate) struct Ledger {
    limits: Limits,
    spent: HashMap<String, VecDeque<i64>>,
}

impl Ledger {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, spent: HashMap::new() }
    }

    /// Counts a request at `now`, or refuses it. A refused request does not count, so a client that
    /// waits long enough is served again.
    pub(crate) fn allows(&mut self, user: &str, now: i64) -> bool {
        if self.limits == Limits::none() {
            return true;
        }
        let spent = self.spent.entry(user.to_owned()).or_default();
        while spent.front().is_some_and(|at| *at <= now - HOUR) {
            spent.pop_front();
        }
        let last_minute = spent.iter().rev().take_while(|at| **at > now - MINUTE).count();
        let allowed = self.limits.per_minute.is_none_or(|most| last_minute < most)
            && self.limits.per_hour.is_none_or(|most| spent.len() < most);
        if allowed {
            spent.push_back(now);
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sends a request at each of `times`, and expects that so many are allowed.
    fn check(limits: Limits, times: impl Iterator<Item = i64>, expected: usize) {
        let mut ledger = Ledger::new(limits);
        assert_eq!(times.filter(|at| ledger.allows("ann", *at)).count(), expected, "{limits:?}");
    }

    #[test]
    fn windows_slide() {
        check(Limits::default(), (0..150).map(|n| n * 10), 100);
        check(Limits::default(), (0..200).map(|n| n * 600), 200);
        check(Limits::default(), (0..1_500).map(|n| n * 1_000), 1_000);
        check(Limits::default(), (0..2_000).map(|n| n * 3_600), 2_000);
        check(
            Limits { per_minute: Some(2), per_hour: None },
            [0, 1, 2, 60_000, 60_001].into_iter(),
            4,
        );
        check(Limits::none(), (0..5_000).map(|_| 0), 5_000);
    }

    #[test]
    fn each_key_is_its_own_user() {
        let mut ledger = Ledger::new(Limits { per_minute: Some(1), per_hour: None });
        assert!(ledger.allows("ann", 0));
        assert!(!ledger.allows("ann", 1));
        assert!(ledger.allows("bob", 1));
    }
}
