//! The four figures below the bar.

use super::message::Arg::{Count, Text};
use super::{Locale, Message, campaign as words};
use campaign::domain::{Phase, Tallies};
use campaign::insight::lengths::Bar;
use campaign::insight::pace::{Bin, Pace, Rate, Told};
use campaign::insight::rate::likely;
use campaign::insight::window::WindowState;
use campaign::view::Campaign;

/// Of so many ended calls or more, the rate needs no range beside it.
const ENOUGH_WITHOUT_A_RANGE: u32 = 100;

/// A figure, in the order of the screen.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Card {
    /// Answered of ended calls.
    AnswerRate,
    /// How fast calls end; once the campaign is over, how long it took.
    Pace,
    /// How long calls last.
    CallLength,
    /// Whether it may dial; once the campaign is over, how many calls there were at once.
    Window,
}

impl Card {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::AnswerRate, Self::Pace, Self::CallLength, Self::Window];

    /// Its name in the element's DOM.
    pub const fn key(self) -> &'static str {
        match self {
            Self::AnswerRate => "answer-rate",
            Self::Pace => "pace",
            Self::CallLength => "call-length",
            Self::Window => "window",
        }
    }

    /// Whether its words tell of the time, and so may change from second to second.
    pub const fn ticks(self) -> bool {
        matches!(self, Self::Window)
    }

    /// What the figure is of.
    pub fn title(self, campaign: &Campaign) -> Message {
        match self {
            Self::AnswerRate => Message::AnswerRate,
            Self::Pace if campaign.overview.tallies.is_over => Message::Took,
            Self::Pace => Message::Pace,
            Self::CallLength => Message::CallLength,
            Self::Window if campaign.overview.tallies.is_over => Message::MostAtOnce,
            Self::Window => Message::CallingWindow,
        }
    }

    /// The figure.
    pub fn value(self, campaign: &Campaign, locale: &Locale) -> String {
        let overview = &campaign.overview;
        match self {
            Self::AnswerRate => answer_rate(&overview.tallies, locale),
            Self::Pace => pace(campaign, locale),
            Self::CallLength => {
                let median = overview.calls.progress.lengths.quantile(0.5);
                median.map_or(words::NOTHING.into(), |median| locale.duration(median))
            }
            Self::Window if overview.tallies.is_over => at_once(campaign, locale),
            Self::Window => window(campaign, locale),
        }
    }

    /// What the figure is to be read by; may be empty.
    pub fn note(self, campaign: &Campaign, locale: &Locale) -> String {
        let overview = &campaign.overview;
        match self {
            Self::AnswerRate => answer_note(campaign, locale),
            Self::Pace => pace_note(campaign, locale),
            Self::CallLength => length_note(campaign, locale),
            Self::Window if overview.tallies.is_over => String::new(),
            Self::Window if overview.batch.has_unclear_window => {
                locale.word(Message::WindowUnclear).into()
            }
            Self::Window if overview.batch.window.is_none() => {
                locale.word(Message::NoLimits).into()
            }
            Self::Window => words::window(overview.batch.window.as_ref(), campaign.now, locale),
        }
    }
}

/// `71 %`, or `5 of 8` where a share would say more than is known.
fn answer_rate(tallies: &Tallies, locale: &Locale) -> String {
    let (answered, ended) = (tallies.in_phase(Phase::Answered), tallies.ended_calls());
    match ended {
        0 => words::NOTHING.into(),
        ended if ended < words::FEWEST_FOR_A_RATE => {
            locale.say(Message::Of, &[Count(answered), Count(ended)])
        }
        ended => locale.share(answered, ended),
    }
}

/// `124 of 174 ended; last 20: 65 %`. Of few calls also the range in which the rate is likely to lie.
fn answer_note(campaign: &Campaign, locale: &Locale) -> String {
    let tallies = &campaign.overview.tallies;
    let (answered, ended) = (tallies.in_phase(Phase::Answered), tallies.ended_calls());
    let of = match ended {
        0 if tallies.dialled == 0 => return locale.word(Message::NobodyDialled).into(),
        0 => return locale.word(Message::NobodyEnded).into(),
        ended if ended < words::FEWEST_FOR_A_RATE => {
            return locale.word(Message::AnsweredOfEnded).into();
        }
        ended => locale.say(Message::OfEnded, &[Count(answered), Count(ended)]),
    };
    if let Some(recent) = campaign.overview.calls.latest.recent() {
        let share = locale.share(recent.answered, recent.ended);
        return locale.say(Message::AndRecent, &[Text(of), Count(recent.ended), Text(share)]);
    }
    if ended >= ENOUGH_WITHOUT_A_RANGE {
        return of;
    }
    let [low, high] = likely(answered, ended).map(|bound| locale.percent(bound));
    locale.say(Message::AndLikely, &[Text(of), Text(low), Text(high)])
}

