//! Which part of the screen a person has open below the figures.

use serde::{Deserialize, Serialize};

/// A part of the screen, in the order of their tabs.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tab {
    /// The recipients.
    #[default]
    People,
    /// Why calls failed.
    Reasons,
    /// The latest events.
    Activity,
    /// What else is known of the campaign, and what a reader should know of the data.
    Details,
}

/// Where a key leads from a tab.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum TabStep {
    /// The one after it; the first after the last.
    Next,
    /// The one before it; the last before the first.
    Previous,
    First,
    Last,
}

impl Tab {
    /// In the order of the screen.
    pub const ALL: [Self; 4] = [Self::People, Self::Reasons, Self::Activity, Self::Details];

    /// Its name in the element's DOM and to the host page.
    pub const fn key(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Reasons => "reasons",
            Self::Activity => "activity",
            Self::Details => "details",
        }
    }

    /// The tab that a key leads to.
    #[must_use]
    pub fn step(self, step: TabStep) -> Self {
        let (at, count) = (self as usize, Self::ALL.len());
        let to = match step {
            TabStep::Next => at + 1,
            TabStep::Previous => at + count - 1,
            TabStep::First => 0,
            TabStep::Last => count - 1,
        };
        Self::ALL.get(to % count).copied().unwrap_or_default()
    }
}

impl TabStep {
    /// What a key asks for, by its name in `KeyboardEvent.key`, where one writes from right to left or not.
    pub fn of_key(key: &str, is_rtl: bool) -> Option<Self> {
        Some(match (key, is_rtl) {
            ("ArrowRight", false) | ("ArrowLeft", true) => Self::Next,
            ("ArrowLeft", false) | ("ArrowRight", true) => Self::Previous,
            ("Home", _) => Self::First,
            ("End", _) => Self::Last,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_lead_through_all_tabs_and_round() {
        for (at, tab) in Tab::ALL.into_iter().enumerate() {
            assert_eq!(tab.step(TabStep::Next), Tab::ALL[(at + 1) % 4]);
            assert_eq!(tab.step(TabStep::Previous), Tab::ALL[(at + 3) % 4]);
            assert_eq!(tab.step(TabStep::First), Tab::People);
            assert_eq!(tab.step(TabStep::Last), Tab::Details);
        }
    }

    #[test]
    fn arrows_go_the_way_one_reads() {
        let check = |key, is_rtl, expected| assert_eq!(TabStep::of_key(key, is_rtl), expected);
        check("ArrowRight", false, Some(TabStep::Next));
        check("ArrowLeft", false, Some(TabStep::Previous));
        check("ArrowRight", true, Some(TabStep::Previous));
        check("ArrowLeft", true, Some(TabStep::Next));
        check("Home", true, Some(TabStep::First));
        check("End", false, Some(TabStep::Last));
        check("ArrowDown", false, None);
        check("a", false, None);
    }
}
