//! The table, its search and its filter.

use super::message::Arg;
use super::{Locale, Message};
use campaign::engine::Slice;
use campaign::table::Column;

/// A column's title.
pub const fn column(column: Column) -> Message {
    match column {
        Column::Name => Message::Name,
        Column::Number => Message::Number,
        Column::Status => Message::Status,
        Column::Attempted => Message::Attempted,
        Column::Ended => Message::EndedTitle,
        Column::Duration => Message::DialToEnd,
        Column::Call => Message::CallRecord,
    }
}

/// How many are shown: `3`, or `2 of 3` under a filter.
pub fn count(slice: &Slice, is_filtered: bool, locale: &Locale) -> String {
    let [matching, total] =
        [slice.matching, slice.total].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    if is_filtered {
        locale.say(Message::Of, &[Arg::Count(matching), Arg::Count(total)])
    } else {
        locale.number(total)
    }
}
