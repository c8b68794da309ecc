//! A recipient in full.

use super::{Locale, Message, status};
use campaign::table::Row;
use campaign::time::Millis;

/// The name, or that there is none.
pub fn name(row: &Row, locale: &Locale) -> String {
    row.name.as_deref().unwrap_or(locale.word(Message::NoName)).to_owned()
}

/// The status, with its turn where it waits. The service's words stand on a line of their own.
pub fn standing(
    row: Row,
    turn: Option<Millis>,
    now: Millis,
    is_over: bool,
    locale: &Locale,
) -> String {
    status::in_full(&Row { error: None, ..row }, turn, now, is_over, locale)
}

/// The status of a call under way, with the time since it was dialled.
pub fn live(row: &Row, now: Millis, locale: &Locale) -> String {
    status::live(row, now, locale)
}