/// `4.2/min`, the latest where it differs; `16 min` once the campaign is over.
fn pace(campaign: &Campaign, locale: &Locale) -> String {
    if campaign.overview.tallies.is_over {
        return campaign.took().map_or(words::NOTHING.into(), |took| locale.about(took));
    }
    let rate = campaign.pace.map(|pace| pace.latest.unwrap_or(pace.whole));
    rate.map_or(words::NOTHING.into(), |rate| told(rate, locale))
}

/// `183 ended in 42 min`, or `last 15 min; 4.2/min overall` of a pace that changed.
fn pace_note(campaign: &Campaign, locale: &Locale) -> String {
    match campaign.pace {
        None if campaign.overview.tallies.is_over => String::new(),
        None => locale.word(Message::TooFew).into(),
        Some(Pace { whole, latest: Some(latest) }) => {
            let over = Text(locale.about(latest.over));
            locale.say(Message::PaceOverall, &[over, Text(told(whole, locale))])
        }
        Some(Pace { whole, latest: None }) => {
            locale.say(Message::EndedIn, &[Count(whole.ends), Text(locale.about(whole.over))])
        }
    }
}

fn told(rate: Rate, locale: &Locale) -> String {
    match rate.told() {
        Told::AMinute(rate) => locale.with(Message::AMinute, locale.tenths(rate)),
        Told::AnHour(rate) => locale.with(Message::AnHour, locale.tenths(rate)),
    }
}

/// What the picture of the pace shows, in words: how many calls ended in each stretch of time.
pub fn pace_aloud(bins: &[Bin], locale: &Locale) -> Option<String> {
    let first = bins.first()?;
    let counts: Vec<_> = bins.iter().map(|bin| locale.number(bin.ends)).collect();
    let width = Text(locale.duration(first.time.end - first.time.start));
    Some(locale.say(Message::PaceAloud, &[width, Text(locale.list(&counts))]))
}

/// What the picture of the lengths shows, in words: how many calls took how long.
pub fn lengths_aloud(bars: &[Bar], locale: &Locale) -> String {
    let range = |bar: &Bar| match bar.to {
        Some(to) => format!("{}–{}", locale.duration(bar.from), locale.duration(to)),
        None => locale.with(Message::From, locale.duration(bar.from)),
    };
    let some = bars.iter().filter(|bar| bar.count > 0);
    let some = some.map(|bar| format!("{}: {}", range(bar), locale.number(bar.count)));
    locale.list(&some.collect::<Vec<_>>())
}

/// `9 in 10 within 3 min 20 s; 9 ended at once`.
fn length_note(campaign: &Campaign, locale: &Locale) -> String {
    let lengths = &campaign.overview.calls.progress.lengths;
    let Some(most) = lengths.quantile(0.9) else {
        return locale.word(Message::NobodyEnded).into();
    };
    let most = locale.say(Message::NineInTen, &[Text(locale.duration(most)), Count(9), Count(10)]);
    match lengths.at_once() {
        0 => most,
        count => locale.say(Message::AndAtOnce, &[Count(count), Text(most)]),
    }
}

/// What the window means now: `Open, 1 h 52 min left`.
fn window(campaign: &Campaign, locale: &Locale) -> String {
    let now = campaign.now;
    let message = match campaign.window {
        None if campaign.overview.batch.has_unclear_window => return words::NOTHING.into(),
        None => Message::AnyTime,
        Some(WindowState::Open { closes }) => {
            return locale.with(Message::OpenFor, locale.about(closes - now));
        }
        Some(WindowState::Closed { opens }) => {
            return locale.with(Message::OpensIn, locale.about(opens - now));
        }
        Some(WindowState::AtEdge) => Message::WindowAtEdge,
        Some(WindowState::NeverOpens) => Message::WindowNever,
    };
    locale.word(message).into()
}

/// `3 of 3`, where the most that may be is known.
fn at_once(campaign: &Campaign, locale: &Locale) -> String {
    let peak = campaign.overview.calls.concurrency.peak;
    match campaign.overview.batch.max_concurrency {
        Some(most) => locale.say(Message::Of, &[Count(peak), Count(most)]),
        None => locale.number(peak),
    }
}
