//! "Can I trust these figures?" Where the response contradicts itself.

use super::hygiene::Hygiene;
use crate::domain::Tallies;
use crate::domain::{Batch, Phase, RecipientStatus};
use serde::{Deserialize, Serialize};

/// One thing about the data that a reader should know.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Notice {
    /// Fewer or more rows came than the campaign is said to have.
    RowsDiffer { received: u32, announced: u32 },
    /// The API's answered counter is not what the rows say (docs/api.md#counters).
    CounterDiffers { counter: Counter, says: u32, counted: u32 },
    /// Statuses this version does not know.
    UnknownStatus {
        /// The first of them, as it came.
        example: Box<str>,
        /// Recipients with any of them.
        count: u32,
    },
    /// Rows with an end but a live status (docs/api.md#late-callbacks).
    LateStatus { count: u32 },
    /// An end from before a re-run, not shown (docs/api.md#re-runs).
    StaleCompletion,
    /// Fields in which something came that cannot be used.
    NotUnderstood {
        /// What the API calls them.
        fields: Vec<Box<str>>,
    },
    /// Numbers that are in the list more than once.
    SameNumbers {
        numbers: u32,
        /// Recipients with one of them.
        recipients: u32,
    },
    /// Numbers that are not in the international form.
    BadNumbers { count: u32 },
    /// Recipients without a name. A list of numbers alone is meant to be one, and no notice.
    NoNames {
        count: u32,
        /// Of how many.
        total: u32,
    },
}

impl Notice {
    /// The server's words in it, to be changed.
    pub(crate) fn texts_mut(&mut self) -> &mut [Box<str>] {
        match self {
            Self::UnknownStatus { example, .. } => std::slice::from_mut(example),
            Self::NotUnderstood { fields } => fields,
            _ => &mut [],
        }
    }
}

/// The API's own counters.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Counter {
    /// `completed_count`.
    Completed,
    /// `failed_count`, which counts neither skipped nor canceled.
    Failed,
}

/// Everything worth a notice, most telling first.
pub fn notices(batch: &Batch, tallies: &Tallies, hygiene: Hygiene) -> Vec<Notice> {
    let mut found = Vec::new();
    if let Some(announced) = batch.total_recipients.filter(|total| *total != tallies.total) {
        found.push(Notice::RowsDiffer { received: tallies.total, announced });
    }
    let completed = tallies.with_status(&RecipientStatus::Completed);
    found.extend(difference(Counter::Completed, batch.completed_count, completed));
    found.extend(difference(Counter::Failed, batch.failed_count, failed(tallies)));
    found.extend(unknown_status(tallies));
    let count = tallies.with_status(&RecipientStatus::Ended);
    if count > 0 {
        found.push(Notice::LateStatus { count });
    }
    if batch.has_stale_completion {
        found.push(Notice::StaleCompletion);
    }
    found.extend(not_understood(batch, tallies));
    let Hygiene { repeated, sharing, malformed, unnamed } = hygiene;
    if repeated > 0 {
        found.push(Notice::SameNumbers { numbers: repeated, recipients: sharing });
    }
    if malformed > 0 {
        found.push(Notice::BadNumbers { count: malformed });
    }
    if unnamed > 0 && unnamed < tallies.total {
        found.push(Notice::NoNames { count: unnamed, total: tallies.total });
    }
    found
}

fn difference(which: Counter, says: Option<u32>, counted: u32) -> Option<Notice> {
    let says = says.filter(|says| *says != counted)?;
    Some(Notice::CounterDiffers { counter: which, says, counted })
}

fn failed(tallies: &Tallies) -> u32 {
    use RecipientStatus::{Canceled, Skipped};
    let kinds =
        tallies.kinds(Phase::NotAnswered).filter(|(it, _)| !matches!(it, Skipped | Canceled));
    kinds.map(|(_, count)| count).sum()
}

/// A name that stands in both lists is named once.
fn not_understood(batch: &Batch, tallies: &Tallies) -> Option<Notice> {
    let mut fields = batch.lost.clone();
    fields.extend(tallies.lost.keys().filter(|name| !batch.lost.contains(name)).cloned());
    (!fields.is_empty()).then_some(Notice::NotUnderstood { fields })
}

fn unknown_status(tallies: &Tallies) -> Option<Notice> {
    let mut unknown = tallies.kinds(Phase::Unknown).filter_map(|(status, count)| match status {
        RecipientStatus::Other(raw) => Some((raw, count)),
        _ => None,
    });
    let (example, first) = unknown.next()?;
    let count = first + unknown.map(|(_, count)| count).sum::<u32>();
    Some(Notice::UnknownStatus { example: example.clone(), count })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Recipient;

    fn check(batch: &str, rows: &[&str], expected: &[Notice]) {
        let batch = Batch::from_json(batch);
        let mut tallies = Tallies::default();
        for row in rows {
            tallies.add(&Recipient::from_json(row));
        }
        assert_eq!(notices(&batch, &tallies, Hygiene::default()), expected);
    }

    #[test]
    fn the_list_itself_is_looked_at() {
        let check = |hygiene: [u32; 4], expected: &[Notice]| {
            let [repeated, sharing, malformed, unnamed] = hygiene;
            let hygiene = Hygiene { repeated, sharing, malformed, unnamed };
            let tallies = Tallies { total: 9, ..Tallies::default() };
            assert_eq!(notices(&Batch::from_json("{}"), &tallies, hygiene), expected);
        };
        check([0; 4], &[]);
        check([2, 5, 0, 9], &[Notice::SameNumbers { numbers: 2, recipients: 5 }]);
        let rest = [Notice::BadNumbers { count: 3 }, Notice::NoNames { count: 8, total: 9 }];
        check([0, 0, 3, 8], &rest);
    }

    #[test]
    fn sound_data_has_none() {
        let rows = [r#"{"status":"completed"}"#, r#"{"status":"skipped"}"#];
        check(r#"{"total_recipients":2,"completed_count":1,"failed_count":0}"#, &rows, &[]);
        check("{}", &rows, &[]);
    }

    #[test]
    fn what_is_not_understood_is_named() {
        check(
            r#"{"window_days":"Mo-Fr","completed_at":[1]}"#,
            &[
                r#"{"status":"busy","completed_at":7,"name":null}"#,
                r#"{"status":"busy","completed_at":"soon"}"#,
                r#"{"status":"busy","name":{}}"#,
            ],
            &[Notice::NotUnderstood {
                fields: ["window_days", "completed_at", "name"].map(Into::into).into(),
            }],
        );
    }

    #[test]
    fn every_contradiction_is_named() {
        check(
            r#"{"total_recipients":9,"completed_count":4,"failed_count":1,"status":"running",
                "completed_at":"2024-02-15T09:00:00Z"}"#,
            &[
                r#"{"status":"completed"}"#,
                r#"{"status":"busy"}"#,
                r#"{"status":"failed"}"#,
                r#"{"status":"transferred"}"#,
                r#"{"status":"ringing","completed_at":"2024-02-15T09:00:00Z"}"#,
            ],
            &[
                Notice::RowsDiffer { received: 5, announced: 9 },
                Notice::CounterDiffers { counter: Counter::Completed, says: 4, counted: 1 },
                Notice::CounterDiffers { counter: Counter::Failed, says: 1, counted: 2 },
                Notice::UnknownStatus { example: "transferred".into(), count: 1 },
                Notice::LateStatus { count: 1 },
                Notice::StaleCompletion,
            ],
        );
    }
}
