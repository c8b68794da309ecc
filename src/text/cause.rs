//! What may be behind a call that failed: always said as possible, never as sure.

use super::message::Arg::Text;
use super::{Locale, Message};
use campaign::domain::cause::{Cause, Lever};

/// `Possibly on another call. Nothing needs to be mended. Calling again may help.`
pub fn cause(cause: Cause, locale: &Locale) -> String {
    let sentences = [possible(cause), lever(cause.lever()), again(cause)];
    locale.say(Message::ThreeSentences, &sentences.map(|it| Text(locale.word(it).into())))
}

/// The cause alone, in a sentence.
pub fn possible(cause: Cause) -> Message {
    match cause {
        Cause::Busy => Message::MayBeBusy,
        Cause::NoReply => Message::MayBeNoReply,
        Cause::Unreachable => Message::MayBeUnreachable,
        Cause::Declined => Message::MayBeDeclined,
        Cause::NotInService => Message::MayBeNotInService,
        Cause::BadNumber => Message::MayBeBadNumber,
        Cause::Blocked => Message::MayBeBlocked,
        Cause::Timeout => Message::MayBeTimeout,
        Cause::Carrier => Message::MayBeCarrier,
        Cause::NoCredit => Message::MayBeNoCredit,
        Cause::Limit => Message::MayBeLimit,
        Cause::Setup => Message::MayBeSetup,
    }
}

/// What can be acted on, in a sentence.
pub fn lever(lever: Lever) -> Message {
    match lever {
        Lever::List => Message::FixList,
        Lever::Carrier => Message::AskCarrier,
        Lever::Platform => Message::AskPlatform,
        Lever::Nothing => Message::FixNothing,
    }
}

/// Whether another call may help, in a sentence.
pub fn again(cause: Cause) -> Message {
    if cause.may_pass() { Message::AgainMayHelp } else { Message::AgainHardlyHelps }
}
