//! The figures on cards.

use super::{Locale, Message, campaign as words};
use campaign::domain::Phase;
use campaign::view::Campaign;

/// A card, in the order of the screen.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Card {
    /// Calls that were answered.
    Answered,
    /// Calls that ended otherwise.
    NotAnswered,
    /// Calls under way.
    Live,
    /// Recipients to be dialled; once the campaign is over, those who were never called.
    Waiting,
    /// When it started; of a campaign that has not, when it was made.
    Started,
    /// The number that is shown to who is called.
    CallerId,
    /// What the dials cost so far.
    DialFees,
    /// When it may dial.
    Window,
}

impl Card {
    const ALL: [Self; 8] = [
        Self::Answered,
        Self::NotAnswered,
        Self::Live,
        Self::Waiting,
        Self::Started,
        Self::CallerId,
        Self::DialFees,
        Self::Window,
    ];

    /// All that stand on the screen: that of the fees only where the page has said what a dial costs.
    pub fn all(locale: &Locale) -> Vec<Self> {
        let has_fees = locale.fee(0).is_some();
        Self::ALL.into_iter().filter(|card| has_fees || *card != Self::DialFees).collect()
    }

    /// Its name in the element's DOM.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::NotAnswered => "not-answered",
            Self::Live => "live",
            Self::Waiting => "waiting",
            Self::Started => "started",
            Self::CallerId => "caller-id",
            Self::DialFees => "fees",
            Self::Window => "window",
        }
    }

    /// Whether its words tell of the time, and so may change from second to second.
    pub const fn ticks(self) -> bool {
        matches!(self, Self::Started | Self::Window)
    }

    /// Whether it is a figure of the recipients, which says nothing of a recurring campaign.
    pub const fn counts_recipients(self) -> bool {
        matches!(
            self,
            Self::Answered | Self::NotAnswered | Self::Live | Self::Waiting | Self::DialFees
        )
    }

    /// What the figure is of.
    pub fn title(self, campaign: &Campaign) -> Message {
        let has_started = campaign.overview.batch.started_at.is_some();
        let is_over = campaign.overview.tallies.is_over;
        match self {
            Self::Answered => Message::Answered,
            Self::NotAnswered => Message::NotAnswered,
            Self::Live => Message::LiveNow,
            Self::Waiting if is_over => Message::NotCalled,
            Self::Waiting => Message::Waiting,
            Self::Started if has_started => Message::Started,
            Self::Started => Message::Created,
            Self::CallerId => Message::CallerId,
            Self::DialFees => Message::DialFees,
            Self::Window => Message::CallingWindow,
        }
    }

    /// The figure.
    pub fn value(self, campaign: &Campaign, locale: &Locale) -> String {
        let (batch, now) = (&campaign.overview.batch, campaign.now);
        let count = |phase| locale.number(campaign.overview.tallies.in_phase(phase));
        let begun = batch.started_at.or(batch.created_at);
        match self {
            Self::Answered => count(Phase::Answered),
            Self::NotAnswered => count(Phase::NotAnswered),
            Self::Live => count(Phase::Live),
            Self::Waiting => count(Phase::Waiting.of_campaign(campaign.overview.tallies.is_over)),
            Self::Started => begun.map_or(words::NOTHING.into(), |at| locale.zoned(at, now)),
            Self::CallerId => batch.caller_id.as_deref().unwrap_or(words::NOTHING).into(),
            Self::DialFees => locale.fee(campaign.overview.tallies.dialled).unwrap_or_default(),
            Self::Window if batch.has_unclear_window => words::NOTHING.into(),
            Self::Window => words::window(batch.window.as_ref(), now, locale),
        }
    }

    /// What the figure is to be read by; may be empty.
    pub fn note(self, campaign: &Campaign, locale: &Locale) -> String {
        let (batch, tallies) = (&campaign.overview.batch, &campaign.overview.tallies);
        match self {
            Self::Answered => words::answered_of(tallies, locale),
            Self::NotAnswered => words::not_answered_kinds(tallies, locale),
            Self::Live => words::live_kinds(batch, tallies, locale),
            Self::Waiting => words::of_total(tallies, locale),
            Self::Started => words::ago(batch.started_at, campaign.now, locale),
            Self::CallerId => String::new(),
            Self::DialFees => words::fees_of(tallies, locale),
            Self::Window if batch.has_unclear_window => locale.word(Message::WindowUnclear).into(),
            Self::Window if tallies.is_over => String::new(),
            Self::Window => words::window_state(campaign.window, campaign.now, locale),
        }
    }
}
