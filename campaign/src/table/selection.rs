//! Which recipients answer a query, and in what order.

use super::order::{Keyed, key_of, key_of_bytes, sort_keyed};
use super::search::{Needle, folded};
use super::{Column, Direction, Query, Sort};
use crate::domain::RecipientStatus;
use crate::store::{Entry, Roster, Text};

/// The recipients that a query selects, as places in dialling order.
#[derive(Clone, Debug, Default)]
pub struct Selection(Vec<u32>);

/// A query that is being run, in steps: at 100,000 recipients it may take longer than a frame.
#[derive(Debug)]
pub struct Run {
    needle: Option<Needle>,
    is_wanted: Vec<bool>,
    reason: u32,
    ranks: Vec<u32>,
    sort: Option<Sort>,
    /// Whom to look at, where it is not everybody: they are in order by then.
    among: Option<Vec<u32>>,
    /// How many of them were looked at; while sorting, how many have their next key.
    done: usize,
    is_sorting: bool,
    /// Those found that are not sorted by anything.
    found: Vec<u32>,
    keyed: Vec<Keyed>,
    parts: Vec<Part>,
}

impl Selection {
    /// Runs the query.
    pub fn run(query: &Query, roster: &Roster) -> Self {
        let mut run = Run::new(query, roster);
        while !run.step(roster, usize::MAX) {}
        run.finish()
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

impl Run {
    /// The query, of which nothing is done yet.
    pub fn new(query: &Query, roster: &Roster) -> Self {
        let statuses = roster.statuses();
        let is_wanted = |status| query.statuses.is_empty() || query.statuses.contains(status);
        Self {
            needle: Needle::new(&query.search),
            is_wanted: statuses.iter().map(is_wanted).collect(),
            reason: query.reason,
            ranks: ranks(statuses),
            sort: query.sort,
            among: None,
            done: 0,
            is_sorting: false,
            found: Vec::new(),
            keyed: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// Looks only at those that another query selected, where this one selects no others: the order
    /// is the same, and who types on finds fewer.
    pub fn narrow(&mut self, query: &Query, before: &Query, selection: &Selection) {
        let rest = |query: &Query| (query.sort, query.reason, query.statuses.clone());
        let is_like = rest(before) == rest(query);
        let is_less = match (Needle::new(&before.search), &self.needle) {
            (None, _) => true,
            (Some(before), Some(now)) => now.narrows(&before),
            (Some(_), None) => false,
        };
        if is_like && is_less {
            self.among = Some(selection.0.clone());
        }
    }

    /// Does a part of the work, on about so many recipients. Whether all is done.
    pub fn step(&mut self, roster: &Roster, count: usize) -> bool {
        if self.is_sorting {
            self.order_next(roster, count);
            return self.parts.is_empty();
        }
        let all = self.among.as_ref().map_or(roster.len() as usize, Vec::len);
        let until = all.min(self.done.saturating_add(count));
        while self.done < until {
            self.look_at_next(roster);
        }
        if self.done == all {
            self.is_sorting = true;
            let level = self.sort.map_or(0, Sort::first_level);
            self.split(0, self.keyed.len(), level);
        }
        self.is_sorting && self.parts.is_empty()
    }

    /// Whom it selects, once all is done. What has no value stands last either way, and equals keep
    /// dialling order.
    pub fn finish(self) -> Selection {
        Selection(self.keyed.into_iter().map(|(_, place)| place).chain(self.found).collect())
    }

    fn look_at_next(&mut self, roster: &Roster) {
        let at = self.done;
        self.done += 1;
        let place = match &self.among {
            Some(among) => among.get(at).copied(),
            None => u32::try_from(at).ok(),
        };
        let Some(place) = place else { return };
        let is_of_reason = |entry: &&Entry| self.reason == 0 || self.reason == entry.reason();
        let entry = roster.entry(place).filter(is_of_reason);
        let status = entry.and_then(|entry| self.is_wanted.get(entry.status()));
        let is_found = |needle: &Needle| needle.finds(roster, place);
        if status != Some(&true) || !self.needle.as_ref().is_none_or(is_found) {
            return;
        }
        let sort = self.sort.filter(|_| self.among.is_none());
        match sort.and_then(|sort| sort.key_of(place, roster, &self.ranks)) {
            Some(key) => self.keyed.push((key, place)),
            None => self.found.push(place),
        }
    }

    /// Gives keys to so many of the next ones that were alike, by what follows in their texts.
    fn order_next(&mut self, roster: &Roster, count: usize) {
        let (Some(part), Some(sort)) = (self.parts.last().copied(), self.sort) else { return };
        let Part { start, end, level } = part;
        let until = end.min(self.done.saturating_add(count));
        for (key, place) in self.keyed.get_mut(self.done..until).unwrap_or_default() {
            *key = sort.key_at(*place, level, roster).unwrap_or(0);
        }
        self.done = until;
        if until == end {
            self.parts.pop();
            self.split(start, end, level);
        }
    }

    /// Sorts by the keys of a level, and notes who is to be sorted by the next.
    fn split(&mut self, start: usize, end: usize, level: usize) {
        let Some(sort) = self.sort else { return };
        let list = self.keyed.get_mut(start..end).unwrap_or_default();
        sort_keyed(list);
        let mut done = 0;
        while let Some((key, _)) = list.get(done) {
            let is_alike = |(other, _): &&Keyed| other == key;
            let count = list.iter().skip(done).take_while(is_alike).count();
            if let Some(level) = sort.next_level(level, *key).filter(|_| count > 1) {
                let start = start + done;
                self.parts.push(Part { start, end: start + count, level });
            }
            done += count;
        }
        self.done = self.parts.last().map_or(0, |part| part.start);
    }
}

/// Some of those found whose keys are equal, and by which part of their texts they are to be sorted.
#[derive(Copy, Clone, Debug)]
struct Part {
    start: usize,
    end: usize,
    level: usize,
}

/// Eight letters each, so many levels are of names by their letters whatever their case or accents,
/// and as many of texts as they are, so that the order is the same each time. Who is alike in all
/// of them keeps dialling order.
const LEVELS: usize = 32;

impl Sort {
    /// Its first key of a recipient; None where there is no value.
    fn key_of(self, place: u32, roster: &Roster, ranks: &[u32]) -> Option<u64> {
        let entry = roster.entry(place)?;
        let key = match self.column {
            Column::Status => (*ranks.get(entry.status())?).into(),
            Column::Attempted => key_of(entry.attempted()?.0),
            Column::Ended => key_of(entry.ended()?.0),
            Column::Duration => key_of(entry.dial_to_end()?.0),
            Column::Name | Column::Number | Column::Call => {
                return self.key_at(place, self.first_level(), roster);
            }
        };
        Some(self.turned(key))
    }

    /// The key of its text at a level.
    fn key_at(self, place: u32, level: usize, roster: &Roster) -> Option<u64> {
        let text = roster.text(place, self.column.text()?)?;
        let exact = || key_of_bytes(text.as_bytes(), level % LEVELS);
        let key = if level >= LEVELS {
            exact()
        } else if text.is_ascii() {
            u64::from_be_bytes(exact().to_be_bytes().map(|byte| byte.to_ascii_lowercase()))
        } else {
            key_of_bytes(folded(&text).collect::<String>().as_bytes(), level)
        };
        Some(self.turned(key))
    }

    fn first_level(self) -> usize {
        if self.column == Column::Name { 0 } else { LEVELS }
    }

    /// By what those are told apart whose keys at a level are that one.
    fn next_level(self, level: usize, key: u64) -> Option<usize> {
        self.column.text()?;
        let has_ended = self.turned(key).trailing_zeros() >= 8;
        let next = level + 1;
        match (has_ended, level < LEVELS) {
            (true, true) => Some(LEVELS),
            (true, false) => None,
            _ => (next < 2 * LEVELS).then_some(next),
        }
    }

    fn turned(self, key: u64) -> u64 {
        if self.direction == Direction::Descending { !key } else { key }
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

    fn name() -> impl Strategy<Value = String> {
        prop_oneof![
            "[aAéb]{0,3}",
            "(Anna-Maria Filippa |Anna-Mari|anna-mari|Änna-Maria) (Bergström|b)? ?[a-c]?"
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
        let ranks = ranks(roster.statuses());
        let key = |place: u32| {
            let sort = Sort { column, direction: Direction::Ascending };
            let text = column.text().and_then(|text| roster.text(place, text));
            let letters = text.as_ref().map(|text| folded(text).collect::<String>());
            let letters = letters.filter(|_| column == Column::Name);
            let number = sort.key_of(place, roster, &ranks).filter(|_| column.text().is_none());
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

    proptest! {
        #[test]
        fn in_steps_of_any_length_it_is_the_same_as_comparing_all(
            names in prop::collection::vec((name(), "[+][12]{6,12}"), 0..24),
            query in query(),
            typed in 0_usize..4,
            count in 1_usize..9,
        ) {
            let row = |(name, number): &(String, String)| {
                format!(r#"{{"name":"{name}","phone_number":"{number}","status":"{number}"}}"#)
            };
            let roster = roster_of(&names.iter().map(row).collect::<Vec<_>>().join(","));
            let expected = laid(&query, &roster);
            let search = query.search.chars().take(typed).collect();
            let before = Query { search, ..query.clone() };
            let selection = Selection::run(&before, &roster);
            for is_narrowed in [false, true] {
                let mut run = Run::new(&query, &roster);
                if is_narrowed {
                    run.narrow(&query, &before, &selection);
                }
                while !run.step(&roster, count) {}
                prop_assert_eq!(&run.finish().0, &expected);
            }
        }

        #[test]
        fn a_slice_never_reaches_out(first in 0_usize..9, count: usize) {
            let selection = Selection::run(&Query::default(), &people());
            prop_assert!(selection.slice(first, count).len() <= 4_usize.saturating_sub(first));
        }
    }
}
