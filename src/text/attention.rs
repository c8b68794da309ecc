//! What needs a person, with its evidence.

use super::message::Arg::{Count, Text};
use super::{Locale, Message};
use campaign::insight::attention::Attention;
use campaign::insight::deadline::Late;
use campaign::insight::streak::{Streak, Trouble};
use campaign::insight::stuck::Stuck;
use campaign::time::Millis;
use campaign::view::Campaign;

/// The worst in a sentence; None while nothing needs anybody.
pub fn worst(campaign: &Campaign, locale: &Locale) -> Option<String> {
    campaign.attention.first().map(|it| sentence(it, campaign.now, locale))
}

/// How many more there are, in words.
pub fn more(campaign: &Campaign, locale: &Locale) -> String {
    let more = campaign.attention.len().saturating_sub(1);
    locale.count(Message::MoreAttention, u32::try_from(more).unwrap_or(u32::MAX))
}

/// All but the worst, one sentence to a line.
pub fn rest(campaign: &Campaign, locale: &Locale) -> String {
    let rest = campaign.attention.iter().skip(1).map(|it| sentence(it, campaign.now, locale));
    rest.collect::<Vec<_>>().join("\n")
}

fn sentence(attention: &Attention, now: Millis, locale: &Locale) -> String {
    match attention {
        Attention::Stalled { quiet, waiting } => {
            locale.say(Message::Stalled, &[Text(locale.about(*quiet)), Count(*waiting)])
        }
        Attention::InARow(streak) => in_a_row(streak, locale),
        Attention::Late(late) => self::late(late, now, locale),
        Attention::Stuck(Stuck { count, longest, usual }) => {
            let (message, usual) = match usual {
                Some(usual) => (Message::Stuck, locale.duration(*usual)),
                None => (Message::StuckAlone, String::new()),
            };
            let longest = Text(locale.about(*longest));
            locale.say(message, &[Count(*count), longest, Text(usual), Count(19), Count(20)])
        }
        Attention::Drained { .. } => locale.word(Message::Drained).into(),
        Attention::Overdue { by } => locale.say(Message::Overdue, &[Text(locale.about(*by))]),
    }
}

fn late(late: &Late, now: Millis, locale: &Locale) -> String {
    let finish_by = Text(locale.roughly_zoned(late.finish_by, now));
    match (late.needed, late.by, late.pace) {
        (None, ..) => locale.say(Message::NoLongerInTime, &[finish_by]),
        (Some(needed), Some(by), Some(pace)) => {
            let args = [Text(locale.about(by)), finish_by, Count(needed), Count(pace)];
            locale.say(Message::Late, &args)
        }
        (Some(needed), ..) => locale.say(Message::InTimeIf, &[finish_by, Count(needed)]),
    }
}

fn in_a_row(streak: &Streak, locale: &Locale) -> String {
    let Streak { trouble, count, of, count_before, of_before } = *streak;
    let message = match trouble {
        Trouble::Failures => Message::FailuresInARow,
        Trouble::AtOnce => Message::AtOnceInARow,
        Trouble::Unanswered => Message::UnansweredInARow,
    };
    let before = locale.share(count_before, of_before);
    locale.say(message, &[Count(count), Count(of), Text(before)])
}
