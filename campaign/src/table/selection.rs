//! Which recipients answer a query, and in what order.

use super::order::{Keyed, key_of};
use super::ranks::{Ranking, Ranks};
use super::search::Needle;
use super::{Column, Direction, Query, Sort};
use crate::domain::{ReasonKey, RecipientStatus};
use crate::store::{Changes, Entry, Roster, Text};
use std::rc::Rc;

/// The recipients that a query selects, as places in dialling order.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    places: Vec<u32>,
    /// By which text it is sorted, or was last.
    ranks: Rc<Ranks>,
}

/// A query that is being run, in steps: at 100,000 recipients it may take longer than a frame.
#[derive(Debug)]
pub struct Run {
    needle: Option<Needle>,
    is_wanted: Vec<bool>,
    reason: Option<ReasonKey>,
    /// Of the statuses.
    by_status: Vec<u32>,
    sort: Option<Sort>,
    /// How many recipients were looked at.
    done: u32,
    /// Those found that are not sorted by anything.
    found: Vec<u32>,
    keyed: Vec<Keyed>,
    ranks: Rc<Ranks>,
    /// Comes first, where there are no ranks of the column yet.
    ranking: Option<Ranking>,
}

impl Selection {
    pub fn run(query: &Query, roster: &Roster) -> Self {
        let mut run = Run::new(query, roster, &Self::default());
        while !run.step(roster, usize::MAX) {}
        run.finish()
    }

    /// Lets go of what these changes leave untrue.
    pub fn outdate(&mut self, changes: &Changes) {
        if !self.ranks.outlast(changes) {
            self.ranks = Rc::default();
        }
    }

    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The places of a range of the selection, cut to what there is.
    pub fn slice(&self, first: usize, count: usize) -> &[u32] {
        let first = first.min(self.places.len());
        let end = first.saturating_add(count).min(self.places.len());
        self.places.get(first..end).unwrap_or_default()
    }

    /// Where a place stands in the selection.
    pub fn index_of(&self, place: u32) -> Option<usize> {
        self.places.iter().position(|it| *it == place)
    }

    /// The place at an index of the selection.
    pub fn get(&self, index: usize) -> Option<u32> {
        self.places.get(index).copied()
    }
}

impl Run {
    /// The query, of which nothing is done yet, after a selection from the same recipients.
    pub fn new(query: &Query, roster: &Roster, before: &Selection) -> Self {
        let statuses = roster.statuses();
        let is_wanted = |status| query.statuses.is_empty() || query.statuses.contains(status);
        let unranked = query.sort.filter(|sort| !before.ranks.are_of(sort.column));
        Self {
            needle: Needle::new(&query.search),
            is_wanted: statuses.iter().map(is_wanted).collect(),
            reason: query.reason,
            by_status: by_status(statuses),
            sort: query.sort,
            done: 0,
            found: Vec::new(),
            keyed: Vec::new(),
            ranks: Rc::clone(&before.ranks),
            ranking: unranked.and_then(|sort| Ranking::new(sort.column, roster)),
        }
    }

    /// Does a part of the work, on about so many recipients. Whether all is done.
    pub fn step(&mut self, roster: &Roster, count: usize) -> bool {
        if let Some(ranking) = &mut self.ranking {
            if let Some(ranks) = ranking.step(roster, count) {
                self.ranks = ranks.into();
                self.ranking = None;
            }
            return false;
        }
        if self.done == 0 && self.sort.is_some() {
            // Room for all at once: while growing they would be there twice.
            self.keyed = Vec::with_capacity(roster.len() as usize);
        }
        let until = roster.reach(self.done, count);
        if self.done == until {
            self.keyed.sort_unstable();
            return true;
        }
        while self.done < until {
            self.look_at_next(roster);
        }
        false
    }

    /// Whom it selects, once all is done. What has no value stands last either way, and equals keep
    /// dialling order.
    pub fn finish(self) -> Selection {
        let mut places = Vec::with_capacity(self.keyed.len() + self.found.len());
        places.extend(self.keyed.iter().map(|it| it.place()));
        places.extend_from_slice(&self.found);
        Selection { places, ranks: self.ranks }
    }

