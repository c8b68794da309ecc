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

/// An order by a column.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_by_their_names() {
        let check = |text, expected: &[Column]| assert_eq!(Column::parse_list(text), expected);
        check("status, name,status", &[Column::Status, Column::Name]);
        check("duration  nonsense", &[Column::Duration]);
        check("", &Column::ALL);
        check("nonsense", &Column::ALL);
    }
}
