//! The engine: store, table and insight behind one message interface, so that it can live apart
//! from the screen. The screen never touches a recipient except through it.
//!
//! It answers every [`Ask`] with [`Answer`]s in order, and keeps nothing that its asker must know.

use crate::domain::{Batch, RecipientStatus};
use crate::failure::Failure;
use crate::insight::notices::{Notice, notices};
use crate::insight::tallies::Tallies;
use crate::store::{Changes, Store};
use crate::table::{Query, Row, Selection};
use crate::time::Millis;
use std::ops::Range;
use std::sync::Arc;

/// Which request a body belongs to: an answer to an older one is passed over.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Generation(pub u32);

/// What the engine can be asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// Take in the body of an answer with status 200.
    Apply(Generation, Vec<u8>),
    /// Search, filter and order the table this way from now on.
    Query(Query),
    /// Send these rows of the table, now and after every change.
    Show(Range<usize>),
    /// Forget the campaign; another one follows.
    Forget,
}

/// What the engine answers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// A body was taken in.
    Applied {
        /// Which one.
        generation: Generation,
        /// The campaign now.
        overview: Arc<Overview>,
        /// What differs from before.
        changes: Changes,
    },
    /// A body was no campaign; nothing changed.
    Refused(Generation, Failure),
    /// The table now.
    Table(Arc<Slice>),
}

/// The campaign and its figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overview {
    /// The campaign's own columns.
    pub batch: Batch,
    /// The counts.
    pub tallies: Tallies,
    /// What a reader should know of the data.
    pub notices: Vec<Notice>,
    /// The latest time that any recipient carries: ahead of the viewer's clock, it shows that the
    /// clock is wrong.
    pub latest: Option<Millis>,
}

/// The part of the table that is on screen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Slice {
    /// Recipients in the campaign.
    pub total: usize,
    /// Recipients that the query selects.
    pub matching: usize,
    /// Every status there is, with its count: the filter's chips.
    pub statuses: Vec<(RecipientStatus, u32)>,
    /// Where the rows begin in the selection.
    pub first: usize,
    /// The rows.
    pub rows: Vec<Row>,
    /// Rows by which the recipient at the top moved since the last slice, so that the reader's
    /// place can follow it.
    pub shift: isize,
}

/// The campaign and everybody in it.
#[derive(Debug, Default)]
pub struct Engine {
    store: Store,
    query: Query,
    selection: Selection,
    shown: Range<usize>,
}

impl Engine {
    /// Does what is asked.
    pub fn handle(&mut self, ask: Ask) -> Vec<Answer> {
        match ask {
            Ask::Apply(generation, body) => self.apply(generation, body),
            Ask::Query(query) => {
                self.query = query;
                self.select();
                vec![self.table(0)]
            }
            Ask::Show(range) => {
                self.shown = range;
                vec![self.table(0)]
            }
            Ask::Forget => {
                self.store = Store::default();
                self.select();
                vec![self.table(0)]
            }
        }
    }

    fn apply(&mut self, generation: Generation, body: Vec<u8>) -> Vec<Answer> {
        let top = self.top();
        let changes = match self.store.apply(body) {
            Ok(changes) => changes,
            Err(failure) => return vec![Answer::Refused(generation, failure)],
        };
        let Some(overview) = self.overview() else { return Vec::new() };
        if changes.any {
            self.select();
        }
        let shift = self.shift_of(top.as_deref());
        self.shown.start = self.shown.start.saturating_add_signed(shift);
        self.shown.end = self.shown.end.saturating_add_signed(shift);
        let overview = Arc::new(overview);
        vec![Answer::Applied { generation, overview, changes }, self.table(shift)]
    }

    fn select(&mut self) {
        self.selection = Selection::run(&self.query, self.store.recipients());
    }

    /// The id of the recipient in the first row on screen, unless that is the table's own first:
    /// a reader at the top stays at the top.
    fn top(&self) -> Option<Box<str>> {
        let place = self.selection.get(self.shown.start).filter(|_| self.shown.start > 0)?;
        Some(self.store.recipients().get(place as usize)?.id.clone())
    }

