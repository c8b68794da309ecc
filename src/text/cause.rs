//! What may be behind a call that failed, always said as possible and never as sure, and what is to be done about it.

use super::message::Arg::{Count, Text};
use super::{Locale, Message};
use campaign::domain::Tallies;
use campaign::domain::cause::{Cause, Lever};
use campaign::domain::class::Class;

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

/// What is to be done about those of a class.
pub fn class(class: Class) -> Message {
    match class {
        Class::CallBack => Message::ToCallBack,
        Class::FixNumber => Message::NumberToFix,
        Class::NotCalled => Message::NotCalled,
        Class::Other => Message::Others,
    }
}

/// How many a list to be called back leaves out; None where it leaves out nobody.
pub fn left_out(tallies: &Tallies, locale: &Locale) -> Option<String> {
    let count = tallies.with_class(Class::FixNumber);
    (count > 0).then(|| locale.say(Message::LeftOut, &[Count(count)]))
}
