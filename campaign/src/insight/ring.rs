//! "Did it ring?" Calls that failed or had no answer, by how long they took from dialling to their end.
//!
//! - **At once**, under 5 s: it hardly arrived anywhere.
//! - **A few rings**, from 5 s to under 20 s: a phone rings every 5 or 6 s in most countries.
//! - **Rang out**, from 20 s on: the time after which most networks and people give up.
//!
//! It is a split of times and no proof: a network may take seconds before it rings, or play its own words. Busy calls
//! are left out, since their end says nothing of a ring. Calls without both times are counted apart, so that the parts
//! add up to all.

use super::lengths::AT_ONCE;
use crate::domain::RecipientStatus;
use crate::store::Entry;
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// From here on it rang out.
pub const RANG_OUT: Span = Span::seconds(20);

/// How long calls rang, by how they ended.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Rings {
    pub failed: Split,
    pub no_answer: Split,
}

/// How many calls ended when.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Split {
    pub at_once: u32,
    pub few_rings: u32,
    pub rang_out: u32,
    /// Those that lack a time, or whose times contradict each other.
    pub untimed: u32,
}

impl Rings {
    /// Counts a recipient in, if it failed after a dial or had no answer.
    pub(super) fn add(&mut self, entry: &Entry) {
        match entry.status {
            // Without an attempt nothing was dialled that could have rung.
            RecipientStatus::Failed if entry.attempted.is_some() => {
                self.failed.add(entry.dial_to_end());
            }
            RecipientStatus::NoAnswer => self.no_answer.add(entry.dial_to_end()),
            _ => {}
        }
    }
}

impl Split {
    fn add(&mut self, length: Option<Span>) {
        let count = match length {
            None => &mut self.untimed,
            Some(length) if length < AT_ONCE => &mut self.at_once,
            Some(length) if length < RANG_OUT => &mut self.few_rings,
            Some(_) => &mut self.rang_out,
        };
        *count += 1;
    }

    /// All calls in it.
    pub fn total(self) -> u32 {
        self.at_once + self.few_rings + self.rang_out + self.untimed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::roster_of;
    use proptest::prelude::*;

    fn row(status: &str, seconds: Option<i64>) -> String {
        let end = |it: i64| format!(r#""2024-02-15T09:{:02}:{:02}Z""#, it / 60, it % 60);
        let end = seconds.map_or("null".into(), end);
        format!(
            r#"{{"status":"{status}","attempted_at":"2024-02-15T09:00:00Z","completed_at":{end}}}"#
        )
    }

    fn rings(rows: &[String]) -> Rings {
        let mut rings = Rings::default();
        roster_of(&rows.join(",")).entries().for_each(|entry| rings.add(entry));
        rings
    }

    #[test]
    fn the_thresholds() {
        let rows: Vec<_> = [0, 4, 5, 19, 20, 90].map(|it| row("failed", Some(it))).into();
        let failed = Split { at_once: 2, few_rings: 2, rang_out: 2, untimed: 0 };
        assert_eq!(rings(&rows), Rings { failed, ..Rings::default() });
    }

    #[test]
    fn a_number_that_was_refused_before_it_was_dialled_could_not_ring() {
        assert_eq!(rings(&[r#"{"status":"failed"}"#.into()]), Rings::default());
    }

    proptest! {
        #[test]
        fn each_call_is_counted_once(
            calls in prop::collection::vec((
                prop::sample::select(vec!["failed", "no_answer", "busy", "completed", "pending"]),
                prop::option::of(0_i64..60),
            ), 1..60),
        ) {
            let rows: Vec<_> = calls.iter().map(|(status, length)| row(status, *length)).collect();
            let found = rings(&rows);
            for (split, named) in [(found.failed, "failed"), (found.no_answer, "no_answer")] {
                let of = |is_in: &dyn Fn(Option<i64>) -> bool| {
                    let of = calls.iter().filter(|(status, length)| *status == named && is_in(*length));
                    u32::try_from(of.count()).unwrap()
                };
                prop_assert_eq!(split.at_once, of(&|it| it.is_some_and(|it| it < 5)));
                prop_assert_eq!(split.few_rings, of(&|it| it.is_some_and(|it| (5..20).contains(&it))));
                prop_assert_eq!(split.rang_out, of(&|it| it.is_some_and(|it| it >= 20)));
                prop_assert_eq!(split.untimed, of(&|it| it.is_none()));
                prop_assert_eq!(split.total(), of(&|_| true));
            }
        }
    }
}
