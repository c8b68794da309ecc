//! How many recipients stand where. Counted from the recipients, never taken from the API's counters,
//! which drift.

use super::class::Class;
use super::{Phase, Recipient, RecipientStatus};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The counts of a campaign.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Tallies {
    /// Recipients received.
    pub total: u32,
    /// Recipients dialled at least once.
    pub dialled: u32,
    /// Whether the campaign is over: who still waits then was never called.
    pub is_over: bool,
    /// Counts by phase and status; none is 0. A status has a second phase where some of its recipients were
    /// dialled before they were skipped or cancelled.
    pub(crate) phases: BTreeMap<Phase, Kinds>,
    /// Counts by what is to be done; none is 0.
    pub(crate) classes: BTreeMap<Class, u32>,
    /// Recipients with something in a field that cannot be used, by the API's name of the field.
    pub lost: BTreeMap<Box<str>, u32>,
}

/// How many of a phase have each status, in the statuses' own order. As many statuses as recipients are
/// possible, so nothing here goes through all of them for one. JSON has texts alone as keys, hence a list there.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<(RecipientStatus, u32)>", into = "Vec<(RecipientStatus, u32)>")]
pub(crate) struct Kinds(BTreeMap<RecipientStatus, u32>);

impl From<Vec<(RecipientStatus, u32)>> for Kinds {
    fn from(counts: Vec<(RecipientStatus, u32)>) -> Self {
        Self(counts.into_iter().collect())
    }
}

impl From<Kinds> for Vec<(RecipientStatus, u32)> {
    fn from(kinds: Kinds) -> Self {
        kinds.0.into_iter().collect()
    }
}

impl Tallies {
    /// Counts one recipient in.
    pub fn add(&mut self, recipient: &Recipient) {
        self.total += 1;
        self.dialled += u32::from(recipient.was_dialled());
        if let Some(class) = Class::of(recipient) {
            *self.classes.entry(class).or_default() += 1;
        }
        for name in &recipient.lost {
            *self.lost.entry((*name).into()).or_default() += 1;
        }
        let Kinds(kinds) = self.phases.entry(recipient.phase()).or_default();
        *kinds.entry(recipient.status.clone()).or_default() += 1;
    }

    /// Counts one recipient out that was counted in before.
    pub fn remove(&mut self, recipient: &Recipient) {
        self.total = self.total.saturating_sub(1);
        self.dialled = self.dialled.saturating_sub(u32::from(recipient.was_dialled()));
        if let Some(count) = Class::of(recipient).and_then(|class| self.classes.get_mut(&class)) {
            *count = count.saturating_sub(1);
        }
        self.classes.retain(|_, count| *count > 0);
        if let Entry::Occupied(mut phase) = self.phases.entry(recipient.phase()) {
            if let Entry::Occupied(mut kind) = phase.get_mut().0.entry(recipient.status.clone()) {
                *kind.get_mut() = kind.get().saturating_sub(1);
                if *kind.get() == 0 {
                    kind.remove();
                }
            }
            if phase.get().0.is_empty() {
                phase.remove();
            }
        }
        for name in &recipient.lost {
            if let Some(count) = self.lost.get_mut(*name) {
                *count = count.saturating_sub(1);
            }
        }
        self.lost.retain(|_, count| *count > 0);
    }

    /// Changes the texts of the statuses that are not known. Those that are alike then are one status.
    pub(crate) fn change_texts(&mut self, change: impl Fn(&mut Box<str>)) {
        let Some(Kinds(unknown)) = self.phases.get_mut(&Phase::Unknown) else { return };
        for (mut status, count) in std::mem::take(unknown) {
            status.text_mut().into_iter().for_each(&change);
            *unknown.entry(status).or_default() += count;
        }
    }

    /// Counts by status, in the statuses' own order; none is 0.
    pub fn by_status(&self) -> BTreeMap<&RecipientStatus, u32> {
        let mut counts = BTreeMap::new();
        for (status, count) in self.phases.values().flat_map(|Kinds(kinds)| kinds) {
            *counts.entry(status).or_default() += count;
        }
        counts
    }

    /// The statuses of a phase with their counts.
    pub fn kinds(&self, phase: Phase) -> impl Iterator<Item = (&RecipientStatus, u32)> {
        let is_it = move |it: &Phase| it.of_campaign(self.is_over) == phase;
        let kinds = self.phases.iter().filter(move |(it, _)| is_it(it));
        kinds.flat_map(|(_, Kinds(kinds))| kinds).map(|(status, count)| (status, *count))
    }

    pub fn in_phase(&self, phase: Phase) -> u32 {
        self.kinds(phase).map(|(_, count)| count).sum()
    }

    /// Recipients about which that is to be done. Whoever is left over at the end was never called either.
    pub fn with_class(&self, class: Class) -> u32 {
        match class {
            Class::NotCalled => self.in_phase(Phase::NotCalled),
            class => self.classes.get(&class).copied().unwrap_or(0),
        }
    }

    pub fn with_status(&self, status: &RecipientStatus) -> u32 {
        self.phases.values().filter_map(|Kinds(kinds)| kinds.get(status)).sum()
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
        assert_eq!(kinds, [("skipped", 1), ("pending", 2), ("queued", 1)]);
    }

    #[test]
    fn a_status_in_two_phases_is_one_status() {
        let mut tallies = Tallies::default();
        let attempted = r#"{"status":"cancelled","attempted_at":"2024-02-15T09:00:00Z"}"#;
        for json in [r#"{"status":"cancelled"}"#, attempted, attempted] {
            tallies.add(&Recipient::from_json(json));
        }
        assert_eq!(tallies.by_status(), BTreeMap::from([(&RecipientStatus::Canceled, 3)]));
        assert_eq!([Phase::NotAnswered, Phase::NotCalled].map(|it| tallies.in_phase(it)), [2, 1]);
        assert_eq!(tallies.ended_calls(), 2);
    }

    #[test]
    fn as_many_statuses_as_recipients_cost_no_more_than_few() {
        let mut tallies = Tallies::default();
        let all: Vec<_> = (0..100_000).map(|number| recipient(&format!("s{number}"))).collect();
        for it in &all {
            tallies.add(it);
        }
        assert_eq!(
            (tallies.in_phase(Phase::Unknown), tallies.by_status().len()),
            (100_000, 100_000)
        );
        let json = serde_json::to_string(&tallies).unwrap();
        assert_eq!(serde_json::from_str::<Tallies>(&json).unwrap(), tallies);
        for it in &all {
            tallies.remove(it);
        }
        assert_eq!(tallies, Tallies::default());
    }

    #[test]
    fn statuses_that_read_alike_once_changed_are_one() {
        let mut tallies = Tallies::default();
        for status in ["a", "b", "c", "busy"] {
            tallies.add(&recipient(status));
        }
        tallies.change_texts(|text| {
            if **text != *"c" {
                *text = "key".into();
            }
        });
        let kinds: Vec<_> = tallies.kinds(Phase::Unknown).map(|(it, n)| (it.key(), n)).collect();
        assert_eq!(kinds, [("c", 1), ("key", 2)]);
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
