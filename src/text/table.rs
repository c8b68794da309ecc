//! The table, its search and its filter.

use super::campaign::counted;
use super::message::Arg;
use super::{Locale, Message, status};
use campaign::engine::Slice;
use campaign::insight::news::Since;
use campaign::table::{Column, Direction, Order, Sort};
use campaign::view::View;

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

/// An order of the table: `Name, ascending`.
pub fn order(order: Order, locale: &Locale) -> String {
    let Sort { column: of, direction } = match order {
        Order::Activity => return locale.word(Message::LiveFirst).into(),
        Order::List => return locale.word(Message::ListOrder).into(),
        Order::By(sort) => sort,
    };
    let message = match direction {
        Direction::Ascending => Message::Ascending,
        Direction::Descending => Message::Descending,
    };
    locale.with(message, locale.word(column(of)).into())
}

/// How many are shown of all, under a filter: `2 of 3`.
pub fn count(slice: &Slice, is_filtered: bool, locale: &Locale) -> Option<String> {
    let [matching, total] =
        [slice.matching, slice.total].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    is_filtered.then(|| locale.say(Message::Of, &[Arg::Count(matching), Arg::Count(total)]))
}

/// How many rows wait to move: `4 moved`.
pub fn waiting_to_move(count: usize, locale: &Locale) -> String {
    locale.count(Message::Moved, u32::try_from(count).unwrap_or(u32::MAX))
}

/// How many a search or a filter has found, for those who listen. That there is nobody stands in the table.
pub fn found(slice: &Slice, locale: &Locale) -> Option<String> {
    let matching = u32::try_from(slice.matching).unwrap_or(u32::MAX);
    let is_said = slice.query.is_filtered() && matching > 0;
    is_said.then(|| locale.count(Message::Found, matching))
}

/// How many are on paper, where those are not all: `144 of 500 recipients printed`.
pub fn printed(slice: &Slice, locale: &Locale) -> Option<String> {
    let [printed, matching] =
        [slice.rows.len(), slice.matching].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    let counts = [Arg::Count(printed), Arg::Count(matching)];
    (printed < matching).then(|| locale.say(Message::Printed, &counts))
}

/// What happened since somebody looked: `3 Answered, 1 Failed since 10:42:31 UTC`.
pub fn news(view: &View, locale: &Locale) -> Option<String> {
    let news = view.news.as_ref()?;
    let ended = news.ended.iter().map(|(kind, count)| (status::recipient(kind, locale), *count));
    let ended = ended.chain([(locale.word(Message::Others).to_owned(), news.others)]);
    let ended = Arg::Text(counted(ended.collect::<Vec<_>>(), locale));
    Some(match news.since {
        Since::LookedAway => locale.say(Message::SinceAway, &[ended]),
        Since::Answer(at) => locale.say(
            Message::Since,
            &[Arg::Text(locale.zoned(view.viewers_time_at(at), view.viewers_time)), ended],
        ),
    })
}
