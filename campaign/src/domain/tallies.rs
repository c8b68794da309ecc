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
    /// Whether the campaign is over: who still waits then was never called.
    pub is_over: bool,
    /// Counts by status and phase, in the statuses' own order; none is 0. A status has a second phase where
    /// some of its recipients were dialled before they were skipped or cancelled.
    pub(crate) groups: Vec<Group>,
    /// Recipients with something in a field that cannot be used, by the API's name of the field.
    pub lost: BTreeMap<Box<str>, u32>,
}

/// How many have a status and stand in a phase.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Group {
    status: RecipientStatus,
    phase: Phase,
    count: u32,
}

impl Tallies {
    /// Counts one recipient in.
    pub fn add(&mut self, recipient: &Recipient) {
        self.total += 1;
        self.dialled += u32::from(recipient.was_dialled());
        for name in &recipient.lost {
            *self.lost.entry((*name).into()).or_default() += 1;
        }
        match self.place(recipient) {
            Ok(at) => {
                if let Some(group) = self.groups.get_mut(at) {
                    group.count += 1;
                }
            }
            Err(at) => {
                let (status, phase) = (recipient.status.clone(), recipient.phase());
                self.groups.insert(at, Group { status, phase, count: 1 });
            }
        }
    }

    /// Counts one recipient out that was counted in before.
    pub fn remove(&mut self, recipient: &Recipient) {
        self.total = self.total.saturating_sub(1);
        self.dialled = self.dialled.saturating_sub(u32::from(recipient.was_dialled()));
        if let Ok(at) = self.place(recipient)
            && let Some(group) = self.groups.get_mut(at)
        {
            group.count = group.count.saturating_sub(1);
            if group.count == 0 {
                self.groups.remove(at);
            }
        }
        for name in &recipient.lost {
            if let Some(count) = self.lost.get_mut(*name) {
                *count = count.saturating_sub(1);
            }
        }
        self.lost.retain(|_, count| *count > 0);
    }

    /// The texts of the statuses that are not known, to be changed.
    pub(crate) fn texts_mut(&mut self) -> impl Iterator<Item = &mut Box<str>> {
        self.groups.iter_mut().filter_map(|group| group.status.text_mut())
    }

    /// The place of a recipient's group, or where it belongs.
    fn place(&self, recipient: &Recipient) -> Result<usize, usize> {
        let (status, phase) = (&recipient.status, recipient.phase());
        self.groups.binary_search_by(|group| (&group.status, group.phase).cmp(&(status, phase)))
    }

    /// Counts by status, in the statuses' own order; none is 0.
    pub fn by_status(&self) -> impl Iterator<Item = (&RecipientStatus, u32)> {
        let statuses = self.groups.chunk_by(|a, b| a.status == b.status);
        statuses.filter_map(|groups| {
            Some((&groups.first()?.status, groups.iter().map(|group| group.count).sum()))
        })
    }

    /// The statuses of a phase with their counts.
    pub fn kinds(&self, phase: Phase) -> impl Iterator<Item = (&RecipientStatus, u32)> {
        let is_in = move |group: &&Group| group.phase.of_campaign(self.is_over) == phase;
        self.groups.iter().filter(is_in).map(|group| (&group.status, group.count))
    }

    pub fn in_phase(&self, phase: Phase) -> u32 {
        self.kinds(phase).map(|(_, count)| count).sum()
    }

    pub fn with_status(&self, status: &RecipientStatus) -> u32 {
        self.groups.iter().filter(|group| group.status == *status).map(|group| group.count).sum()
    }

    /// Recipients that nothing more will happen to.
    pub fn ended(&self) -> u32 {
        self.in_phase(Phase::Answered)
            + self.in_phase(Phase::NotAnswered)
            + self.in_phase(Phase::NotCalled)
            + self.with_status(&RecipientStatus::Ended)
    }

    /// Recipients whose call is over: what an answer rate is of. Calls in flight are in neither of its numbers.
    pub fn ended_calls(&self) -> u32 {
        self.dialled.saturating_sub(self.in_phase(Phase::Live))
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
        assert_eq!(Phase::ALL.map(|phase| tallies.in_phase(phase)), [2, 1, 1, 1, 1, 1]);
        assert_eq!(tallies.with_status(&RecipientStatus::Completed), 2);
        assert_eq!((tallies.ended(), tallies.ended_calls()), (4, 3));
    }

    #[test]
    fn who_still_waits_when_the_campaign_is_over_was_never_called() {
        let mut tallies = Tallies::default();
        for status in ["completed", "pending", "queued", "pending", "skipped"] {
            tallies.add(&recipient(status));
        }
        assert_eq!(tallies.in_phase(Phase::Waiting), 3);
        tallies.is_over = true;
        assert_eq!(tallies.in_phase(Phase::Waiting), 0);
        assert_eq!((tallies.in_phase(Phase::NotCalled), tallies.ended()), (4, 5));
        let kinds: Vec<_> =
            tallies.kinds(Phase::NotCalled).map(|(kind, count)| (kind.key(), count)).collect();
        assert_eq!(kinds, [("pending", 2), ("queued", 1), ("skipped", 1)]);
    }

    #[test]
    fn a_status_in_two_phases_is_one_status() {
        let mut tallies = Tallies::default();
        let attempted = r#"{"status":"cancelled","attempted_at":"2024-02-15T09:00:00Z"}"#;
        for json in [r#"{"status":"cancelled"}"#, attempted, attempted] {
            tallies.add(&Recipient::from_json(json));
        }
        assert_eq!(tallies.by_status().collect::<Vec<_>>(), [(&RecipientStatus::Canceled, 3)]);
        assert_eq!([Phase::NotAnswered, Phase::NotCalled].map(|it| tallies.in_phase(it)), [2, 1]);
        assert_eq!(tallies.ended_calls(), 2);
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
