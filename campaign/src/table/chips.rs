//! The filter by status: a chip for each status, and one for all the others where there are many.
//!
//! The API may send as many statuses as there are recipients, and new ones with every answer. The screen has
//! room for some, so what has no chip of its own is counted together. A chip keeps its place while it is
//! there. Those of the API's own statuses stay once they came up, at 0 too, since calls ring and end all the
//! time, and nothing shall move under a finger; one of a status that is not known goes with the last who had
//! it, unless the table is filtered by it.

use super::Query;
use crate::domain::{RecipientStatus, Tallies};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// So many statuses have a chip of their own.
const MOST: usize = 24;

/// What the table can be filtered by.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Chip {
    Status(RecipientStatus),
    /// All statuses that have no chip of their own.
    Others,
}

impl Chip {
    /// The status; None of all the others.
    pub fn status(&self) -> Option<&RecipientStatus> {
        match self {
            Self::Status(status) => Some(status),
            Self::Others => None,
        }
    }

    /// The text of a status that is not known.
    pub(crate) fn text_mut(&mut self) -> Option<&mut Box<str>> {
        match self {
            Self::Status(status) => status.text_mut(),
            Self::Others => None,
        }
    }
}

/// The statuses that have a chip of their own, in the order in which they came up.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Chips(Vec<RecipientStatus>);

impl Chips {
    /// Takes in who has which status now. New ones come behind. Where there are too many, those that the table is
    /// filtered by come first, then the API's, then those that are there already, then the most frequent.
    pub fn follow(&mut self, tallies: &Tallies, query: &Query) {
        let Self(statuses) = self;
        let is_pressed = |it: &RecipientStatus| query.statuses().any(|pressed| pressed == it);
        statuses.retain(|it| it.is_known() || is_pressed(it) || tallies.with_status(it) > 0);
        let kept = statuses.len();
        let all = tallies.by_status().into_keys();
        let new: Vec<_> = all.filter(|it| !statuses.contains(it)).cloned().collect();
        statuses.extend(new);
        if statuses.len() > MOST {
            let mut chosen: Vec<_> = statuses.iter().enumerate().collect();
            chosen.sort_by_cached_key(|(at, it)| {
                let count = Reverse(tallies.with_status(it));
                (!is_pressed(it), !it.is_known(), *at >= kept, count)
            });
            chosen.truncate(MOST);
            chosen.sort_by_key(|(at, _)| *at);
            *statuses = chosen.into_iter().map(|(_, status)| status.clone()).collect();
        }
    }

    /// Every chip with its count. The one of the others is there while somebody has one of them, or the table
    /// is filtered by it.
    pub fn counted(&self, tallies: &Tallies, query: &Query) -> Vec<(Chip, u32)> {
        let count = |it: &RecipientStatus| (Chip::Status(it.clone()), tallies.with_status(it));
        let mut chips: Vec<_> = self.0.iter().map(count).collect();
        let own = chips.iter().map(|(_, count)| count).sum();
        let others = tallies.total.saturating_sub(own);
        if others > 0 || query.chips.contains(&Chip::Others) {
            chips.push((Chip::Others, others));
        }
        chips
    }

    /// The statuses that a query wants to see.
    pub(super) fn wanted(&self, query: &Query) -> Wanted {
        let is_pressed = |it: &RecipientStatus| query.statuses().any(|pressed| pressed == it);
        if query.chips.contains(&Chip::Others) {
            Wanted::AllBut(self.0.iter().filter(|it| !is_pressed(it)).cloned().collect())
        } else if query.chips.is_empty() {
            Wanted::AllBut(Vec::new())
        } else {
            Wanted::Only(query.statuses().cloned().collect())
        }
    }
}

/// Statuses to be shown. The lists are as short as the row of chips.
#[derive(Debug)]
pub(super) enum Wanted {
    Only(Vec<RecipientStatus>),
    AllBut(Vec<RecipientStatus>),
}

