//! "Why did calls fail?" Who ended without being answered, by status and the API's own words
//! (features.md 9). It guesses at no cause: two texts that say the same are two reasons.

use super::groups::Groups;
use crate::domain::{Phase, Recipient};
use crate::hash::hash;
use crate::store::{Entry, Roster};
use crate::table::order::{Keyed, keep_least};

/// How many reasons are told: what is rarer is summed up.
const TOLD: usize = 8;

/// Why calls failed, the most frequent reason first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reasons {
    /// Who is an example of each, by place: the most frequent ones, and last the one that the table
    /// is filtered by, should it be rare.
    pub examples: Vec<u32>,
    /// What [`key`] says of each, and how many have it; then how many more reasons there are, and
    /// how many recipients have one of those.
    pub figures: Vec<u32>,
}

/// The reason of a recipient as a number, the same in every answer and on every machine; 0 where
/// there is none. Among a thousand different texts, the chance that any two share a number is one in
/// 8,000; what they stand for is then one group.
pub fn key(recipient: &Recipient<'_>) -> u32 {
    if recipient.status.phase() != Phase::NotAnswered {
        return 0;
    }
    let words = recipient.error.as_deref().unwrap_or_default();
    let mixed = hash(&[recipient.status.key(), words]);
    u32::try_from(mixed >> 32).unwrap_or(0).max(1)
}

/// Groups everybody; `chosen` is the reason that the table is filtered by, or 0.
pub fn reasons(roster: &Roster, chosen: u32) -> Reasons {
    let mut groups = Groups::default();
    for (place, entry) in (0..).zip(roster.entries()) {
        if entry.reason() != 0 {
            groups.add(entry.reason().into(), place);
        }
    }
    let (mut more, mut others) = (0, 0);
    let mut most: Vec<Keyed> = Vec::new();
    for group in groups.iter() {
        more += 1;
        others += group.count;
        // Of two that are as frequent, the one whose first recipient was to be dialled first.
        keep_least(&mut most, Keyed::new((!group.count).into(), group.first), TOLD);
    }
    let mut examples: Vec<u32> = most.into_iter().map(Keyed::place).collect();
    let rare = groups.get(chosen.into());
    if rare.count > 0 && !examples.contains(&rare.first) {
        examples.push(rare.first);
    }
    let mut figures = Vec::new();
    for first in &examples {
        let key = roster.entry(*first).map_or(0, Entry::reason);
        let count = groups.get(key.into()).count;
        figures.extend([key, count]);
        more -= 1;
        others -= count;
    }
    figures.extend([more, others]);
    Reasons { examples, figures }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::roster_of;
    use std::fmt::Write;

    fn row(status: &str, error: &str) -> String {
        format!(r#"{{"status":"{status}","error_message":{error}}}"#)
    }

    fn told(roster: &Roster, reasons: &Reasons) -> Vec<(String, String, u32)> {
        let counts = reasons.figures.chunks(2).map(|two| two[1]);
        let told = reasons.examples.iter().zip(counts).map(|(place, count)| {
            let it = roster.recipient(*place).unwrap();
            (it.status.key().into(), it.error.as_deref().unwrap_or("-").into(), count)
        });
        told.collect()
    }

    /// How many more there are, and who has them.
    fn rest(reasons: &Reasons) -> [u32; 2] {
        let figures = &reasons.figures;
        assert_eq!(figures.len(), reasons.examples.len() * 2 + 2);
        [figures[figures.len() - 2], figures[figures.len() - 1]]
    }

    fn check(rows: &[(&str, &str)], expected: &[(&str, &str, u32)]) {
        let rows: Vec<_> = rows.iter().map(|(status, error)| row(status, error)).collect();
        let roster = roster_of(&rows.join(","));
        let found = reasons(&roster, 0);
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
    fn a_status_never_runs_into_the_words() {
        let key = |status: &str, error: &str| key(&Recipient::from_json(&row(status, error)));
        assert_ne!(key("failed", r#""x""#), key("busy", r#""x""#));
        assert_eq!(key("failed", r#""x""#), key("failed", r#""\u0078\t""#));
        assert_eq!(key("completed", r#""x""#), 0);
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
        let found = reasons(&roster, 0);
        let all = told(&roster, &found);
        assert_eq!(all[..2], [named("7", 50_001), named("1", 1)]);
        assert_eq!((all.len(), rest(&found)), (8, [49_992, 49_992]));
        let rare = key(&Recipient::from_json(&row("failed", "\"99999\"")));
        let found = reasons(&roster, rare);
        let all = told(&roster, &found);
        assert_eq!((all.len(), &all[8], rest(&found)), (9, &named("99999", 1), [49_991, 49_991]));
        assert_eq!(reasons(&roster, 1).examples.len(), 8);
    }
}
