//! What the times and the ends of all calls tell, in a few kilobytes: what the forecast and the alarms are made of. It
//! is read off the recipients where they are, and needs neither the time nor a zone.
//!
//! A recipient carries its last attempt only, so earlier ones do not count.

use super::concurrency::Concurrency;
use super::eta::Progress;
use super::lengths::{AT_ONCE, Lengths};
use super::moments::Moments;
use super::pace::Bins;
use super::ring::Rings;
use super::stall::Gaps;
use super::streak::{Latest, Outcome};
use crate::domain::recipient::phase;
use crate::domain::{Phase, RecipientStatus};
use crate::store::Roster;
use crate::time::{Millis, Span};
use serde::{Deserialize, Serialize};

/// The calls of a campaign.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Calls {
    pub progress: Progress,
    /// Since when those in flight are live.
    pub live: Moments,
    pub gaps: Gaps,
    pub latest: Latest,
    /// How many were live at once.
    pub concurrency: Concurrency,
    /// How many began and ended when.
    pub bins: Bins,
    /// The median time from one dial to the next; None before the second.
    pub dial_gap: Option<Span>,
    /// How long those rang that nobody answered.
    pub rings: Rings,
}

impl Calls {
    pub fn of(roster: &Roster) -> Self {
        let (mut starts, mut ends, mut earlier) = (Vec::new(), Vec::new(), Vec::new());
        let (mut live, mut lengths, mut outcomes) = (Vec::new(), Vec::new(), Vec::new());
        let mut rings = Rings::default();
        for entry in roster.entries() {
            rings.add(entry);
            let phase = phase(&entry.status, entry.attempted);
            let Some(start) = entry.attempted else { continue };
            let length = entry.dial_to_end();
            lengths.extend(length);
            // One that waits was dialled before and is to be dialled again.
            if phase == Phase::Waiting {
                earlier.push(start);
                continue;
            }
            starts.push(start);
            if phase == Phase::Live {
                live.push(start);
                outcomes.push((start, Outcome::default()));
                continue;
            }
            // Some ends carry no time.
            ends.push(entry.ended.filter(|end| *end >= start).unwrap_or(start));
            let outcome = Outcome {
                has_failed: entry.status == RecipientStatus::Failed,
                is_at_once: length.is_some_and(|it| it < AT_ONCE),
                is_unanswered: phase == Phase::NotAnswered,
                has_ended: true,
            };
            outcomes.push((start, outcome));
        }
        starts.sort();
        ends.sort();
        let concurrency = Concurrency::of(&starts, &ends);
        starts.append(&mut earlier);
        starts.sort();
        outcomes.sort_by_key(|(start, _)| *start);
        let outcomes: Vec<Outcome> = outcomes.into_iter().map(|(_, outcome)| outcome).collect();
        Self {
            dial_gap: median_gap(&starts),
            bins: Bins::of(&starts, &ends),
            gaps: Gaps::of(&merged(&starts, &ends)),
            concurrency,
            rings,
            live: Moments::of(live),
            latest: Latest::of(&outcomes),
            progress: Progress {
                began: starts.first().copied(),
                ends: Moments::of(ends),
                lengths: Lengths::of(lengths),
            },
        }
    }
}

/// The median time between one and the next of sorted times.
fn median_gap(times: &[Millis]) -> Option<Span> {
    let mut gaps: Vec<_> = times.iter().zip(times.iter().skip(1)).map(|(a, b)| *b - *a).collect();
    let middle = gaps.len() / 2;
    (!gaps.is_empty()).then(|| *gaps.select_nth_unstable(middle).1)
}

/// Two sorted lists as one.
fn merged(starts: &[Millis], ends: &[Millis]) -> Vec<Millis> {
    let mut all = [starts, ends].concat();
    // Finds the two runs, and merges them.
    all.sort();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::roster_of;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn half_of_the_gaps_are_no_longer_than_the_median(mut times in prop::collection::vec(0_i64..999, 0..60)) {
            times.sort_unstable();
            let found = median_gap(&times.iter().copied().map(Millis).collect::<Vec<_>>());
            let mut gaps: Vec<_> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
            gaps.sort_unstable();
            prop_assert_eq!(found, gaps.get(gaps.len() / 2).copied().map(Span));
        }
    }

    #[test]
    fn each_recipient_counts_by_its_phase_and_times() {
        let roster = roster_of(
            r#"{"status":"completed","attempted_at":"2024-02-15T09:00:00Z","completed_at":"2024-02-15T09:01:00Z"},
               {"status":"failed","attempted_at":"2024-02-15T09:00:30Z","completed_at":"2024-02-15T09:00:32Z"},
               {"status":"canceled","attempted_at":"2024-02-15T09:02:00Z"},
               {"status":"ringing","attempted_at":"2024-02-15T09:03:00Z"},
               {"status":"pending","attempted_at":"2024-02-15T08:00:00Z"},
               {"status":"pending"},
               {"status":"skipped"}"#,
        );
        let calls = Calls::of(&roster);
        assert_eq!(calls.progress.began, Millis::parse("2024-02-15T08:00:00Z"));
        assert_eq!(calls.progress.ends.count(), 3);
        assert_eq!(calls.progress.lengths.count(), 2);
        assert_eq!(calls.progress.lengths.at_once(), 1);
        assert_eq!(calls.live.count(), 1);
        // The one that is to be dialled again is on no line.
        assert_eq!(calls.concurrency.peak, 2);
    }
}
