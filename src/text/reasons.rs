//! Why calls failed.

use super::message::Arg::{Count, Text};
use super::{Locale, Message, status};
use campaign::domain::{Phase, RecipientStatus};
use campaign::insight::reasons::{Reason, Reasons};
use campaign::insight::tallies::Tallies;
use campaign::table::Mask;

/// How many failed: `18 of 60`.
pub fn count(tallies: &Tallies, locale: &Locale) -> String {
    locale.say(Message::Of, &[Count(tallies.in_phase(Phase::NotAnswered)), Count(tallies.total)])
}

/// `Failed: number not in service`. A status that says enough stands alone where there are no words.
pub fn reason(reason: &Reason, mask: Mask, locale: &Locale) -> String {
    let status = status::recipient(&reason.status, locale);
    let words = match &reason.words {
        Some(words) => mask.words(words),
        None if reason.status == RecipientStatus::Failed => locale.word(Message::NoReason).into(),
        None => return status,
    };
    locale.say(Message::HasEnded, &[Text(status), Text(words)])
}

/// What is not told one by one: `12 more reasons, 14 recipients`.
pub fn rest(reasons: &Reasons, locale: &Locale) -> Option<String> {
    let args = [Count(reasons.more), Count(reasons.others)];
    (reasons.more > 0).then(|| locale.say(Message::MoreReasons, &args))
}
