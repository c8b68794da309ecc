//! The table's columns and how each sorts.

use serde::{Deserialize, Serialize};

/// A column of the recipient table, in the order of the screen.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Column {
    Name,
    Number,
    Status,
    /// When the number was last dialled.
    Attempted,
    /// When that call ended.
    Ended,
    /// From dialling to the end of the call.
    Duration,
    /// The id of the call's record.
    Call,
}

/// Which way a column sorts.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// The order of the table.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sort {
    pub column: Column,
    pub direction: Direction,
}

impl Column {
    /// Every column, in the order of the screen.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Number,
        Self::Status,
        Self::Attempted,
        Self::Ended,
        Self::Duration,
        Self::Call,
    ];

    /// The columns of a list such as `name, status`, in its order; all for a list that names none.
    pub fn parse_list(text: &str) -> Vec<Self> {
        let mut columns = Vec::new();
        for word in text.split([',', ' ']) {
            let column = Self::ALL.into_iter().find(|column| column.key() == word);
            columns.extend(column.filter(|column| !columns.contains(column)));
        }
        if columns.is_empty() { Self::ALL.into() } else { columns }
    }

    /// The column's name in attributes.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Number => "number",
            Self::Status => "status",
            Self::Attempted => "attempted",
            Self::Ended => "ended",
            Self::Duration => "duration",
            Self::Call => "call",
        }
    }
}

impl Sort {
    /// The order after a press on a column's header: up, down, and back to dialling order (None).
    pub fn pressed(current: Option<Self>, column: Column) -> Option<Self> {
        match current {
            Some(Self { column: same, direction: Direction::Ascending }) if same == column => {
                Some(Self { column, direction: Direction::Descending })
            }
            Some(Self { column: same, .. }) if same == column => None,
            _ => Some(Self { column, direction: Direction::Ascending }),
        }
    }

    /// Every order of a table with these columns: None is dialling order. The current one is among them, whatever it goes
    /// by.
    pub fn orders(columns: &[Column], current: Option<Self>) -> Vec<Option<Self>> {
        let hidden = current.map(|sort| sort.column).filter(|it| !columns.contains(it));
        let both = |column| {
            let directions = [Direction::Ascending, Direction::Descending];
            directions.map(|direction| Some(Self { column, direction }))
        };
        [None].into_iter().chain(columns.iter().copied().chain(hidden).flat_map(both)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_turns_up_down_and_off() {
        let mut sort = None;
        let mut seen = Vec::new();
        for _ in 0..3 {
            sort = Sort::pressed(sort, Column::Name);
            seen.push(sort.map(|sort| sort.direction));
        }
        assert_eq!(seen, [Some(Direction::Ascending), Some(Direction::Descending), None]);
    }

    #[test]
    fn the_order_of_now_can_be_chosen_too_if_its_column_is_not_shown() {
        let [up, down] = [Direction::Ascending, Direction::Descending];
        let order = |column, direction| Some(Sort { column, direction });
        let of_name = [None, order(Column::Name, up), order(Column::Name, down)];
        assert_eq!(Sort::orders(&[Column::Name], None), of_name);
        assert_eq!(Sort::orders(&[Column::Name], of_name[2]), of_name);
        let hidden = [order(Column::Call, up), order(Column::Call, down)];
        assert_eq!(Sort::orders(&[Column::Name], hidden[0]), [&of_name[..], &hidden].concat());
    }

    #[test]
    fn columns_by_their_names() {
        let check = |text, expected: &[Column]| assert_eq!(Column::parse_list(text), expected);
        check("status, name,status", &[Column::Status, Column::Name]);
        check("duration  nonsense", &[Column::Duration]);
        check("", &Column::ALL);
        check("nonsense", &Column::ALL);
    }

    #[test]
    fn another_header_starts_anew() {
        let sort = Sort::pressed(None, Column::Name);
        let sort = Sort::pressed(sort, Column::Status).unwrap();
        assert_eq!((sort.column, sort.direction), (Column::Status, Direction::Ascending));
    }
}
