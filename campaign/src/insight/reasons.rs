//! "Why did calls fail?" Who ended without being answered or was never called, by status and the API's own words. It
//! guesses at no cause: two texts that say the same are two reasons.

use crate::domain::{Phase, ReasonKey};
use crate::store::{Roster, short};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::HashMap;

/// How many reasons are told one by one at first: what is rarer is summed up.
pub const TOLD: usize = 8;

/// Why calls failed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reasons {
    /// The most frequent reasons, the most frequent first but for those that were told before, which keep their
    /// order; and last the one that the table is filtered by, should it be rare.
    pub told: Vec<Reason>,
    pub rest: RestOfReasons,
}

/// A reason that some have in common.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Reason {
    /// What it is told by.
    pub key: ReasonKey,
    /// Recipients with it.
    pub count: u32,
    /// The first of those, by place in dialling order.
    pub example: u32,
}

/// What is not told one by one.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct RestOfReasons {
    /// How many more reasons there are.
    pub reasons: u32,
    /// Recipients with any of them.
    pub recipients: u32,
}

/// Groups everybody. So many reasons are told one by one: what is rarer is summed up. `chosen` is the reason that
/// the table is filtered by, and `before` are those that were told last. Who waits was never called once the campaign is over.
pub fn reasons(
    roster: &Roster,
    is_over: bool,
    chosen: Option<ReasonKey>,
    count: usize,
    before: &[ReasonKey],
) -> Reasons {
    let mut groups: HashMap<ReasonKey, Reason> = HashMap::new();
    for (example, entry) in (0..).zip(roster.entries()) {
        let waits = entry.status.phase() == Phase::Waiting && !is_over;
        if let Some(key) = entry.reason.filter(|_| !waits) {
            groups.entry(key).or_insert(Reason { key, count: 0, example }).count += 1;
        }
    }
    let mut told: Vec<Reason> = groups.into_values().collect();
    // Of two that are as frequent, the one whose first recipient was to be dialled first.
    let place = |reason: &Reason| before.iter().position(|key| *key == reason.key);
    told.sort_unstable_by_key(|reason| {
        let place = place(reason).unwrap_or(before.len());
        (place, Reverse(reason.count), reason.example)
    });
    let mut rare = told.split_off(told.len().min(count));
    if let Some(at) = rare.iter().position(|reason| Some(reason.key) == chosen) {
        told.push(rare.remove(at));
    }
    let recipients = rare.iter().map(|reason| reason.count).sum();
    Reasons { told, rest: RestOfReasons { reasons: short(rare.len()), recipients } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Recipient;
    use crate::store::roster_of;
    use std::fmt::Write;

    fn row(status: &str, error: &str) -> String {
        format!(r#"{{"status":"{status}","error_message":{error}}}"#)
    }

    fn told(roster: &Roster, reasons: &Reasons) -> Vec<(String, String, u32)> {
        let told = reasons.told.iter().map(|reason| {
            let it = roster.recipient(reason.example).unwrap();
            let words = it.error.as_deref().unwrap_or("-").into();
            (it.status.key().into(), words, reason.count)
        });
        told.collect()
    }

    /// How many more there are, and who has them.
    fn rest(reasons: &Reasons) -> [u32; 2] {
        [reasons.rest.reasons, reasons.rest.recipients]
    }

    fn check(rows: &[(&str, &str)], expected: &[(&str, &str, u32)]) {
        let rows: Vec<_> = rows.iter().map(|(status, error)| row(status, error)).collect();
        let roster = roster_of(&rows.join(","));
        let found = reasons(&roster, false, None, 8, &[]);
        let expected = expected
            .iter()
            .map(|(status, words, count)| (String::from(*status), String::from(*words), *count));
        assert_eq!((told(&roster, &found), rest(&found)), (expected.collect(), [0, 0]));
    }

    #[test]
    fn by_status_and_words_the_most_frequent_first() {
        check(
            &[
                ("busy", "null"),
                ("failed", r#""No route""#),
                ("completed", r#""No route""#),
                ("failed", r#"" No route ""#),
                ("busy", r#""No route""#),
                ("failed", r#""""#),
                ("pending", "null"),
                ("no-answer", "null"),
                ("no_answer", r#""  ""#),
                ("ringing", r#""x""#),
            ],
            &[
                ("failed", "No route", 2),
                ("no_answer", "-", 2),
                ("busy", "-", 1),
                ("busy", "No route", 1),
                ("failed", "-", 1),
            ],
        );
        check(&[("completed", "null")], &[]);
    }

    #[test]
    fn the_rare_are_summed_up_but_for_the_chosen_one() {
        let mut rows = String::new();
        for number in 0..100_000_u32 {
            let words = if number % 2 == 0 { 7 } else { number };
            write!(rows, "{},", row("failed", &format!("\"{words}\""))).unwrap();
        }
        let roster = roster_of(rows.trim_end_matches(','));
        let named = |words: &str, count| (String::from("failed"), String::from(words), count);
        let found = reasons(&roster, false, None, 8, &[]);
        let all = told(&roster, &found);
        assert_eq!(all[..2], [named("7", 50_001), named("1", 1)]);
        assert_eq!((all.len(), rest(&found)), (8, [49_992, 49_992]));
        let rare = ReasonKey::of(&Recipient::from_json(&row("failed", "\"99999\"")));
        let unknown = ReasonKey::of(&Recipient::from_json(&row("failed", "\"unknown\"")));
        let found = reasons(&roster, false, rare, 8, &[]);
        let all = told(&roster, &found);
        assert_eq!((all.len(), &all[8], rest(&found)), (9, &named("99999", 1), [49_991, 49_991]));
        assert_eq!(reasons(&roster, false, unknown, 8, &[]).told.len(), 8);
    }

    #[test]
    fn a_reason_that_is_told_keeps_its_place_when_another_becomes_more_frequent() {
        let rows = |counts: [usize; 3]| {
            let words = ["\"a\"", "\"b\"", "\"c\""].into_iter().zip(counts);
            let rows = words.flat_map(|(words, count)| vec![row("failed", words); count]);
            roster_of(&rows.collect::<Vec<_>>().join(","))
        };
        let words = |roster: &Roster, found: &Reasons| {
            told(roster, found).into_iter().map(|(_, words, _)| words).collect::<Vec<_>>()
        };
        let keys = |found: &Reasons| found.told.iter().map(|it| it.key).collect::<Vec<_>>();
        let before = rows([3, 2, 0]);
        let first = reasons(&before, false, None, 8, &[]);
        assert_eq!(words(&before, &first), ["a", "b"]);
        let after = rows([3, 9, 5]);
        let second = reasons(&after, false, None, 8, &keys(&first));
        assert_eq!(words(&after, &second), ["a", "b", "c"]);
        let shorter = reasons(&after, false, None, 2, &keys(&second));
        assert_eq!(
            (words(&after, &shorter), rest(&shorter)),
            (vec!["a".into(), "b".into()], [1, 5])
        );
    }
}
