//! The table as CSV for spreadsheets (features.md 17): times in UTC, since files travel.

use super::{Locale, status, table};
use campaign::table::{Column, Row};
use js_sys::Date;
use wasm_bindgen::JsValue;

/// Spreadsheets take a file for UTF-8 by this alone.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The rows under the columns' titles.
pub fn csv(columns: &[Column], rows: &[Row], locale: &Locale) -> String {
    let mut csv = String::from(BYTE_ORDER_MARK);
    line(&mut csv, columns, |column| locale.word(table::column(column)).into());
    for row in rows {
        line(&mut csv, columns, |column| value(column, row, locale));
    }
    csv
}

fn line(csv: &mut String, columns: &[Column], value: impl Fn(Column) -> String) {
    for (place, column) in columns.iter().enumerate() {
        if place > 0 {
            csv.push(',');
        }
        quote(csv, &value(*column));
    }
    csv.push_str("\r\n");
}

/// In quotes, and never a formula: a name may begin with what a spreadsheet would compute.
fn quote(csv: &mut String, text: &str) {
    csv.push('"');
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        csv.push('\'');
    }
    for letter in text.chars() {
        if letter == '"' {
            csv.push('"');
        }
        csv.push(letter);
    }
    csv.push('"');
}

fn value(column: Column, row: &Row, locale: &Locale) -> String {
    #[expect(clippy::cast_precision_loss, reason = "dates of this era are far below 2^53")]
    let time = |at: campaign::time::Millis| {
        String::from(Date::new(&JsValue::from(at.0 as f64)).to_iso_string())
    };
    match column {
        Column::Name => row.name.clone().map(String::from),
        Column::Number => Some(row.number.clone().into()),
        Column::Status => Some(status::recipient(&row.status, locale)),
        Column::Attempted => row.attempted.map(time),
        Column::Ended => row.ended.map(time),
        Column::Duration => row.dial_to_end.map(|span| (span.0 / 1000).to_string()),
        Column::Call => row.call_record.clone().map(String::from),
    }
    .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut csv = String::new();
        quote(&mut csv, text);
        assert_eq!(csv, expected);
    }

    #[test]
    fn no_cell_is_a_formula_or_breaks_out() {
        check("Doe, John", "\"Doe, John\"");
        check("the \"boss\"", "\"the \"\"boss\"\"\"");
        check("=1+1", "\"'=1+1\"");
        check("+14155551234", "\"'+14155551234\"");
        check("@x", "\"'@x\"");
        check("\ta", "\"'\ta\"");
        check("", "\"\"");
    }
}
