//! Which recipients answer a query, and in what order.

use super::order::{key_of, key_of_text, sort_keyed};
use super::search::{Needle, folded};
use super::{Column, Direction, Query, Sort};
use crate::domain::RecipientStatus;
use crate::store::{Entry, Roster, Text};
use std::cmp::Ordering;

/// The recipients that a query selects, as places in dialling order.
#[derive(Debug, Default)]
pub struct Selection(Vec<u32>);

impl Selection {
    /// Runs the query.
    pub fn run(query: &Query, roster: &Roster) -> Self {
        let needle = Needle::new(&query.search);
        let statuses = roster.statuses().iter();
        let is_wanted: Vec<bool> = statuses
            .map(|status| query.statuses.is_empty() || query.statuses.contains(status))
            .collect();
        let wanted = |place: &u32| {
            let entry = roster.entry(*place);
            let is_of_reason = |entry: &&Entry| query.reason == 0 || query.reason == entry.reason();
            let status = entry.filter(is_of_reason).and_then(|entry| is_wanted.get(entry.status()));
            status == Some(&true)
                && needle.as_ref().is_none_or(|needle| needle.finds(roster, *place))
        };
        let places: Vec<u32> = (0..roster.len()).filter(wanted).collect();
        Self(match query.sort {
            Some(sort) => sort.lay(&places, roster),
            None => places,
        })
    }

    /// How many were found.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nobody was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The places of a range of the selection, cut to what there is.
    pub fn slice(&self, first: usize, count: usize) -> &[u32] {
        let first = first.min(self.0.len());
        let end = first.saturating_add(count).min(self.0.len());
        self.0.get(first..end).unwrap_or_default()
    }

    /// Where a place stands in the selection.
    pub fn index_of(&self, place: u32) -> Option<usize> {
        self.0.iter().position(|it| *it == place)
    }

    /// The place at an index of the selection.
    pub fn get(&self, index: usize) -> Option<u32> {
        self.0.get(index).copied()
    }
}

impl Sort {
    /// These places in its order. What has no value stands last either way, and equals keep
    /// dialling order.
    fn lay(self, places: &[u32], roster: &Roster) -> Vec<u32> {
        let ranks = ranks(roster.statuses());
        let is_down = self.direction == Direction::Descending;
        let (mut keyed, mut blank) = (Vec::new(), Vec::new());
        for place in places {
            match self.column.key_of(*place, roster, &ranks) {
                Some(key) => keyed.push((if is_down { !key } else { key }, *place)),
                None => blank.push(*place),
            }
        }
        sort_keyed(&mut keyed, &mut |a, b| {
            let order = self.column.break_tie(a, b, roster);
            if is_down { order.reverse() } else { order }
        });
        keyed.into_iter().map(|(_, place)| place).chain(blank).collect()
    }
}

impl Column {
    fn text(self) -> Option<Text> {
        match self {
            Self::Name => Some(Text::Name),
            Self::Number => Some(Text::Number),
            Self::Call => Some(Text::Call),
            _ => None,
        }
    }

    fn key_of(self, place: u32, roster: &Roster, ranks: &[u32]) -> Option<u64> {
        let entry = roster.entry(place)?;
        match self {
            Self::Status => ranks.get(entry.status()).map(|rank| (*rank).into()),
            Self::Attempted => Some(key_of(entry.attempted()?.0)),
            Self::Ended => Some(key_of(entry.ended()?.0)),
            Self::Duration => Some(key_of(entry.dial_to_end()?.0)),
            Self::Name => Some(key_of_text(folded(&roster.text(place, Text::Name)?))),
            _ => Some(key_of_text(roster.text(place, self.text()?)?.chars())),
        }
    }

    /// Names by letters whatever their case or accents, then exactly, so that the order is the same
    /// each time.
    fn break_tie(self, a: u32, b: u32, roster: &Roster) -> Ordering {
        let Some(text) = self.text() else { return Ordering::Equal };
        let [a, b] = [a, b].map(|place| roster.text(place, text).unwrap_or_default());
        let by_letters = || folded(&a).cmp(folded(&b));
        if self == Self::Name { by_letters().then_with(|| a.cmp(&b)) } else { a.cmp(&b) }
    }
}

/// The rank of each status: by phase, then in the statuses' own order.
fn ranks(statuses: &[RecipientStatus]) -> Vec<u32> {
    let key = |status: &RecipientStatus| (status.phase(), status.clone());
    let keys: Vec<_> = statuses.iter().map(key).collect();
    let before = |this: &_| keys.iter().filter(|other| *other < this).fold(0, |count, _| count + 1);
    keys.iter().map(before).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::roster_of;
    use proptest::prelude::*;

    fn people() -> Roster {
        let rows = [
            r#"{"name":"Zoe","phone_number":"+3","status":"pending"}"#,
            r#"{"name":"émile","phone_number":"+2","status":"busy",
                "attempted_at":"2024-02-15T09:00:10Z","completed_at":"2024-02-15T09:00:20Z"}"#,
            r#"{"phone_number":"+1","status":"completed",
                "attempted_at":"2024-02-15T09:00:00Z","completed_at":"2024-02-15T09:02:00Z"}"#,
            r#"{"name":"Fay","phone_number":"+4","status":"pending"}"#,
        ];
        roster_of(&rows.join(","))
    }

    fn check(query: &Query, expected: &[u32]) {
        assert_eq!(Selection::run(query, &people()).0, expected, "{query:?}");
    }

    fn sorted(column: Column, direction: Direction) -> Query {
        Query { sort: Some(Sort { column, direction }), ..Query::default() }
    }

    #[test]
    fn every_column_sorts_and_blanks_stand_last_either_way() {
        use Direction::{Ascending, Descending};
        check(&Query::default(), &[0, 1, 2, 3]);
        check(&sorted(Column::Name, Ascending), &[1, 3, 0, 2]);
        check(&sorted(Column::Name, Descending), &[0, 3, 1, 2]);
        check(&sorted(Column::Number, Ascending), &[2, 1, 0, 3]);
        check(&sorted(Column::Status, Ascending), &[2, 1, 0, 3]);
        check(&sorted(Column::Attempted, Ascending), &[2, 1, 0, 3]);
        check(&sorted(Column::Attempted, Descending), &[1, 2, 0, 3]);
        check(&sorted(Column::Ended, Descending), &[2, 1, 0, 3]);
        check(&sorted(Column::Duration, Ascending), &[1, 2, 0, 3]);
        check(&sorted(Column::Call, Ascending), &[0, 1, 2, 3]);
    }

    #[test]
    fn filters_and_search_narrow_together() {
        let pending = Query { statuses: vec![RecipientStatus::Pending], ..Query::default() };
        check(&pending, &[0, 3]);
        check(&Query { search: "zo".into(), ..pending }, &[0]);
        check(&Query { search: "2".into(), ..Query::default() }, &[1]);
        let busy = people().entry(1).unwrap().reason();
        check(&Query { reason: busy, ..Query::default() }, &[1]);
        check(&Query { reason: busy ^ 1, ..Query::default() }, &[]);
    }

    proptest! {
        #[test]
        fn a_slice_never_reaches_out(first in 0_usize..9, count: usize) {
            let selection = Selection::run(&Query::default(), &people());
            prop_assert!(selection.slice(first, count).len() <= 4_usize.saturating_sub(first));
        }
    }
}