    fn look_at_next(&mut self, roster: &Roster) {
        let place = self.done;
        self.done += 1;
        let is_of_reason = |entry: &&Entry| self.reason.is_none() || self.reason == entry.reason;
        let entry = roster.entry(place).filter(is_of_reason);
        let status = entry.and_then(|entry| self.is_wanted.get(entry.status as usize));
        let is_found = |needle: &Needle| needle.finds(roster, place);
        if status != Some(&true) || !self.needle.as_ref().is_none_or(is_found) {
            return;
        }
        match self.sort.and_then(|sort| self.key_of(place, entry?, sort)) {
            Some(key) => self.keyed.push(Keyed::new(key, place)),
            None => self.found.push(place),
        }
    }

    /// By what a recipient is sorted; None where there is no value.
    fn key_of(&self, place: u32, entry: &Entry, sort: Sort) -> Option<u128> {
        let key = match sort.column {
            Column::Status => (*self.by_status.get(entry.status as usize)?).into(),
            Column::Attempted => key_of(entry.attempted?.0),
            Column::Ended => key_of(entry.ended?.0),
            Column::Duration => key_of(entry.dial_to_end()?.0),
            Column::Name | Column::Number | Column::Call => self.ranks.of(place)?.into(),
        };
        Some(if sort.direction == Direction::Descending { !key } else { key })
    }
}

impl Column {
    /// The text that it shows.
    pub(super) fn text(self) -> Option<Text> {
        match self {
            Self::Name => Some(Text::Name),
            Self::Number => Some(Text::Number),
            Self::Call => Some(Text::Call),
            _ => None,
        }
    }
}

