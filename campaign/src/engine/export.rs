//! The table as it is searched, filtered and sorted, taken away a part at a time: all rows at once
//! would hold up the page, and answers that come meanwhile must not mix with them.

use super::Engine;
use super::letter::put_rows;
use crate::store::Edition;
use crate::table::{Mask, Row, Selection};
use std::rc::Rc;

/// Rows that are handed out at a time: some milliseconds' work.
const PART: usize = 500;

/// All rows of a table as it was, and how many of them were handed out.
#[derive(Debug)]
pub struct Export {
    edition: Rc<Edition>,
    selection: Selection,
    done: usize,
    is_done: bool,
}

impl Engine {
    /// All rows; none before a campaign came.
    pub fn export(&self) -> Option<Export> {
        self.overview.as_ref()?;
        let (edition, selection) = (self.store.edition(), self.selection.clone());
        Some(Export { edition, selection, done: 0, is_done: false })
    }
}

impl Export {
    /// The next rows, as much of them as may be shown; none after the last.
    pub fn next(&mut self, mask: Mask) -> Vec<Row> {
        let places = self.take().into_iter();
        let roster = self.edition.roster();
        places.filter_map(|place| Some(Row::new(&roster.recipient(place)?, mask))).collect()
    }

    /// The next rows as the API sent them, as a letter.
    pub fn write(&mut self) -> String {
        let places = self.take();
        let rows = put_rows(self.edition.roster(), places.iter());
        format!(r#"{{"rows":[{rows}]}}"#)
    }

    fn take(&mut self) -> Vec<u32> {
        let places = self.selection.slice(self.done, PART).to_vec();
        self.done += places.len();
        self.is_done = places.is_empty();
        places
    }

    /// Whether it was said that there are no more.
    pub fn is_done(&self) -> bool {
        self.is_done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::letter::Reader;
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
    fn all_rows_come_as_the_table_was_when_asked_for() {
        let mut engine = Engine::default();
        assert!(engine.export().is_none());
        engine.handle(campaign(PART + 7, "busy"));
        engine.handle(Ask::Query(Query { search: "ann".into(), ..Query::default() }));
        let (mut here, mut there) = (engine.export().unwrap(), engine.export().unwrap());
        engine.handle(campaign(3, "failed"));
        let mut rows = Vec::new();
        for expected in [PART, 7, 0] {
            let part = here.next(Mask::All);
            assert_eq!(part.len(), expected);
            assert_eq!(Reader::rows(&there.write(), Mask::All), part);
            rows.extend(part);
        }
        assert!(there.is_done());
        assert!(rows.iter().all(|row| row.status.key() == "busy"));
        assert_eq!(rows.last().and_then(|row| row.name.as_deref()), Some("A. 5."));
    }
}
