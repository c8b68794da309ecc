//! How many requests an hour may go out for a campaign, and how they are spread over it. Pure figures; the shell knows
//! what was spent.

use crate::time::{HOUR, Millis, Span};

/// The requests of the last hour, the earliest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Spent(Vec<Millis>);

impl Spent {
    /// Of requests that went out at those times, those of the last hour. What lies ahead was noted by a clock that has
    /// been set back since, and tells nothing.
    pub fn new(times: impl IntoIterator<Item = Millis>, now: Millis) -> Self {
        let is_of_last_hour = |at: &Millis| (0..HOUR.0).contains(&(now - *at).0);
        let mut times: Vec<_> = times.into_iter().filter(is_of_last_hour).collect();
        times.sort_unstable();
        Self(times)
    }

    /// When they went out, the earliest first.
    pub fn times(&self) -> &[Millis] {
        &self.0
    }

    /// How long it takes until another request may go out, for no more than `budget` to do so in an hour; None where one
    /// may at once.
    pub fn until_free(&self, budget: u32, now: Millis) -> Option<Span> {
        let over = self.0.len().checked_sub(budget as usize)?;
        Some(*self.0.get(over)? + HOUR - now)
    }

    /// The same for refreshes of what is shown already, which make way for what may be wanted later in the hour.
    ///
    /// The first half of the budget may be spent at any pace, so that nothing is held up by what is usual. What is left
    /// is spread over the time until more is free again: so a campaign is shown a little late, rather than not at all
    /// for the rest of the hour.
    pub fn until_spared(&self, budget: u32, now: Millis) -> Option<Span> {
        let left = (budget as usize).saturating_sub(self.0.len());
        if left == 0 || self.0.len() < left {
            return self.until_free(budget, now);
        }
        let (first, last) = (*self.0.first()?, *self.0.last()?);
        let until_free = first + HOUR - last;
        let apart = Span(until_free.0 / i64::try_from(left + 1).unwrap_or(i64::MAX));
        Some(last + apart - now).filter(|wait| *wait > Span(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spent(seconds: impl IntoIterator<Item = i64>, now: Millis) -> Spent {
        Spent::new(seconds.into_iter().map(|second| Millis(second * 1000)), now)
    }

    #[test]
    fn only_the_last_hour_counts_and_nothing_that_lies_ahead() {
        let now = Millis(3_600_000);
        let of_last_hour = spent([3_590, 0, 1, 3_601, 9_000_000], now);
        assert_eq!(of_last_hour.times(), [Millis(1_000), Millis(3_590_000)]);
    }

    #[test]
    fn the_first_half_is_spent_at_any_pace_and_the_rest_is_spread() {
        let now = Millis(100_000);
        let wait = |count: i64| {
            let all = spent((0..count).map(|it| it * 10), now);
            [all.until_free(20, now), all.until_spared(20, now)].map(|it| it.map(|it| it.0 / 1000))
        };
        assert_eq!(wait(9), [None, None]);
        // Ten are left for the 3,510 s after the last one, which went out 10 s ago.
        assert_eq!(wait(10), [None, Some(309)]);
        let all = spent(0..20, now);
        assert_eq!(all.until_free(20, now), Some(Span::seconds(3_500)));
        assert_eq!(all.until_spared(20, now), Some(Span::seconds(3_500)));
        // Somebody has asked by hand on top.
        assert_eq!(spent(0..23, now).until_free(20, now), Some(Span::seconds(3_503)));
    }

    proptest! {
        #[test]
        fn no_hour_of_a_day_has_more_than_the_budget_and_no_wait_is_an_hour_long(
            budget in 1_u32..60, every in 5_i64..120, first in 0_i64..3600
        ) {
            let mut times: Vec<i64> = Vec::new();
            let mut now = first;
            while now < 24 * 3600 {
                let at = Millis(now * 1000);
                if let Some(wait) = spent(times.iter().copied(), at).until_spared(budget, at) {
                    prop_assert!((1..=HOUR.0).contains(&wait.0), "{wait:?}");
                    now += (wait.0 + 999) / 1000;
                } else {
                    times.push(now);
                    now += every;
                }
            }
            for window in times.windows(budget as usize + 1) {
                prop_assert!(window[budget as usize] - window[0] >= 3600);
            }
            // What may be asked is asked: not much less than the budget, or than the pace.
            let most = usize::try_from((24 * 3600 / every).min(24 * i64::from(budget))).unwrap();
            prop_assert!(times.len() * 10 >= most * 8, "{} of {most}", times.len());
        }
    }
}
