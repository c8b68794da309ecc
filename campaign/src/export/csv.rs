//! The table as CSV, for spreadsheets. Times stand in it twice: in UTC, since files travel, and in
//! the reader's zone.

use super::cell::cell;
use crate::domain::RecipientStatus;
use crate::table::{Column, Row};
use crate::time::{Millis, Span};

/// Spreadsheets take a file for UTF-8 by this alone.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What stands between the cells. Spreadsheets go by the separator of lists in the reader's settings.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Separator {
    Comma,
    Semicolon,
    Tab,
}

/// The columns of a list of those to be called back: what a list to be called has, and why each is on it. The API sends
/// no count of tries, so the time of the last one stands in its place.
pub const CALL_BACK: [Column; 4] =
    [Column::Number, Column::Name, Column::Status, Column::Attempted];

/// What the file says in the reader's language and zone.
pub struct Words<'a> {
    pub title: &'a dyn Fn(Column) -> String,
    /// The title of what stands beside the status: why a call failed.
    pub reason: String,
    pub status: &'a dyn Fn(&RecipientStatus) -> String,
    /// The clocks of UTC and of the reader's zone, or one of them where both are the same.
    pub clocks: Vec<Clock<'a>>,
}

pub struct Clock<'a> {
    /// The zone's name, which stands in titles: `Asia/Tokyo`.
    pub zone: String,
    /// What the clock shows at a time: `2024-02-15 18:00:10`.
    pub show: &'a dyn Fn(Millis) -> String,
}

impl Separator {
    pub fn parse(sign: &str) -> Option<Self> {
        [Self::Comma, Self::Semicolon, Self::Tab].into_iter().find(|it| it.sign() == sign)
    }

    /// That of lists in a language with this sign before decimals: a comma cannot do both.
    pub fn beside_decimals(sign: &str) -> Self {
        if sign == "." { Self::Comma } else { Self::Semicolon }
    }

    pub const fn sign(self) -> &'static str {
        match self {
            Self::Comma => ",",
            Self::Semicolon => ";",
            Self::Tab => "\t",
        }
    }
}

/// Whether a zone's clocks always show UTC, under whichever of its names.
pub fn is_utc(zone: &str) -> bool {
    let zone = zone.strip_prefix("Etc/").unwrap_or(zone);
    let names = ["UTC", "GMT", "UCT", "Universal", "Zulu", "GMT0", "GMT+0", "GMT-0", "Greenwich"];
    names.iter().any(|name| zone.eq_ignore_ascii_case(name))
}

/// The rows as a file with these columns, in their order.
pub fn csv(rows: &[Row], columns: &[Column], separator: Separator, words: &Words<'_>) -> String {
    let titles = columns.iter().flat_map(|column| titles_of(*column, words));
    let mut file = format!("{BYTE_ORDER_MARK}{}", line(titles, separator));
    for row in rows {
        let cells = columns.iter().flat_map(|column| cells_of(*column, row, words));
        file.push_str(&line(cells, separator));
    }
    file
}

fn titles_of(column: Column, words: &Words<'_>) -> Vec<String> {
    let title = (words.title)(column);
    match column {
        Column::Attempted | Column::Ended => {
            words.clocks.iter().map(|clock| format!("{title} ({})", clock.zone)).collect()
        }
        Column::Duration => vec![format!("{title} (s)")],
        Column::Status => vec![title, words.reason.clone()],
        Column::Name | Column::Number | Column::Call => vec![title],
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
        Column::Status => {
            let reason = row.error.as_deref().unwrap_or_default();
            vec![(words.status)(&row.status), reason.to_owned()]
        }
        Column::Attempted => times(row.attempted),
        Column::Ended => times(row.ended),
        Column::Duration => {
            let seconds = |span: Span| (span.0 / 1000).to_string();
            vec![row.dial_to_end.map(seconds).unwrap_or_default()]
        }
        Column::Call => text(&row.call_record),
    }
}