impl Wanted {
    pub(super) fn has(&self, status: &RecipientStatus) -> bool {
        match self {
            Self::Only(wanted) => wanted.contains(status),
            Self::AllBut(others) => !others.contains(status),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Recipient;
    use proptest::prelude::*;

    fn tallies(statuses: &[String]) -> Tallies {
        let mut tallies = Tallies::default();
        for status in statuses {
            tallies.add(&Recipient::from_json(&format!(r#"{{"status":"{status}"}}"#)));
        }
        tallies
    }

    fn pressed(statuses: &[&str]) -> Query {
        let chip = |status: &&str| Chip::Status(RecipientStatus::parse(status));
        Query { chips: statuses.iter().map(chip).collect(), ..Query::default() }
    }

    /// What the chips say after these answers, under this filter.
    fn check(answers: &[&str], query: &Query, expected: &str) {
        let mut chips = Chips::default();
        let mut said = String::new();
        for answer in answers {
            let statuses: Vec<_> = answer.split_whitespace().map(String::from).collect();
            let tallies = tallies(&statuses);
            chips.follow(&tallies, query);
            let words = chips.counted(&tallies, query).into_iter().map(|(chip, count)| {
                let name = chip.status().map_or("*", RecipientStatus::key).to_owned();
                format!("{name} {count}")
            });
            said = words.collect::<Vec<_>>().join(", ");
        }
        assert_eq!(said, expected, "{answers:?}");
    }

    #[test]
    fn a_status_of_the_api_keeps_its_place_once_it_came_up() {
        let none = Query::default();
        check(&["busy failed", "busy pending"], &none, "busy 1, failed 0, pending 1");
    }

    #[test]
    fn a_status_that_is_not_known_leaves_with_the_last_who_had_it() {
        let none = Query::default();
        check(&["busy odd", "busy new"], &none, "busy 1, new 1");
        check(&["busy odd", "busy new"], &pressed(&["odd"]), "busy 1, odd 0, new 1");
        check(&["a b b", "b b c a"], &none, "a 1, b 2, c 1");
    }

    #[test]
    fn of_too_many_statuses_the_most_frequent_have_chips() {
        let many: Vec<_> = (10..60).map(|number| format!("s{number}")).collect();
        let mut chips = Chips::default();
        let none = Query::default();
        chips.follow(&tallies(&many), &none);
        let counts = chips.counted(&tallies(&many), &none);
        assert_eq!((counts.len(), counts.last()), (25, Some(&(Chip::Others, 26))));

        // They stand in their own order, and the most frequent are among them.
        let twice = [many.as_slice(), &["s59".into()]].concat();
        let mut new = Chips::default();
        new.follow(&tallies(&twice), &none);
        let counts = new.counted(&tallies(&twice), &none);
        assert_eq!(counts[23].0.status().map(RecipientStatus::key), Some("s59"));
        assert_eq!(counts[24], (Chip::Others, 26));

        // One of the API's has a chip all the same, and so has one that was pressed.
        let more = [many.as_slice(), &["completed".into(), "s59".into(), "s59".into()]].concat();
        chips.follow(&tallies(&more), &pressed(&["s33"]));
        let counts = chips.counted(&tallies(&more), &none);
        assert_eq!((counts.len(), counts.last()), (25, Some(&(Chip::Others, 29))));
        for status in ["completed", "s33"] {
            let chip = Chip::Status(RecipientStatus::parse(status));
            assert!(counts.contains(&(chip, 1)), "{status}");
        }
    }

    proptest! {
        #[test]
        fn whatever_comes_there_are_few_chips_and_they_sum_up_to_everybody(
            answers in prop::collection::vec(
                prop::collection::vec("[a-f][a-f]|busy|completed|pending|skipped|ended", 0..60), 1..6),
            presses in prop::collection::vec(any::<prop::sample::Index>(), 6),
        ) {
            let (mut chips, mut query) = (Chips::default(), Query::default());
            for (answer, press) in answers.iter().zip(presses) {
                let tallies = tallies(answer);
                chips.follow(&tallies, &query);
                let counts = chips.counted(&tallies, &query);
                prop_assert!(counts.len() <= MOST + 1);
                prop_assert_eq!(counts.iter().map(|(_, count)| count).sum::<u32>(), tallies.total);
                prop_assert!(query.chips.iter().all(|it| counts.iter().any(|(chip, _)| chip == it)));
                // A chip shows those that it counts, and no others.
                for (chip, count) in &counts {
                    let wanted = chips.wanted(&Query { chips: vec![chip.clone()], ..Query::default() });
                    let statuses = answer.iter().map(|it| RecipientStatus::parse(it));
                    let shown = statuses.filter(|it| wanted.has(it)).count();
                    prop_assert_eq!(shown, *count as usize);
                }
                if !counts.is_empty() {
                    query.toggle(press.get(&counts).0.clone());
                }
            }
        }
    }
}
