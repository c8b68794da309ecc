//! "Which row is the keyboard at?" At one recipient's, through every refresh, sort and search. While
//! a filter leaves that recipient out, the nearest in dialling order takes its place, until it is back
//! or the keyboard moves on.

use crate::store::Changes;
use crate::table::Selection;
use serde::{Deserialize, Serialize};

/// A step through the table.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Go {
    /// From this row of the table; from the active one where it is None.
    pub from: Option<usize>,
    /// So many rows on, or back; the ends of the table stop it.
    pub by: isize,
}

/// The active row.
#[derive(Debug, Default)]
pub(super) struct Active {
    /// Where it is; None before the first step.
    row: Option<usize>,
    /// Whose row it is. None while nobody came.
    target: Option<Target>,
    /// Steps so far.
    pub(super) steps: u32,
}

/// Recipients, by place in dialling order.
#[derive(Copy, Clone, Debug)]
struct Target {
    /// The one that was gone to.
    wanted: u32,
    /// The one that stands there now: the nearest, while the other is left out.
    here: u32,
}

impl Active {
    /// Where it is in the table.
    pub(super) fn row(&self, selection: &Selection) -> Option<usize> {
        self.row.filter(|row| *row < selection.len())
    }

    /// Takes a step.
    pub(super) fn go(&mut self, go: Go, selection: &Selection) {
        let Some(from) = go.from.or(self.row) else { return };
        let last = selection.len().checked_sub(1).unwrap_or(from);
        self.row = Some(from.saturating_add_signed(go.by).min(last));
        self.target = None;
        self.steps = self.steps.wrapping_add(1);
        self.settle(selection);
    }

    /// Goes along with those who moved in dialling order.
    pub(super) fn follow(&mut self, changes: &Changes) {
        if let Some(Target { wanted, here }) = &mut self.target {
            for place in [wanted, here] {
                *place = changes.now(*place).unwrap_or(*place);
            }
        }
    }

    /// Finds its row in the table as it is now.
    pub(super) fn settle(&mut self, selection: &Selection) {
        let Some(row) = self.row else { return };
        let mut rows = (0..).zip(selection.slice(0, selection.len()));
        let found = match self.target {
            None => rows.nth(row),
            Some(Target { wanted, here }) => rows.min_by_key(|(_, place)| {
                (**place != wanted, **place != here, place.abs_diff(here))
            }),
        };
        if let Some((row, here)) = found {
            self.row = Some(row);
            let wanted = self.target.map_or(*here, |target| target.wanted);
            self.target = Some(Target { wanted, here: *here });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::RecipientStatus;
    use crate::engine::{Answer, Ask, Engine, Generation, Go, Shown};
    use crate::table::{Chip, Column, Direction, Order, Query, Sort};

    fn list() -> Query {
        Query { order: Order::List, ..Query::default() }
    }

    /// An engine, and the name on the active row after each thing asked.
    #[derive(Default)]
    struct Table {
        engine: Engine,
        active: Option<String>,
    }

    impl Table {
        fn ask(&mut self, ask: Ask) -> Option<&str> {
            for answer in self.engine.handle(ask) {
                if let Answer::Table(slice) = answer {
                    let row = slice.active.and_then(|row| slice.rows.get(row));
                    self.active = row.map(|row| String::from(&*row.id));
                }
            }
            self.active.as_deref()
        }

        /// Recipients by id, those in capitals busy and the others waiting.
        fn apply(&mut self, ids: &str) -> Option<&str> {
            let row = |id: char| {
                let status = if id.is_uppercase() { "busy" } else { "pending" };
                let id = id.to_lowercase();
                format!(r#"{{"id":"{id}","name":"{id}","status":"{status}"}}"#)
            };
            let rows: Vec<_> = ids.chars().map(row).collect();
            let json = format!(r#"{{"batch":{{}},"recipients":[{}]}}"#, rows.join(","));
            self.ask(Ask::Apply(Generation(1), json.into_bytes().into()))
        }

        fn go(&mut self, from: Option<usize>, by: isize) -> Option<&str> {
            self.ask(Ask::Go(Go { from, by }))
        }

        fn of(ids: &str) -> Self {
            let mut table = Self::default();
            table.ask(Ask::Query(list()));
            table.ask(Ask::Show(Shown { rows: 0..99, ..Shown::default() }));
            table.apply(ids);
            table
        }

        fn busy(&mut self) -> Option<&str> {
            let chips = vec![Chip::Status(RecipientStatus::Busy)];
            self.ask(Ask::Query(Query { chips, ..list() }))
        }
    }

    #[test]
    fn steps_end_at_the_ends() {
        let mut table = Table::of("abcde");
        assert_eq!(table.go(None, 1), None, "nowhere to step from");
        for (from, by, expected) in [
            (Some(1), 0, "b"),
            (None, 1, "c"),
            (None, -1, "b"),
            (None, isize::MAX, "e"),
            (None, 1, "e"),
            (None, -3, "b"),
            (None, isize::MIN, "a"),
            (None, -1, "a"),
            (Some(77), 0, "e"),
        ] {
            assert_eq!(table.go(from, by), Some(expected), "{from:?} {by}");
        }
    }

    #[test]
    fn it_stays_at_the_recipient_through_refresh_and_sort() {
        let mut table = Table::of("abcde");
        table.go(Some(3), 0);
        assert_eq!(table.apply("xabcde"), Some("d"), "one came in front");
        assert_eq!(table.apply("edcba"), Some("d"), "all moved");
        assert_eq!(table.apply("eDcba"), Some("d"), "itself changed");
        let sort = Sort { column: Column::Name, direction: Direction::Descending };
        assert_eq!(
            table.ask(Ask::Query(Query { order: Order::By(sort), ..Query::default() })),
            Some("d")
        );
        assert_eq!(table.apply("ecba"), Some("c"), "gone: who is dialled in their place");
    }

    #[test]
    fn left_out_by_a_filter_the_nearest_stands_in() {
        let mut table = Table::of("AbcdEfGh");
        table.go(Some(3), 0);
        assert_eq!(table.busy(), Some("e"));
        assert_eq!(table.apply("AbCdEfGh"), Some("e"), "another is as near now");
        assert_eq!(table.apply("AbCdefGh"), Some("c"), "left out too");
        assert_eq!(table.ask(Ask::Query(list())), Some("d"), "all are back");
        table.busy();
        assert_eq!(table.go(None, 1), Some("g"));
        assert_eq!(table.ask(Ask::Query(list())), Some("g"), "moved on from there");
    }

    #[test]
    fn nobody_left_is_nobody_active() {
        let mut table = Table::of("abc");
        table.go(Some(1), 0);
        assert_eq!(table.busy(), None);
        assert_eq!(table.go(None, 1), None);
        assert!(table.ask(Ask::Query(list())).is_some());
        assert_eq!(table.ask(Ask::Forget), None);
        assert_eq!(table.apply("abc"), None, "another campaign");
    }

    #[test]
    fn an_engine_that_takes_over_finds_the_row_once_it_is_there() {
        let mut table = Table::default();
        table.ask(Ask::Show(Shown { rows: 0..99, ..Shown::default() }));
        assert_eq!(table.go(Some(2), 0), None);
        assert_eq!(table.apply("abcde"), Some("c"));
    }
}
