//! The table as a file, taken from wherever the recipients are.

use super::driver::Driver;
use super::host::Host;
use super::timer;
use super::worker::next_number;
use crate::text::{Locale, Message, Zone, status, table};
use campaign::config::{Problem, Warning};
use campaign::engine::ExportRows;
use campaign::export::Separator;
use campaign::export::csv::{self, Clock, Words};
use campaign::table::{Column, Row};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// What `exportCsv` takes between cells.
const SEPARATORS: &str = "comma, semicolon or tab";

/// The separator that the page names, if it names one; a word of another kind earns a warning.
pub(super) fn separator(named: &JsValue, host: &Host) -> Option<Separator> {
    if named.is_undefined() || named.is_null() {
        return None;
    }
    let sign = named.as_string().unwrap_or_default();
    let separator = Separator::parse(&sign);
    if separator.is_none() {
        let warning = Warning::of("separator", &sign, Problem::NotA(SEPARATORS));
        host.warn(&warning.to_string());
    }
    separator
}

/// The rows that the page names; the table where it names none, and with a warning where it names others.
pub(super) fn rows(named: &JsValue, host: &Host) -> ExportRows {
    if named.is_undefined() || named.is_null() {
        return ExportRows::View;
    }
    let name = named.as_string().unwrap_or_default();
    ExportRows::parse(&name).unwrap_or_else(|| {
        let warning = Warning::of("rows", &name, Problem::NotAmong(ExportRows::NAMES));
        host.warn(&warning.to_string());
        ExportRows::View
    })
}

/// These rows as CSV text, the table's in its columns; None before the first answer, and where the worker that has them
/// stopped. Without a separator it has that of the language's lists.
pub(crate) async fn rows_as_csv(
    driver: Driver,
    locale: Rc<Locale>,
    rows: ExportRows,
    columns: Vec<Column>,
    separator: Option<Separator>,
) -> Option<String> {
    let is_over = driver.is_over();
    let columns = match rows {
        ExportRows::View => columns,
        ExportRows::CallBack => csv::CALL_BACK.into(),
    };
    let mut rows = all_rows(&driver, rows).await?;
    driver.blot_rows(&mut rows);
    let [utc, own] = [Some("UTC"), locale.chosen_zone()].map(Zone::new);
    let (show_utc, show_own) = (|at| utc.clock(at), |at| own.clock(at));
    let mut clocks = vec![Clock { zone: utc.name(), show: &show_utc }];
    if !csv::is_utc(&own.name()) {
        clocks.push(Clock { zone: own.name(), show: &show_own });
    }
    let words = Words {
        title: &|column| locale.word(table::column(column)).into(),
        reason: locale.word(Message::Reason).into(),
        status: &|named| status::standing(named, is_over, &locale),
        clocks,
    };
    let separator = separator.unwrap_or_else(|| Separator::beside_decimals(&locale.decimal_sign()));
    Some(csv::csv(&rows, &columns, separator, &words))
}

async fn all_rows(driver: &Driver, which: ExportRows) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    if let Some(remote) = driver.remote() {
        let export = next_number();
        loop {
            let next = remote.rows(export, which).await?;
            if next.is_empty() {
                return Some(rows);
            }
            rows.extend(next);
        }
    }
    let mut export = driver.engine().export(which)?;
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