/// The rank of each status: by phase, then in the statuses' own order.
fn by_status(statuses: &[RecipientStatus]) -> Vec<u32> {
    let is_less = |a: &RecipientStatus, b: &RecipientStatus| (a.phase(), a) < (b.phase(), b);
    let rank = |this: &RecipientStatus| {
        statuses.iter().fold(0, |rank, other| rank + u32::from(is_less(other, this)))
    };
    statuses.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Recipient;
    use crate::store::{Store, roster_of};
    use crate::table::search::folded;
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
        assert_eq!(Selection::run(query, &people()).places, expected, "{query:?}");
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
        let busy = people().entry(1).unwrap().reason;
        check(&Query { reason: busy, ..Query::default() }, &[1]);
        let failed = ReasonKey::of(&Recipient::from_json(r#"{"status":"failed"}"#));
        check(&Query { reason: failed, ..Query::default() }, &[]);
    }

    #[test]
    fn texts_are_compared_anew_only_where_they_or_their_places_changed() {
        let row = |id: u8, name: &str, status: &str| -> Person {
            (id, name.into(), "+1".into(), status.into())
        };
        let check = |column, after: &[Person], is_kept: bool| {
            let body = |people: &[Person]| {
                let json = format!(r#"{{"batch":{{}},"recipients":[{}]}}"#, rows(people));
                std::sync::Arc::new(json.into_bytes())
            };
            let mut store = Store::default();
            store.apply(body(&[row(1, "Bo", "a"), row(2, "Al", "a")])).unwrap();
            let query = sorted(column, Direction::Ascending);
            let mut selection = Selection::run(&query, store.roster());
            selection.outdate(&store.apply(body(after)).unwrap());
            let run = Run::new(&query, store.roster(), &selection);
            assert_eq!(run.ranking.is_none(), is_kept, "{column:?} {after:?}");
        };
        let called = [row(1, "Bo", "a"), row(2, "Al", "b")];
        check(Column::Name, &called, true);
        check(Column::Number, &called, true);
        check(Column::Call, &called, false);
        check(Column::Name, &[row(1, "Bo", "a"), row(2, "Cy", "a")], false);
        check(Column::Name, &[row(2, "Al", "a"), row(1, "Bo", "a")], false);
        check(Column::Name, &[row(1, "Bo", "a")], false);
    }

    fn name() -> impl Strategy<Value = String> {
        prop_oneof![
            "[aAéb]{0,3}",
            "[aA][nN][nNñ]( [bB]o)?",
            "(Anna-Maria Filippa |Anna-Mari|anna-mari|Änna-Maria) (Bergström|b)? ?[a-c]?",
            "(Bo ){0,80}[a-cÄ]{0,2}",
        ]
    }

    fn query() -> impl Strategy<Value = Query> {
        let sort = (prop::sample::select(Column::ALL.to_vec()), any::<bool>());
        let search = prop_oneof!["[aéb ]{0,3}", "[+1]{0,3}"];
        (search, prop::option::of(sort)).prop_map(|(search, sort)| {
            let direction =
                |is_up| if is_up { Direction::Ascending } else { Direction::Descending };
            let sort = sort.map(|(column, is_up)| Sort { column, direction: direction(is_up) });
            Query { search, sort, ..Query::default() }
        })
    }

    /// By comparing whole texts, all of them.
    fn laid(query: &Query, roster: &Roster) -> Vec<u32> {
        let needle = Needle::new(&query.search);
        let is_found = |place: &u32| needle.as_ref().is_none_or(|it| it.finds(roster, *place));
        let mut places: Vec<u32> = (0..roster.len()).filter(is_found).collect();
        let Some(Sort { column, direction }) = query.sort else { return places };
        let by_status = by_status(roster.statuses());
        let key = |place: u32| {
            let entry = roster.entry(place).unwrap();
            let number = match column {
                Column::Status => Some(by_status[entry.status as usize].into()),
                Column::Attempted => entry.attempted.map(|at| at.0),
                Column::Ended => entry.ended.map(|at| at.0),
                Column::Duration => entry.dial_to_end().map(|span| span.0),
                Column::Name | Column::Number | Column::Call => None,
            };
            let text = column.text().and_then(|text| roster.text(place, text));
            let letters = text.as_ref().map(|text| folded(text).collect::<String>());
            let letters = letters.filter(|_| column == Column::Name);
            (letters, text.map(String::from), number)
        };
        places.sort_by(|a, b| {
            let [a, b] = [*a, *b].map(key);
            let is_blank = |key: &(_, Option<_>, Option<_>)| key.1.is_none() && key.2.is_none();
            let blanks = is_blank(&a).cmp(&is_blank(&b));
            let order = a.cmp(&b);
            let is_down = direction == Direction::Descending;
            blanks.then(if is_down { order.reverse() } else { order })
        });
        places
    }

    /// Somebody's id, name, number and status.
    type Person = (u8, String, String, String);

    fn people_of_any_kind() -> impl Strategy<Value = Vec<Person>> {
        let person = (any::<u8>(), name(), "[+][12]{6,12}", "[ab]");
        prop::collection::vec(person, 0..24)
    }

    fn row((id, name, number, status): &Person) -> String {
        format!(
            r#"{{"id":"{id}","name":"{name}","phone_number":"{number}","status":"{status}",
                "call_record_id":"{name}{status}"}}"#
        )
    }

    fn rows(people: &[Person]) -> String {
        people.iter().map(row).collect::<Vec<_>>().join(",")
    }

    fn finished(mut run: Run, roster: &Roster, count: usize) -> Selection {
        while !run.step(roster, count) {}
        run.finish()
    }

    proptest! {
        #[test]
        fn in_steps_of_any_length_it_is_the_same_as_comparing_all(
            people in people_of_any_kind(),
            query in query(),
            count in 1_usize..9,
        ) {
            let roster = roster_of(&rows(&people));
            let run = Run::new(&query, &roster, &Selection::default());
            prop_assert_eq!(&finished(run, &roster, count).places, &laid(&query, &roster));
        }

        #[test]
        fn through_answers_and_queries_it_is_the_same_as_comparing_all(
            people in people_of_any_kind(),
            turns in prop::collection::vec(
                (query(), 0_u8..6, any::<prop::sample::Index>(), name()), 1..9,
            ),
        ) {
            let (mut people, mut store) = (people, Store::default());
            let mut selection = Selection::default();
            for (query, kind, which, name) in turns {
                let at = which.index(people.len() + 1);
                match (kind, people.get_mut(at)) {
                    (0, _) => people.insert(at, (0, name, "+1".into(), "a".into())),
                    (1, Some(_)) => drop(people.remove(at)),
                    (2, Some(person)) => person.1 = name,
                    (3, Some(person)) => person.3.push('c'),
                    (4, _) => people.reverse(),
                    _ => {}
                }
                let json = format!(r#"{{"batch":{{}},"recipients":[{}]}}"#, rows(&people));
                let changes = store.apply(json.into_bytes().into()).unwrap();
                selection.outdate(&changes);
                let run = Run::new(&query, store.roster(), &selection);
                selection = finished(run, store.roster(), usize::MAX);
                prop_assert_eq!(&selection.places, &laid(&query, store.roster()));
            }
        }

        #[test]
        fn a_slice_never_reaches_out(first in 0_usize..9, count: usize) {
            let selection = Selection::run(&Query::default(), &people());
            prop_assert!(selection.slice(first, count).len() <= 4_usize.saturating_sub(first));
        }
    }
}
