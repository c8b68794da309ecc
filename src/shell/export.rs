//! The table as a file, taken from wherever the recipients are.

use super::driver::Driver;
use super::timer;
use super::worker::next_number;
use crate::text::{Locale, Zone, status, table};
use campaign::export::csv::{Clock, Words, csv};
use campaign::table::{Column, Row};
use std::rc::Rc;

/// The table as CSV text, as it is searched, filtered and sorted; None before the first answer, and
/// where the worker that has it stopped.
pub(crate) async fn table_as_csv(
    driver: Driver,
    locale: Rc<Locale>,
    columns: Vec<Column>,
) -> Option<String> {
    let rows = all_rows(&driver).await?;
    let [utc, own] = [Some("UTC"), locale.chosen_zone()].map(Zone::new);
    let (show_utc, show_own) = (|at| utc.clock(at), |at| own.clock(at));
    let words = Words {
        title: &|column| locale.word(table::column(column)).into(),
        status: &|named| status::recipient(named, &locale),
        clocks: [
            Clock { zone: utc.name(), show: &show_utc },
            Clock { zone: own.name(), show: &show_own },
        ],
    };
    Some(csv(&rows, &columns, &words))
}

async fn all_rows(driver: &Driver) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    if let Some(remote) = driver.remote() {
        let export = next_number();
        loop {
            let next = remote.rows(export).await?;
            if next.is_empty() {
                return Some(rows);
            }
            rows.extend(next);
        }
    }
    let mut export = driver.engine().export()?;
    loop {
        let next = export.next_rows();
        if next.is_empty() {
            return Some(rows);
        }
        rows.extend(next);
        // Others' turn: a large table takes a while.
        timer::pause().await;
    }
}
