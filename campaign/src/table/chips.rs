//! The filter by status: a chip for each status, and one for all the others where there are many.
//!
//! The API may send as many statuses as there are recipients, and new ones with every answer. The screen has
//! room for some, so what has no chip of its own is counted together. A chip keeps its place while it is
//! there. Those of the API's own statuses stay once they came up, at 0 too, since calls ring and end all the
//! time, and nothing shall move under a finger; one of a status that is not known goes with the last who had
//! it, unless the table is filtered by it.
//!
//! Before those stand two chips that cut across the statuses: all that are live, and all to be called back. They come
//! with the first that they count, and stay. Since they overlap with the statuses, a press on one of them replaces what
//! was pressed, and so does a press on a status while one of them is pressed; only statuses add up.

use super::Query;
use crate::domain::class::Class;
use crate::domain::{Phase, RecipientStatus, Tallies};
use crate::store::Entry;
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
    /// Every call in flight, whatever its status.
    Live,
    /// All that may be reached by another call ([`Class::CallBack`]).
    CallBack,
}

impl Chip {
    /// The status of a chip that has one of its own.
    pub fn status(&self) -> Option<&RecipientStatus> {
        match self {
            Self::Status(status) => Some(status),
            Self::Others | Self::Live | Self::CallBack => None,
        }
    }

    /// Whether it cuts across the statuses, so that others count some of its recipients too.
    pub fn cuts_across(&self) -> bool {
        matches!(self, Self::Live | Self::CallBack)
    }

    /// The text of a status that is not known.
    pub(crate) fn text_mut(&mut self) -> Option<&mut Box<str>> {
        match self {
            Self::Status(status) => status.text_mut(),
            Self::Others | Self::Live | Self::CallBack => None,
        }
    }
}

/// The chips that came up.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Chips {
    /// Those that cut across the statuses.
    across: Vec<Chip>,
    /// The statuses that have a chip of their own, in the order in which they came up.
    statuses: Vec<RecipientStatus>,
}

