//! The table, its search and its filter.

use super::Locale;
use campaign::engine::Slice;
use campaign::table::Column;

/// Name of the table.
pub const RECIPIENTS: &str = "Recipients";
/// Name and placeholder of the search field.
pub const SEARCH: &str = "Search name or number";
/// Name of the filter.
pub const FILTER: &str = "Filter by status";
/// The chip that shows everybody again.
pub const ALL: &str = "Show all";
/// The name of a recipient without one.
pub const NO_NAME: &str = "No name";
/// A campaign without recipients.
pub const EMPTY: &str =
    "No recipients yet. They appear here once somebody adds them to the campaign.";
/// A search that finds nobody.
pub const NO_MATCH: &str = "Nobody matches.";

/// A column's title.
pub const fn column(column: Column) -> &'static str {
    match column {
        Column::Name => "Name",
        Column::Number => "Number",
        Column::Status => "Status",
        Column::Attempted => "Attempted",
        Column::Ended => "Ended",
        Column::Duration => "Dial to end",
        Column::Call => "Call record",
    }
}

/// How many are shown: `3`, or `2 of 3` under a filter.
pub fn count(slice: &Slice, is_filtered: bool, locale: &Locale) -> String {
    let n = |count: usize| locale.number(u32::try_from(count).unwrap_or(u32::MAX));
    if is_filtered {
        format!("{} of {}", n(slice.matching), n(slice.total))
    } else {
        n(slice.total)
    }
}
