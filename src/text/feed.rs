//! The latest events.

use super::message::Arg::Text;
use super::{Locale, Message, status};
use campaign::domain::RecipientStatus;
use campaign::insight::feed::EventKind;
use campaign::table::Row;
use campaign::time::Millis;

/// `09:03:45 John Doe answered, 3 min 35 s dial to end`, the time in the viewer's zone.
pub fn line(row: &Row, what: EventKind, now: Millis, locale: &Locale) -> String {
    let is_end = what == EventKind::Ended;
    let at = if is_end { row.ended } else { row.attempted };
    let time = at.map(|at| locale.moment(at, now)).unwrap_or_default();
    let number = Some(&*row.number).filter(|number| !number.is_empty());
    let who = row.name.as_deref().or(number).unwrap_or(locale.word(Message::NoName));
    let who = Text(who.into());
    let what = match (what, &row.status) {
        (EventKind::Dialled, _) => locale.say(Message::HasDialled, &[who]),
        (EventKind::Ended, RecipientStatus::Completed) => locale.say(Message::HasAnswered, &[who]),
        (EventKind::Ended, status) => {
            locale.say(Message::HasEnded, &[who, Text(status::recipient(status, locale))])
        }
    };
    let span = row.dial_to_end.filter(|_| is_end);
    let what = match span {
        Some(span) => locale.say(Message::HasTaken, &[Text(what), Text(locale.duration(span))]),
        None => what,
    };
    format!("{time} {what}")
}
