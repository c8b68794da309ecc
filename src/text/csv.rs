//! The table as CSV for spreadsheets (features.md 17): times in UTC, since files travel, and beside
//! that in the reader's zone.

use super::{Locale, Zone, status, table};
use campaign::cut::pieces;
use campaign::figure::digits;
use campaign::table::{Column, Row};

/// Spreadsheets take a file for UTF-8 by this alone.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A file in the making: rows under the columns' titles, times in UTC and in a zone.
pub struct Csv<'a> {
    columns: &'a [Column],
    locale: &'a Locale,
    zones: [Zone; 2],
    sheet: Sheet,
}

impl<'a> Csv<'a> {
    /// Without rows.
    pub fn new(columns: &'a [Column], locale: &'a Locale, zone: Zone) -> Self {
        let zones = [Zone::new(Some("UTC")), zone];
        let mut sheet = Sheet(BYTE_ORDER_MARK.into());
        for column in columns {
            let title = locale.word(table::column(*column));
            match column {
                Column::Attempted | Column::Ended => {
                    for zone in &zones {
                        sheet.title(title, &zone.name);
                    }
                }
                Column::Duration => sheet.title(title, "s"),
                _ => sheet.cell(title),
            }
        }
        sheet.end_line();
        Self { columns, locale, zones, sheet }
    }

    /// Adds rows after those already there.
    pub fn add(&mut self, rows: &[Row]) {
        for row in rows {
            for column in self.columns {
                fill(&mut self.sheet, *column, row, self.locale, &self.zones);
            }
            self.sheet.end_line();
        }
    }

    /// The text.
    pub fn finish(self) -> String {
        self.sheet.0
    }
}

fn fill(sheet: &mut Sheet, column: Column, row: &Row, locale: &Locale, zones: &[Zone; 2]) {
    let at = match column {
        Column::Name => return sheet.cell(row.name.as_deref().unwrap_or_default()),
        Column::Number => return sheet.cell(&row.number),
        Column::Status => return sheet.cell(&status::recipient(&row.status, locale)),
        Column::Duration => {
            let seconds = row.dial_to_end.map(|span| digits(span.0 / 1000));
            return sheet.cell(&seconds.unwrap_or_default());
        }
        Column::Call => return sheet.cell(row.call_record.as_deref().unwrap_or_default()),
        Column::Attempted => row.attempted,
        Column::Ended => row.ended,
    };
    for zone in zones {
        sheet.cell(&at.map(|at| zone.clock(at)).unwrap_or_default());
    }
}

/// The text so far.
struct Sheet(String);

impl Sheet {
    /// The title of a column that holds times or lengths says in what.
    fn title(&mut self, title: &str, unit: &str) {
        self.cell(&[title, " (", unit, ")"].concat());
    }

    /// In quotes, and never a formula: a name may begin with what a spreadsheet would compute.
    fn cell(&mut self, text: &str) {
        self.0.push('"');
        if let Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') = text.as_bytes().first() {
            self.0.push('\'');
        }
        for piece in pieces(text, b'"') {
            self.0.push_str(piece);
            self.0.push_str("\"\"");
        }
        // After the last piece, one of the two is the end.
        self.0.pop();
        self.0.push(',');
    }

    fn end_line(&mut self) {
        self.0.pop();
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut sheet = Sheet(String::new());
        sheet.cell(text);
        sheet.cell("next");
        sheet.end_line();
        assert_eq!(sheet.0, expected.to_owned() + ",\"next\"\r\n");
    }

    #[test]
    fn no_cell_is_a_formula_or_breaks_out() {
        check("Doe, John", "\"Doe, John\"");
        check("the \"boss\"", "\"the \"\"boss\"\"\"");
        check("=1+1", "\"'=1+1\"");
        check("+14155551234", "\"'+14155551234\"");
        check("-1", "\"'-1\"");
        check("@x", "\"'@x\"");
        check("\ta", "\"'\ta\"");
        check("\ra", "\"'\ra\"");
        check("", "\"\"");
    }
}
