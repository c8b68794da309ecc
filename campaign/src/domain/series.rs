//! What a recurring campaign does: its runs dial, and its own recipients are what each run begins with
//! (docs/api.md#recurring-campaigns).

use super::BatchStatus;
use crate::time::Millis;
use crate::wire;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// The runs of a recurring campaign, and how it repeats.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Series {
    pub rule: Option<Rule>,
    /// How many runs there were.
    pub count: Option<u32>,
    /// How many there will be, where it ends.
    pub most: Option<u32>,
    /// The latest, the very latest first.
    pub runs: Vec<Run>,
}

/// How often it repeats.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rule {
    pub unit: Unit,
    /// Every so many of the units.
    pub interval: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Unit {
    Hours,
    Days,
    Weeks,
    Months,
    /// Any other, as it came.
    Other(Box<str>),
}

/// A run, by the API's own counters: its recipients are a campaign of their own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Run {
    /// Its place in the series, from 1.
    pub number: Option<u32>,
    pub status: BatchStatus,
    pub started_at: Option<Millis>,
    pub answered: Option<u32>,
    pub failed: Option<u32>,
    pub total: Option<u32>,
}

impl Series {
    /// Gives what came its meaning; None of a campaign that does not recur.
    pub fn from_wire(batch: &wire::Batch, runs: &[wire::Run]) -> Option<Self> {
        let status = batch.status.known().map_or("", String::as_str);
        if BatchStatus::parse(status) != BatchStatus::Recurring {
            return None;
        }
        let mut runs: Vec<Run> = runs.iter().map(Run::from_wire).collect();
        runs.sort_by_key(|run| Reverse(run.number));
        Some(Self {
            rule: Rule::from_wire(batch),
            count: batch.recurrence_run_count.known().copied(),
            most: batch.recurrence_max_runs.known().copied(),
            runs,
        })
    }
}

impl Series {
    /// All its texts, to be changed.
    pub(crate) fn texts_mut(&mut self) -> impl Iterator<Item = &mut Box<str>> {
        let unit = self.rule.iter_mut().filter_map(|rule| match &mut rule.unit {
            Unit::Other(word) => Some(word),
            _ => None,
        });
        unit.chain(self.runs.iter_mut().filter_map(|run| run.status.text_mut()))
    }
}

impl Rule {
    fn from_wire(batch: &wire::Batch) -> Option<Self> {
        let unit = match batch.recurrence_type.known()?.as_str() {
            "none" => return None,
            "hourly" => Unit::Hours,
            "daily" => Unit::Days,
            "weekly" => Unit::Weeks,
            "monthly" => Unit::Months,
            other => Unit::Other(other.into()),
        };
        let interval = batch.recurrence_interval.known().copied().unwrap_or(1);
        Some(Self { unit, interval })
    }
}

impl Run {
    fn from_wire(run: &wire::Run) -> Self {
        Self {
            number: run.occurrence_number.known().copied(),
            status: BatchStatus::parse(run.status.known().map_or("", String::as_str)),
            started_at: run.started_at.known().copied(),
            answered: run.completed_count.known().copied(),
            failed: run.failed_count.known().copied(),
            total: run.total_recipients.known().copied(),
        }
    }

    /// Recipients whose calls are over; None where the API counts none.
    pub fn ended(&self) -> Option<u32> {
        let counted = [self.answered, self.failed];
        counted.iter().any(Option::is_some).then(|| counted.into_iter().flatten().sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Envelope;

    fn series(json: &str) -> Option<Series> {
        let envelope = Envelope::read(json.as_bytes()).unwrap();
        let runs = envelope.runs.known().map_or(&[][..], Vec::as_slice);
        Series::from_wire(envelope.batch.known()?, runs)
    }

    #[test]
    fn the_latest_run_comes_first_with_what_ended_in_it() {
        let json = r#"{"batch":{"status":"recurring","recurrence_type":"daily","recurrence_interval":2,
            "recurrence_max_runs":30,"recurrence_run_count":19},"runs":[
            {"occurrence_number":18,"status":"completed","completed_count":20,"failed_count":"10","total_recipients":30},
            {"occurrence_number":19,"status":"running","completed_count":7,"failed_count":null,"total_recipients":30}]}"#;
        let series = series(json).unwrap();
        assert_eq!(series.rule, Some(Rule { unit: Unit::Days, interval: 2 }));
        assert_eq!((series.count, series.most), (Some(19), Some(30)));
        let seen =
            series.runs.iter().map(|run| (run.number, run.status.key(), run.ended(), run.total));
        let expected =
            [(Some(19), "running", Some(7), Some(30)), (Some(18), "completed", Some(30), Some(30))];
        assert_eq!(seen.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_campaign_that_does_not_recur_has_none() {
        assert_eq!(series(r#"{"batch":{"status":"running"},"runs":[{}]}"#), None);
        let bare = series(r#"{"batch":{"status":"recurring"},"runs":null}"#);
        assert_eq!(bare, Some(Series::default()));
    }
}
