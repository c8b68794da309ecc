//! The table as it is searched, filtered and sorted, taken away a part at a time: all rows at once
//! would hold up the page, and answers that come meanwhile must not mix with them.

use super::Engine;
use crate::domain::class::Class;
use crate::store::Edition;
use crate::table::{Mask, Row, Selection};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Which rows are taken away.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ExportRows {
    /// The table as it is searched, filtered and sorted.
    View,
    /// All that are to be called back, in dialling order and whatever the table is searched and filtered by. Those whose
    /// number cannot work are left out; [`Tallies::with_class`](crate::domain::Tallies::with_class) counts them.
    CallBack,
}

impl ExportRows {
    /// Their names to the host page (docs/reference.md#methods); the first is the default.
    pub const NAMES: &[&str] = &["view", "call-back"];

    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "view" => Some(Self::View),
            "call-back" => Some(Self::CallBack),
            _ => None,
        }
    }
}

/// Rows that are handed out at a time: some milliseconds' work.
const PART: usize = 500;

/// All rows of a table as it was, and how many of them were handed out.
#[derive(Debug)]
pub struct Export {
    edition: Rc<Edition>,
    selection: Selection,
    mask: Mask,
    done: usize,
}

impl Engine {
    /// All such rows; none before a campaign came.
    pub fn export(&self, rows: ExportRows) -> Option<Export> {
        self.overview.as_ref()?;
        let selection = match rows {
            ExportRows::View => self.selection.clone(),
            ExportRows::CallBack => Selection::of_class(Class::CallBack, self.store.roster()),
        };
        Some(Export { edition: self.store.edition(), selection, mask: self.query.mask, done: 0 })
    }
}

impl Export {
    /// The next rows, as much of them as may be shown; none after the last.
    pub fn next_rows(&mut self) -> Vec<Row> {
        let places = self.selection.slice(self.done, PART);
        self.done += places.len();
        let roster = self.edition.roster();
        let row = |place: &u32| Some(Row::new(&roster.recipient(*place)?, self.mask));
        places.iter().filter_map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Ask, Generation};
    use crate::table::Query;
    use std::fmt::Write;

    fn campaign(count: usize, status: &str) -> Ask {
        let mut json = String::from(r#"{"batch":{},"recipients":["#);
        for at in 0..count {
            let comma = if at == 0 { "" } else { "," };
            write!(json, r#"{comma}{{"id":"{at}","name":"Ann {at}","status":"{status}"}}"#)
                .unwrap();
        }
        Ask::Apply(Generation(1), (json + "]}").into_bytes().into())
    }

    #[test]
    fn the_call_back_list_leaves_out_numbers_that_cannot_work_and_counts_them() {
        let rows = [
            ("busy", "null", "+16045551230"),
            ("failed", r#""SIP 404""#, "+16045551231"),
            ("failed", r#""SIP 503""#, "+16045551232"),
            ("failed", r#""SIP 503""#, "604 555 1233"),
            ("completed", "null", "+16045551234"),
            ("failed", r#""SIP 603""#, "+16045551235"),
            ("no_answer", "null", "+16045551236"),
        ];
        let row = |(status, error, number): &(&str, &str, &str)| {
            format!(r#"{{"status":"{status}","error_message":{error},"phone_number":"{number}"}}"#)
        };
        let rows: Vec<_> = rows.iter().map(row).collect();
        let body = format!(r#"{{"batch":{{}},"recipients":[{}]}}"#, rows.join(","));
        let mut engine = Engine::default();
        assert!(engine.export(ExportRows::CallBack).is_none());
        engine.handle(Ask::Apply(Generation(1), body.into_bytes().into()));
        engine.handle(Ask::Query(Query { search: "nobody".into(), ..Query::default() }));
        let rows = engine.export(ExportRows::CallBack).unwrap().next_rows();
        let said: Vec<_> =
            rows.iter().map(|row| (row.status.key(), row.error.as_deref(), &*row.number)).collect();
        let expected = [
            ("busy", None, "+16045551230"),
            ("failed", Some("SIP 503"), "+16045551232"),
            ("no_answer", None, "+16045551236"),
        ];
        assert_eq!(said, expected);
        let tallies = &engine.overview().unwrap().tallies;
        let [called, fixed] = [Class::CallBack, Class::FixNumber].map(|it| tallies.with_class(it));
        assert_eq!((called, fixed), (3, 2));
    }

    #[test]
    fn every_name_of_rows_is_read() {
        let read: Vec<_> = ExportRows::NAMES.iter().map(|name| ExportRows::parse(name)).collect();
        assert_eq!(read, [Some(ExportRows::View), Some(ExportRows::CallBack)]);
        assert_eq!(ExportRows::parse("all"), None);
    }

    #[test]
    fn all_rows_come_as_the_table_was_when_asked_for() {
        let mut engine = Engine::default();
        assert!(engine.export(ExportRows::View).is_none());
        engine.handle(campaign(PART + 7, "busy"));
        let query = Query { search: "ann".into(), mask: Mask::All, ..Query::default() };
        engine.handle(Ask::Query(query));
        let mut export = engine.export(ExportRows::View).unwrap();
        engine.handle(campaign(3, "failed"));
        let mut rows = Vec::new();
        for expected in [PART, 7, 0] {
            let part = export.next_rows();
            assert_eq!(part.len(), expected);
            rows.extend(part);
        }
        assert!(rows.iter().all(|row| row.status.key() == "busy"));
        assert_eq!(rows.last().and_then(|row| row.name.as_deref()), Some("A. 5."));
    }
}
