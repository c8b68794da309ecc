//! Why calls failed or were not made.

use super::message::Arg::{Count, Text};
use super::{Locale, Message, status};
use campaign::domain::Tallies;
use campaign::domain::class::Class;
use campaign::domain::{Phase, RecipientStatus};
use campaign::insight::reasons::RestOfReasons;
use campaign::table::Row;

/// Of how many the reasons of a class tell a share: of all that were not answered, or were never called.
pub fn whole_of(class: Class, tallies: &Tallies) -> u32 {
    match class {
        Class::NotCalled => tallies.with_class(class),
        Class::CallBack | Class::FixNumber | Class::Other => tallies.in_phase(Phase::NotAnswered),
    }
}

/// How many failed: `18 of 60`.
pub fn count(tallies: &Tallies, locale: &Locale) -> String {
    locale.say(Message::Of, &[Count(tallies.in_phase(Phase::NotAnswered)), Count(tallies.total)])
}

/// `Failed: number not in service`, of whoever has it. A status that says enough stands alone where
/// there are no words.
pub fn reason(row: &Row, locale: &Locale) -> String {
    // Who waits has a reason only where the campaign is over.
    let status = status::standing(&row.status, true, locale);
    let words = match &row.error {
        Some(words) => words,
        None if row.status == RecipientStatus::Failed => locale.word(Message::NoReason),
        None => return status,
    };
    locale.say(Message::HasEnded, &[Text(status), Text(words.into())])
}

/// What is not told one by one: `12 more reasons, 14 recipients`.
pub fn rest(rest: RestOfReasons, locale: &Locale) -> Option<String> {
    let counts = [Count(rest.reasons), Count(rest.recipients)];
    (rest.reasons > 0).then(|| locale.say(Message::MoreReasons, &counts))
}
