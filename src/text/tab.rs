//! The tabs.

use super::{Locale, Message, notices};
use campaign::domain::Phase;
use campaign::view::Campaign;
use campaign::widget::tab::Tab;

/// A tab's name.
pub const fn title(tab: Tab) -> Message {
    match tab {
        Tab::People => Message::People,
        Tab::Reasons => Message::Reasons,
        Tab::Activity => Message::Activity,
        Tab::Details => Message::Details,
    }
}

/// How much there is in it: recipients, calls that were not answered, notes on the data. None where there is nothing.
pub fn count(tab: Tab, campaign: &Campaign, locale: &Locale) -> Option<String> {
    let tallies = &campaign.overview.tallies;
    let count = match tab {
        Tab::People => tallies.total,
        Tab::Reasons => tallies.in_phase(Phase::NotAnswered),
        Tab::Activity => 0,
        Tab::Details => notices::count(campaign),
    };
    (count > 0).then(|| locale.number(count))
}
