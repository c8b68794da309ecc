//! The table as CSV, for spreadsheets. Times stand in it twice: in UTC, since files travel, and in
//! the reader's zone.

use crate::domain::RecipientStatus;
use crate::table::{Column, Row};
use crate::time::{Millis, Span};

/// Spreadsheets take a file for UTF-8 by this alone.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What the file says in the reader's language and zone.
pub struct Words<'a> {
    pub title: &'a dyn Fn(Column) -> String,
    pub status: &'a dyn Fn(&RecipientStatus) -> String,
    /// The clocks of UTC and of the reader's zone.
    pub clocks: [Clock<'a>; 2],
}

pub struct Clock<'a> {
    /// The zone's name, which stands in titles: `Asia/Tokyo`.
    pub zone: String,
    /// What the clock shows at a time: `2024-02-15 18:00:10`.
    pub show: &'a dyn Fn(Millis) -> String,
}

/// The rows as a file with these columns, in their order.
pub fn csv(rows: &[Row], columns: &[Column], words: &Words<'_>) -> String {
    let titles = line(columns.iter().flat_map(|column| titles_of(*column, words)));
    let lines = rows
        .iter()
        .map(|row| line(columns.iter().flat_map(|column| cells_of(*column, row, words))));
    format!("{BYTE_ORDER_MARK}{titles}{}", lines.collect::<String>())
}

/// The file of a campaign, with a dash for whatever a file's name may not have.
pub fn file_name(campaign: &str) -> String {
    let is_allowed = |letter: char| letter.is_alphanumeric() || " ._-".contains(letter);
    let name = campaign.chars().map(|letter| if is_allowed(letter) { letter } else { '-' });
    name.collect::<String>() + ".csv"
}

fn titles_of(column: Column, words: &Words<'_>) -> Vec<String> {
    let title = (words.title)(column);
    match column {
        Column::Attempted | Column::Ended => {
            words.clocks.iter().map(|clock| format!("{title} ({})", clock.zone)).collect()
        }
        Column::Duration => vec![format!("{title} (s)")],
        Column::Name | Column::Number | Column::Status | Column::Call => vec![title],
    }
}

fn cells_of(column: Column, row: &Row, words: &Words<'_>) -> Vec<String> {
    let text = |text: &Option<Box<str>>| vec![text.as_deref().unwrap_or_default().to_owned()];
    let times = |at: Option<Millis>| {
        let shown = |clock: &Clock<'_>| at.map(clock.show).unwrap_or_default();
        words.clocks.iter().map(shown).collect()
    };
    match column {
        Column::Name => text(&row.name),
        Column::Number => vec![row.number.to_string()],
        Column::Status => vec![(words.status)(&row.status)],
        Column::Attempted => times(row.attempted),
        Column::Ended => times(row.ended),
        Column::Duration => {
            let seconds = |span: Span| (span.0 / 1000).to_string();
            vec![row.dial_to_end.map(seconds).unwrap_or_default()]
        }
        Column::Call => text(&row.call_record),
    }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.map(|text| cell(&text)).collect();
    cells.join(",") + "\r\n"
}

/// In quotes, and never a formula: a name may begin with what a spreadsheet would compute.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Recipient;
    use crate::table::Mask;

    fn row(json: &str) -> Row {
        Row::new(&Recipient::from_json(json), Mask::None)
    }

    fn written(rows: &[Row], columns: &[Column]) -> String {
        let words = Words {
            title: &|column| column.key().to_uppercase(),
            status: &|status| status.key().to_owned(),
            clocks: [
                Clock { zone: "UTC".into(), show: &|at| at.0.to_string() },
                Clock { zone: "Asia/Tokyo".into(), show: &|at| (at.0 + 9).to_string() },
            ],
        };
        csv(rows, columns, &words)
    }

    #[test]
    fn every_column_and_what_is_not_there() {
        let rows = [
            row(r#"{"name":"Ann","phone_number":"+1","status":"busy","call_record_id":"c",
                "attempted_at":"1970-01-01T00:00:01Z","completed_at":"1970-01-01T00:00:03.900Z"}"#),
            row("{}"),
        ];
        let expected = [
            "\u{feff}\"NAME\",\"NUMBER\",\"STATUS\",\"ATTEMPTED (UTC)\",\"ATTEMPTED (Asia/Tokyo)\",\
                \"ENDED (UTC)\",\"ENDED (Asia/Tokyo)\",\"DURATION (s)\",\"CALL\"",
            "\"Ann\",\"'+1\",\"busy\",\"1000\",\"1009\",\"3900\",\"3909\",\"2\",\"c\"",
            "\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"",
            "",
        ];
        assert_eq!(written(&rows, &Column::ALL), expected.join("\r\n"));
    }

    #[test]
    fn columns_in_the_order_asked_for() {
        let rows = [row(r#"{"name":"Ann","status":"busy"}"#)];
        let expected = "\u{feff}\"STATUS\",\"NAME\"\r\n\"busy\",\"Ann\"\r\n";
        assert_eq!(written(&rows, &[Column::Status, Column::Name]), expected);
    }

    #[test]
    fn a_file_is_named_after_the_campaign() {
        for (campaign, expected) in [
            ("Recall of spring", "Recall of spring.csv"),
            ("Größe 2_b.c-d", "Größe 2_b.c-d.csv"),
            ("a/b\\c: d?", "a-b-c- d-.csv"),
            ("", ".csv"),
        ] {
            assert_eq!(file_name(campaign), expected);
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("=1+1", "\"'=1+1\""),
            ("+1", "\"'+1\""),
            ("-1", "\"'-1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\t=1\""),
            ("the \"boss\", Ada", "\"the \"\"boss\"\", Ada\""),
            ("two\nlines", "\"two\nlines\""),
            ("Zoë 木", "\"Zoë 木\""),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}
