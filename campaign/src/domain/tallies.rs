//! How many recipients stand where. Counted from the recipients, never taken from the API's counters,
//! which drift.

use super::{Phase, Recipient, RecipientStatus};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The counts of a campaign.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Tallies {
    /// Recipients received.
    pub total: u32,
    /// Recipients dialled at least once.
    pub dialled: u32,
    /// Counts by status, in the statuses' own order; none is 0.
    pub by_status: Vec<(RecipientStatus, u32)>,
    /// Recipients with something in a field that cannot be used, by the API's name of the field.
    pub lost: BTreeMap<Box<str>, u32>,
}

impl Tallies {
    /// Counts one recipient in.
    pub fn add(&mut self, recipient: &Recipient) {
        self.total += 1;
        self.dialled += u32::from(recipient.was_dialled());
        for name in &recipient.lost {
            *self.lost.entry((*name).into()).or_default() += 1;
        }
        match self.by_status.binary_search_by(|(known, _)| known.cmp(&recipient.status)) {
            Ok(at) => {
                if let Some((_, count)) = self.by_status.get_mut(at) {
                    *count += 1;
                }
            }
            Err(at) => self.by_status.insert(at, (recipient.status.clone(), 1)),
        }
    }

    /// Counts one recipient out that was counted in before.
    pub fn remove(&mut self, recipient: &Recipient) {
        self.total = self.total.saturating_sub(1);
        self.dialled = self.dialled.saturating_sub(u32::from(recipient.was_dialled()));
        if let Some((_, count)) = self.by_status.iter_mut().find(|(s, _)| *s == recipient.status) {
            *count = count.saturating_sub(1);
        }
        self.by_status.retain(|(_, count)| *count > 0);
        for name in &recipient.lost {
            if let Some(count) = self.lost.get_mut(*name) {
                *count = count.saturating_sub(1);
            }
        }
        self.lost.retain(|_, count| *count > 0);
    }

    pub fn in_phase(&self, phase: Phase) -> u32 {
        self.by_status
            .iter()
            .filter(|(status, _)| status.phase() == phase)
            .map(|(_, count)| count)
            .sum()
    }

    pub fn with_status(&self, status: &RecipientStatus) -> u32 {
        self.by_status.iter().find(|(known, _)| known == status).map_or(0, |(_, count)| *count)
    }

    /// Recipients that nothing more will happen to.
    pub fn ended(&self) -> u32 {
        self.in_phase(Phase::Answered)
            + self.in_phase(Phase::NotAnswered)
            + self.with_status(&RecipientStatus::Ended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn recipient(status: &str) -> Recipient {
        Recipient { status: RecipientStatus::parse(status), ..Recipient::from_json("{}") }
    }

    #[test]
    fn counts_by_phase_and_status() {
        let mut tallies = Tallies::default();
        for status in ["completed", "completed", "busy", "skipped", "ringing", "pending", "new"] {
            tallies.add(&recipient(status));
        }
        assert_eq!(tallies.total, 7);
        assert_eq!(tallies.dialled, 4);
        assert_eq!(Phase::ALL.map(|phase| tallies.in_phase(phase)), [2, 2, 1, 1, 1]);
        assert_eq!(tallies.with_status(&RecipientStatus::Completed), 2);
        assert_eq!(tallies.ended(), 4);
    }

    proptest! {
        #[test]
        fn moving_by_the_difference_equals_counting_anew(
            before in prop::collection::vec("[a-d]|busy|ringing|completed|pending", 0..20),
            after in prop::collection::vec("[a-d]|busy|ringing|completed|pending", 0..20),
        ) {
            let mut moved = Tallies::default();
            for status in &before {
                moved.add(&recipient(status));
            }
            for status in &before {
                moved.remove(&recipient(status));
            }
            for status in &after {
                moved.add(&recipient(status));
            }
            let mut anew = Tallies::default();
            for status in &after {
                anew.add(&recipient(status));
            }
            prop_assert_eq!(moved, anew);
        }
    }
}