    fn shift_of(&self, top: Option<&str>) -> isize {
        let moved = || {
            let id = top?;
            let recipients = self.store.recipients();
            let is_top = |place: u32| recipients.get(place as usize).is_some_and(|r| &*r.id == id);
            let now = (0..self.selection.len())
                .find(|index| self.selection.get(*index).is_some_and(is_top))?;
            now.checked_signed_diff(self.shown.start)
        };
        moved().unwrap_or(0)
    }

    fn overview(&self) -> Option<Overview> {
        let batch = self.store.batch()?.clone();
        let tallies = self.store.tallies().clone();
        let notices = notices(&batch, &tallies);
        let times = self.store.recipients().iter();
        let latest = times.filter_map(|recipient| recipient.ended.max(recipient.attempted)).max();
        Some(Overview { batch, tallies, notices, latest })
    }

    fn table(&self, shift: isize) -> Answer {
        let recipients = self.store.recipients();
        let first = self.shown.start.min(self.selection.len());
        let places = self.selection.slice(first, self.shown.len());
        let rows = places
            .iter()
            .filter_map(|place| Some(Row::new(*place, recipients.get(*place as usize)?)));
        Answer::Table(Arc::new(Slice {
            total: recipients.len(),
            matching: self.selection.len(),
            statuses: self.store.tallies().by_status.clone(),
            first,
            rows: rows.collect(),
            shift,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Column, Direction, Sort};
    use std::fmt::Write;

    fn body(names: &[&str]) -> Vec<u8> {
        let mut json = String::from(r#"{"batch":{"status":"running"},"recipients":["#);
        for (at, name) in names.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(json, r#"{comma}{{"id":"{name}","name":"{name}","status":"pending"}}"#).unwrap();
        }
        json.push_str("]}");
        json.into_bytes()
    }

    fn slice(answers: Vec<Answer>) -> Arc<Slice> {
        let table = answers.into_iter().find_map(|answer| match answer {
            Answer::Table(slice) => Some(slice),
            _ => None,
        });
        table.unwrap()
    }

    fn names(slice: &Slice) -> Vec<&str> {
        slice.rows.iter().filter_map(|row| row.name.as_deref()).collect()
    }

    #[test]
    fn only_the_rows_asked_for_are_sent() {
        let mut engine = Engine::default();
        engine.handle(Ask::Show(1..3));
        let table = slice(engine.handle(Ask::Apply(Generation(1), body(&["a", "b", "c", "d"]))));
        assert_eq!((table.total, table.matching, table.first), (4, 4, 1));
        assert_eq!(names(&table), ["b", "c"]);
    }

    #[test]
    fn the_place_follows_the_recipient_at_the_top() {
        let mut engine = Engine::default();
        let sort = Sort { column: Column::Name, direction: Direction::Ascending };
        engine.handle(Ask::Query(Query { sort: Some(sort), ..Query::default() }));
        engine.handle(Ask::Show(2..4));
        engine.handle(Ask::Apply(Generation(1), body(&["b", "c", "e", "g"])));
        let table =
            slice(engine.handle(Ask::Apply(Generation(1), body(&["b", "c", "e", "g", "a", "d"]))));
        assert_eq!((table.shift, table.first), (2, 4));
        assert_eq!(names(&table), ["e", "g"]);
    }

    #[test]
    fn a_reader_at_the_top_stays_at_the_top() {
        let mut engine = Engine::default();
        let sort = Sort { column: Column::Name, direction: Direction::Ascending };
        engine.handle(Ask::Query(Query { sort: Some(sort), ..Query::default() }));
        engine.handle(Ask::Show(0..2));
        engine.handle(Ask::Apply(Generation(1), body(&["b", "c"])));
        let table = slice(engine.handle(Ask::Apply(Generation(1), body(&["b", "c", "a"]))));
        assert_eq!((table.shift, names(&table)), (0, vec!["a", "b"]));
    }

    #[test]
    fn a_refused_body_leaves_the_table_alone() {
        let mut engine = Engine::default();
        engine.handle(Ask::Show(0..9));
        engine.handle(Ask::Apply(Generation(1), body(&["a"])));
        assert!(matches!(
            engine.handle(Ask::Apply(Generation(1), b"<html>".to_vec()))[..],
            [Answer::Refused(..)]
        ));
        assert_eq!(slice(engine.handle(Ask::Show(0..9))).total, 1);
        assert_eq!(slice(engine.handle(Ask::Forget)).total, 0);
    }
}