fn line(cells: impl Iterator<Item = String>, separator: Separator) -> String {
    let cells: Vec<String> = cells.map(|text| cell(&text)).collect();
    cells.join(separator.sign()) + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Recipient;
    use crate::table::Mask;

    fn row(json: &str) -> Row {
        Row::new(&Recipient::from_json(json), Mask::None)
    }

    fn words() -> Words<'static> {
        Words {
            title: &|column| column.key().to_uppercase(),
            reason: "REASON".into(),
            status: &|status| status.key().to_owned(),
            clocks: vec![
                Clock { zone: "UTC".into(), show: &|at| at.0.to_string() },
                Clock { zone: "Asia/Tokyo".into(), show: &|at| (at.0 + 9).to_string() },
            ],
        }
    }

    fn written(rows: &[Row], columns: &[Column]) -> String {
        csv(rows, columns, Separator::Comma, &words())
    }

    #[test]
    fn every_column_and_what_is_not_there() {
        let rows = [
            row(r#"{"name":"Ann","phone_number":"+1","status":"busy","call_record_id":"c",
                "error_message":"=no route",
                "attempted_at":"1970-01-01T00:00:01Z","completed_at":"1970-01-01T00:00:03.900Z"}"#),
            row("{}"),
        ];
        let expected = [
            "\u{feff}\"NAME\",\"NUMBER\",\"STATUS\",\"REASON\",\"ATTEMPTED (UTC)\",\"ATTEMPTED (Asia/Tokyo)\",\
                \"ENDED (UTC)\",\"ENDED (Asia/Tokyo)\",\"DURATION (s)\",\"CALL\"",
            "\"Ann\",\"'+1\",\"busy\",\"'=no route\",\"1000\",\"1009\",\"3900\",\"3909\",\"2\",\"c\"",
            "\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"",
            "",
        ];
        assert_eq!(written(&rows, &Column::ALL), expected.join("\r\n"));
    }

    #[test]
    fn a_list_to_call_back_says_why_each_is_on_it() {
        let rows = [row(r#"{"name":"Ann","phone_number":"+16045551234","status":"failed",
            "error_message":"SIP 503","attempted_at":"1970-01-01T00:00:01Z"}"#)];
        let expected = "\u{feff}\"NUMBER\",\"NAME\",\"STATUS\",\"REASON\",\"ATTEMPTED (UTC)\",\
            \"ATTEMPTED (Asia/Tokyo)\"\r\n\
            \"+16045551234\",\"Ann\",\"failed\",\"SIP 503\",\"1000\",\"1009\"\r\n";
        assert_eq!(written(&rows, &CALL_BACK), expected);
    }

    #[test]
    fn columns_in_the_order_asked_for() {
        let rows = [row(r#"{"name":"Ann","status":"busy"}"#)];
        let expected = "\u{feff}\"STATUS\",\"REASON\",\"NAME\"\r\n\"busy\",\"\",\"Ann\"\r\n";
        assert_eq!(written(&rows, &[Column::Status, Column::Name]), expected);
    }

    #[test]
    fn what_stands_between_the_cells() {
        let rows = [row(r#"{"name":"Ann","phone_number":"+16045551234"}"#)];
        for (sign, expected) in [",", ";", "\t"].into_iter().zip([
            "\u{feff}\"NAME\",\"NUMBER\"\r\n\"Ann\",\"+16045551234\"\r\n",
            "\u{feff}\"NAME\";\"NUMBER\"\r\n\"Ann\";\"+16045551234\"\r\n",
            "\u{feff}\"NAME\"\t\"NUMBER\"\r\n\"Ann\"\t\"+16045551234\"\r\n",
        ]) {
            let separator = Separator::parse(sign).unwrap();
            let columns = [Column::Name, Column::Number];
            assert_eq!(csv(&rows, &columns, separator, &words()), expected);
        }
        assert_eq!(Separator::parse("|"), None);
        assert_eq!(Separator::beside_decimals("."), Separator::Comma);
        assert_eq!(Separator::beside_decimals(","), Separator::Semicolon);
    }

    #[test]
    fn utc_has_many_names() {
        for zone in ["UTC", "Etc/UTC", "GMT", "Etc/GMT+0", "Zulu"] {
            assert!(is_utc(zone), "{zone}");
        }
        for zone in ["Europe/London", "Asia/Tokyo", "Etc/GMT+1", ""] {
            assert!(!is_utc(zone), "{zone}");
        }
    }
}
