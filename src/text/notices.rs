//! Data notices: where the response contradicts itself (docs/screen.md).

use super::message::Arg;
use super::{Locale, Message};
use campaign::insight::notices::{Counter, Notice};
use campaign::time::Span;
use campaign::view::Campaign;

/// How many there are.
pub fn count(campaign: &Campaign) -> u32 {
    let count = campaign.overview.notices.len() + usize::from(campaign.clock_behind.is_some());
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What stands over them.
pub fn title(campaign: &Campaign, locale: &Locale) -> String {
    locale.count(Message::Notes, count(campaign))
}

/// All that a reader should know of the data, one sentence to a line.
pub fn sentences(campaign: &Campaign, locale: &Locale) -> String {
    let notices = campaign.overview.notices.iter().map(|it| notice(it, locale));
    let clock = campaign.clock_behind.map(|span| clock_behind(span, locale));
    notices.chain(clock).collect::<Vec<_>>().join("\n")
}

/// A notice in a sentence.
fn notice(notice: &Notice, locale: &Locale) -> String {
    let (message, first, second) = match notice {
        Notice::RowsDiffer { received, announced } => {
            (Message::RowsDiffer, *received, Arg::Count(*announced))
        }
        Notice::CounterDiffers { counter: Counter::Completed, says, counted } => {
            (Message::AnsweredDiffers, *says, Arg::Count(*counted))
        }
        Notice::CounterDiffers { counter: Counter::Failed, says, counted } => {
            (Message::FailedDiffers, *says, Arg::Count(*counted))
        }
        Notice::UnknownStatus { example, count } => {
            let none = || locale.word(Message::None).to_owned();
            let example = if example.is_empty() { none() } else { example.clone().into() };
            (Message::UnknownStatus, *count, Arg::Text(example))
        }
        Notice::SameNumbers { numbers, recipients } => {
            (Message::SameNumbers, *numbers, Arg::Count(*recipients))
        }
        Notice::NoNames { count, total } => (Message::NoNames, *count, Arg::Count(*total)),
        Notice::BadNumbers { count } => {
            let digits = [Arg::Count(*count), Arg::Count(7), Arg::Count(15)];
            return locale.say(Message::BadNumbers, &digits);
        }
        Notice::LateStatus { count } => return locale.count(Message::LateStatus, *count),
        Notice::NotUnderstood { fields } => {
            return locale.with(Message::NotUnderstood, fields.join(", "));
        }
        Notice::StaleCompletion => return locale.word(Message::StaleCompletion).into(),
    };
    locale.say(message, &[Arg::Count(first), second])
}

/// The viewer's clock is plainly behind.
fn clock_behind(span: Span, locale: &Locale) -> String {
    locale.with(Message::ClockBehind, locale.about(span))
}
