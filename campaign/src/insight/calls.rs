//! What the times and the ends of all calls tell, in a few kilobytes: what the forecast and the alarms are made of. It
//! is read off the recipients where they are, and needs neither the time nor a zone.
//!
//! A recipient carries its last attempt only, so earlier ones do not count.

use super::eta::Progress;
use super::lengths::{AT_ONCE, Lengths};
use super::moments::Moments;
use super::stall::Gaps;
use super::streak::{Latest, Outcome};
use crate::domain::recipient::phase;
use crate::domain::{Phase, RecipientStatus};
use crate::store::{Roster, short};
use crate::time::Millis;
use serde::{Deserialize, Serialize};

/// The calls of a campaign.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Calls {
    pub progress: Progress,
    /// Since when those in flight are live.
    pub live: Moments,
    pub gaps: Gaps,
    pub latest: Latest,
    /// The most that were ever live at once.
    pub peak: u32,
}

impl Calls {
    pub fn of(roster: &Roster) -> Self {
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        let (mut live, mut lengths, mut outcomes) = (Vec::new(), Vec::new(), Vec::new());
        for entry in roster.entries() {
            let phase = phase(&entry.status, entry.attempted);
            let Some(start) = entry.attempted else { continue };
            starts.push(start);
            let length = entry.dial_to_end();
            lengths.extend(length);
            if phase == Phase::Live {
                live.push(start);
                outcomes.push((start, Outcome::default()));
                continue;
            }
            // One that waits was dialled before and is to be dialled again.
            if phase == Phase::Waiting {
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
        outcomes.sort_by_key(|(start, _)| *start);
        let outcomes: Vec<Outcome> = outcomes.into_iter().map(|(_, outcome)| outcome).collect();
        Self {
            gaps: Gaps::of(&merged(&starts, &ends)),
            peak: peak(&starts, &ends),
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

/// Two sorted lists as one.
fn merged(starts: &[Millis], ends: &[Millis]) -> Vec<Millis> {
    let mut all = [starts, ends].concat();
    // Finds the two runs, and merges them.
    all.sort();
    all
}

/// The most that were between a start and an end at once. What ends as another starts is not beside it.
fn peak(starts: &[Millis], ends: &[Millis]) -> u32 {
    let mut ended = 0;
    let mut most = 0;
    for (started, start) in (1..).zip(starts) {
        while ends.get(ended).is_some_and(|end| end <= start) {
            ended += 1;
        }
        most = most.max(started - ended.min(started));
    }
    short(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::roster_of;
    use proptest::prelude::*;
    use std::fmt::Write;

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
    }

    proptest! {
        #[test]
        fn the_peak_is_what_one_counts_at_each_start(calls in prop::collection::vec((0_i64..200, 1_i64..30), 1..80)) {
            let mut json = String::new();
            for (start, length) in &calls {
                let at = |second: i64| format!("2024-02-15T09:{:02}:{:02}Z", second / 60, second % 60);
                write!(
                    json,
                    r#"{{"status":"completed","attempted_at":"{}","completed_at":"{}"}},"#,
                    at(*start), at(start + length),
                ).unwrap();
            }
            let peak = Calls::of(&roster_of(json.trim_end_matches(','))).peak;
            let beside = |at: i64| calls.iter().filter(|(start, length)| (*start..start + length).contains(&at)).count();
            let counted = calls.iter().map(|(start, _)| beside(*start)).max().unwrap();
            prop_assert_eq!(peak as usize, counted);
        }
    }
}
