//! Which recipients answer a query, and in what order.

use super::Query;
use super::search::Needle;
use crate::domain::Recipient;

/// The recipients that a query selects, as places in dialling order.
#[derive(Debug, Default)]
pub struct Selection(Vec<u32>);

impl Selection {
    /// Runs the query.
    pub fn run(query: &Query, recipients: &[Recipient]) -> Self {
        let needle = Needle::new(&query.search);
        let wanted = |recipient: &Recipient| {
            (query.statuses.is_empty() || query.statuses.contains(&recipient.status))
                && needle.as_ref().is_none_or(|needle| needle.finds(recipient))
        };
        let found = (0_u32..).zip(recipients).filter(|(_, recipient)| wanted(recipient));
        let mut places: Vec<u32> = found.map(|(place, _)| place).collect();
        if let Some(sort) = query.sort {
            let at = |place: u32| recipients.get(place as usize);
            sort_places(&mut places, &mut |a, b| match (at(a), at(b)) {
                (Some(a), Some(b)) => sort.compare(a, b),
                _ => std::cmp::Ordering::Equal,
            });
        }
        Self(places)
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

    /// The place at an index of the selection.
    pub fn get(&self, index: usize) -> Option<u32> {
        self.0.get(index).copied()
    }
}

/// Sorts places, equals by place. Not generic, and not the stable sort: the standard sorts are
/// large, and one copy of the smaller serves all.
pub fn sort_places(places: &mut [u32], compare: &mut dyn FnMut(u32, u32) -> std::cmp::Ordering) {
    places.sort_unstable_by(|a, b| compare(*a, *b).then(a.cmp(b)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RecipientStatus;
    use crate::table::{Column, Direction, Sort};
    use proptest::prelude::*;

    fn people() -> Vec<Recipient> {
        let rows = [
            r#"{"name":"Zoe","phone_number":"+3","status":"pending"}"#,
            r#"{"name":"émile","phone_number":"+2","status":"busy",
                "attempted_at":"2024-02-15T09:00:10Z","completed_at":"2024-02-15T09:00:20Z"}"#,
            r#"{"phone_number":"+1","status":"completed",
                "attempted_at":"2024-02-15T09:00:00Z","completed_at":"2024-02-15T09:02:00Z"}"#,
            r#"{"name":"Fay","phone_number":"+4","status":"pending"}"#,
        ];
        rows.iter().map(|row| Recipient::from_json(row)).collect()
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
    }

    proptest! {
        #[test]
        fn a_slice_never_reaches_out(first in 0_usize..9, count: usize) {
            let selection = Selection::run(&Query::default(), &people());
            prop_assert!(selection.slice(first, count).len() <= 4_usize.saturating_sub(first));
        }
    }
}
