//! What else is known of the campaign: a list of names and values.

use super::message::Arg::{Count, Text};
use super::{Locale, Message, campaign as words};
use campaign::domain::Phase;
use campaign::insight::bound::Bound;
use campaign::insight::ring::{Rings, Split};
use campaign::view::Campaign;

/// A line of the list, in its order.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Detail {
    /// When it started; of a campaign that has not, when it was made.
    Started,
    /// When the page wants it to be done.
    FinishBy,
    /// When it may dial.
    Window,
    /// The number that is shown to who is called.
    CallerId,
    /// Calls under way, and the most at once.
    Lines,
    /// How calls ended that were not answered.
    NotAnswered,
    /// The mean and the longest call.
    Lengths,
    /// How long calls rang that nobody answered.
    Rings,
    /// What bounds the pace.
    Bound,
    /// What the dials cost so far.
    DialFees,
}

impl Detail {
    const ALL: [Self; 10] = [
        Self::Started,
        Self::FinishBy,
        Self::Window,
        Self::CallerId,
        Self::Bound,
        Self::Lines,
        Self::Lengths,
        Self::NotAnswered,
        Self::Rings,
        Self::DialFees,
    ];

    /// All that stand on the screen: that of the fees only where the page has said what a dial costs.
    pub fn all(locale: &Locale) -> impl Iterator<Item = Self> {
        let has_fees = locale.fee(0).is_some();
        Self::ALL.into_iter().filter(move |it| has_fees || *it != Self::DialFees)
    }

    /// Its name in the element's DOM.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::FinishBy => "finish-by",
            Self::Window => "window",
            Self::CallerId => "caller-id",
            Self::Lines => "lines",
            Self::NotAnswered => "not-answered",
            Self::Lengths => "lengths",
            Self::Rings => "rings",
            Self::Bound => "bound",
            Self::DialFees => "fees",
        }
    }

    /// Whether it tells of calls, of which a recurring campaign has none itself.
    pub const fn is_of_calls(self) -> bool {
        !matches!(self, Self::Started | Self::Window | Self::CallerId)
    }

    /// What the value is of.
    pub fn title(self, campaign: &Campaign) -> Message {
        match self {
            Self::Started if campaign.overview.batch.started_at.is_some() => Message::Started,
            Self::Started => Message::Created,
            Self::FinishBy => Message::FinishBy,
            Self::Window => Message::CallingWindow,
            Self::CallerId => Message::CallerId,
            Self::Lines => Message::AtOnceTitle,
            Self::NotAnswered => Message::NotAnswered,
            Self::Lengths => Message::DialToEnd,
            Self::Rings => Message::DidRing,
            Self::Bound => Message::BoundTitle,
            Self::DialFees => Message::DialFees,
        }
    }

    /// The value, in parts; none where there is nothing to say.
    pub fn parts(self, campaign: &Campaign, locale: &Locale) -> Vec<String> {
        let (batch, tallies) = (&campaign.overview.batch, &campaign.overview.tallies);
        let now = campaign.now;
        let begun = batch.started_at.or(batch.created_at);
        let parts = match self {
            Self::Started => [
                begun.map_or(words::NOTHING.into(), |at| locale.zoned(at, now)),
                words::ago(batch.started_at, now, locale),
            ],
            Self::Window if batch.has_unclear_window => {
                [words::NOTHING.into(), locale.word(Message::WindowUnclear).into()]
            }
            Self::Window => [
                words::window(batch.window.as_ref(), now, locale),
                if tallies.is_over {
                    String::new()
                } else {
                    words::window_state(campaign.window, now, locale)
                },
            ],
            Self::FinishBy => {
                let needed = campaign.deadline.and_then(|it| it.needed);
                [
                    campaign.deadline.map(|it| locale.zoned(it.finish_by, now)).unwrap_or_default(),
                    needed.map(|it| locale.count(Message::NeedsAnHour, it)).unwrap_or_default(),
                ]
            }
            Self::CallerId => {
                [batch.caller_id.as_deref().unwrap_or(words::NOTHING).into(), String::new()]
            }
            Self::Lines => [lines(campaign, locale), words::live_kinds(tallies, locale)],
            Self::NotAnswered => {
                let count = tallies.in_phase(Phase::NotAnswered);
                [locale.number(count), words::not_answered_kinds(tallies, locale)]
            }
            Self::Lengths => [lengths(campaign, locale), String::new()],
            Self::Rings => [rings(campaign, locale), String::new()],
            Self::Bound => {
                [campaign.bound.map(|it| bound(it, locale)).unwrap_or_default(), String::new()]
            }
            Self::DialFees => {
                [locale.fee(tallies.dialled).unwrap_or_default(), words::fees_of(tallies, locale)]
            }
        };
        parts.into_iter().filter(|part| !part.is_empty()).collect()
    }
}

/// `2 live, 3 at most so far, 5 allowed`.
fn lines(campaign: &Campaign, locale: &Locale) -> String {
    let live = campaign.overview.tallies.in_phase(Phase::Live);
    let counts = [Count(live), Count(campaign.overview.calls.concurrency.peak)];
    let lines = locale.say(Message::LiveAndPeak, &counts);
    match campaign.overview.batch.max_concurrency {
        Some(most) => locale.say(Message::AndAllowed, &[Count(most), Text(lines)]),
        None => lines,
    }
}

/// `1 min 12 s on average, longest 5 min 2 s, of 174 calls`.
fn lengths(campaign: &Campaign, locale: &Locale) -> String {
    let lengths = &campaign.overview.calls.progress.lengths;
    let (Some(mean), Some(longest)) = (lengths.mean(), lengths.longest()) else {
        return words::NOTHING.into();
    };
    let [mean, longest] = [mean, longest].map(|it| Text(locale.duration(it)));
    locale.say(Message::MeanAndLongest, &[Count(lengths.count()), mean, longest])
}

/// `3 ended at once, 4 after a few rings, 12 rang out`, of failed calls and those without an answer.
fn rings(campaign: &Campaign, locale: &Locale) -> String {
    let Rings { failed, no_answer } = &campaign.overview.calls.rings;
    let sum = |read: fn(&Split) -> u32| Count(read(failed) + read(no_answer));
    if failed.total() + no_answer.total() == 0 {
        return String::new();
    }
    let parts = [sum(|it| it.at_once), sum(|it| it.few_rings), sum(|it| it.rang_out)];
    locale.say(Message::Rang, &parts)
}

/// What bounds the pace, with its evidence.
fn bound(bound: Bound, locale: &Locale) -> String {
    let span = |span| Text(locale.about(span));
    match bound {
        Bound::Window { dialling, over } => {
            locale.say(Message::BoundWindow, &[span(dialling), span(over)])
        }
        Bound::LongCalls { lines, longer, count, of, percent } => {
            let share = Text(locale.share(percent, 100));
            let longer = Text(locale.duration(longer));
            let parts = [Count(count), Count(of), longer, share, Count(lines)];
            locale.say(Message::BoundLong, &parts)
        }
        Bound::Lines { lines, mean, an_hour } => {
            let mean = Text(locale.duration(mean));
            locale.say(Message::BoundLines, &[Count(lines), mean, Count(an_hour)])
        }
        Bound::Gaps { median, .. } => locale.with(Message::BoundGaps, locale.duration(median)),
    }
}