impl Chips {
    /// Takes in who has which status now. New ones come behind. Where there are too many, those that the table is
    /// filtered by come first, then the API's, then those that are there already, then the most frequent.
    pub fn follow(&mut self, tallies: &Tallies, query: &Query) {
        let Self { across, statuses } = self;
        *across = [Chip::Live, Chip::CallBack]
            .into_iter()
            .filter(|it| {
                across.contains(it) || query.chips.contains(it) || count_of(it, tallies) > 0
            })
            .collect();
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

    /// Every chip with its count; those of the statuses count everybody together. The one of the others is there while
    /// somebody has one of them, or the table is filtered by it.
    pub fn counted(&self, tallies: &Tallies, query: &Query) -> Vec<(Chip, u32)> {
        let count = |chip: Chip| {
            let count = count_of(&chip, tallies);
            (chip, count)
        };
        let mut chips: Vec<_> = self.across.iter().cloned().map(count).collect();
        chips.extend(self.statuses.iter().cloned().map(Chip::Status).map(count));
        let of_statuses = chips.iter().filter(|(chip, _)| !chip.cuts_across());
        let own = of_statuses.map(|(_, count)| count).sum();
        let others = tallies.total.saturating_sub(own);
        if others > 0 || query.chips.contains(&Chip::Others) {
            chips.push((Chip::Others, others));
        }
        chips
    }

    /// What a query wants to see.
    pub(super) fn wanted(&self, query: &Query) -> Wanted {
        let is_pressed = |it: &RecipientStatus| query.statuses().any(|pressed| pressed == it);
        let statuses = if query.chips.contains(&Chip::Others) {
            Statuses::AllBut(self.statuses.iter().filter(|it| !is_pressed(it)).cloned().collect())
        } else if query.chips.is_empty() {
            Statuses::AllBut(Vec::new())
        } else {
            Statuses::Only(query.statuses().cloned().collect())
        };
        let across = query.chips.iter().filter(|it| it.cuts_across()).cloned().collect();
        Wanted { statuses, across }
    }
}

/// How many a chip shows. Those of the others have to be told from the chips that there are.
fn count_of(chip: &Chip, tallies: &Tallies) -> u32 {
    match chip {
        Chip::Status(status) => tallies.with_status(status),
        Chip::Live => tallies.in_phase(Phase::Live),
        Chip::CallBack => tallies.with_class(Class::CallBack),
        Chip::Others => 0,
    }
}

/// Recipients to be shown: those that any pressed chip has. The lists are as short as the row of chips.
#[derive(Debug)]
pub(super) struct Wanted {
    statuses: Statuses,
    across: Vec<Chip>,
}

#[derive(Debug)]
enum Statuses {
    Only(Vec<RecipientStatus>),
    AllBut(Vec<RecipientStatus>),
}

impl Wanted {
    pub(super) fn has(&self, entry: &Entry) -> bool {
        let status = &entry.status;
        let is_in = |chip: &Chip| match chip {
            Chip::Live => status.phase() == Phase::Live,
            Chip::CallBack => entry.class == Some(Class::CallBack),
            Chip::Status(_) | Chip::Others => false,
        };
        let is_of_status = match &self.statuses {
            Statuses::Only(wanted) => wanted.contains(status),
            Statuses::AllBut(others) => !others.contains(status),
        };
        is_of_status || self.across.iter().any(is_in)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Recipient;
    use crate::store::roster_of;
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
            let counted = chips.counted(&tallies, query).into_iter();
            let words = counted.filter(|(chip, _)| !chip.cuts_across()).map(|(chip, count)| {
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

    /// How many are to be called back and live.
    fn across(chips: &Chips, statuses: &str, query: &Query) -> Vec<(Chip, u32)> {
        let statuses: Vec<_> = statuses.split_whitespace().map(String::from).collect();
        let counted = chips.counted(&tallies(&statuses), query).into_iter();
        counted.take_while(|(chip, _)| chip.cuts_across()).collect()
    }

    #[test]
    fn chips_across_the_statuses_come_with_the_first_they_count_and_stay() {
        let none = Query::default();
        let mut chips = Chips::default();
        let mut said = |statuses: &str| {
            let all: Vec<_> = statuses.split_whitespace().map(String::from).collect();
            chips.follow(&tallies(&all), &none);
            across(&chips, statuses, &none)
        };
        assert_eq!(said("pending completed failed"), []);
        assert_eq!(said("busy no_answer pending"), [(Chip::CallBack, 2)]);
        assert_eq!(said("ringing calling"), [(Chip::Live, 2), (Chip::CallBack, 0)]);
        assert_eq!(said("completed"), [(Chip::Live, 0), (Chip::CallBack, 0)]);
    }

    proptest! {
        #[test]
        fn whatever_comes_there_are_few_chips_and_they_sum_up_to_everybody(
            answers in prop::collection::vec(
                prop::collection::vec("[a-f][a-f]|busy|completed|pending|skipped|ended|ringing|calling", 0..60), 1..6),
            presses in prop::collection::vec(any::<prop::sample::Index>(), 6),
        ) {
            let (mut chips, mut query) = (Chips::default(), Query::default());
            for (answer, press) in answers.iter().zip(presses) {
                let tallies = tallies(answer);
                chips.follow(&tallies, &query);
                let counts = chips.counted(&tallies, &query);
                let of_statuses: Vec<_> = counts.iter().filter(|(chip, _)| !chip.cuts_across()).collect();
                prop_assert!(of_statuses.len() <= MOST + 1);
                prop_assert_eq!(of_statuses.iter().map(|(_, count)| count).sum::<u32>(), tallies.total);
                prop_assert!(query.chips.iter().all(|it| counts.iter().any(|(chip, _)| chip == it)));
                // A chip shows those that it counts, and no others.
                for (chip, count) in &counts {
                    let wanted = chips.wanted(&Query { chips: vec![chip.clone()], ..Query::default() });
                    let rows: Vec<_> = answer.iter().map(|it| format!(r#"{{"status":"{it}"}}"#)).collect();
                    let roster = roster_of(&rows.join(","));
                    let shown = roster.entries().filter(|it| wanted.has(it)).count();
                    prop_assert_eq!(shown, *count as usize);
                }
                if !counts.is_empty() {
                    query.toggle(press.get(&counts).0.clone());
                }
            }
        }
    }
}
