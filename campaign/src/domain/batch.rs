//! The campaign itself, without its recipients.

use super::{BatchStatus, CallingWindow, Series};
use crate::excerpt::excerpt;
use crate::time::Millis;
use crate::wire;
use serde::{Deserialize, Serialize};

/// A campaign as last received.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Batch {
    /// The name a person gave it.
    pub name: Option<Box<str>>,
    /// The number that recipients see.
    pub caller_id: Option<Box<str>>,
    pub status: BatchStatus,
    /// How many recipients the API says there are; the rows received may be fewer.
    pub total_recipients: Option<u32>,
    /// The API's own count of answered recipients; it drifts (docs/api.md#counters).
    pub completed_count: Option<u32>,
    /// The API's own count of failed recipients; it drifts (docs/api.md#counters).
    pub failed_count: Option<u32>,
    /// When calls may be made; None means at any time, unless it is unclear.
    pub window: Option<CallingWindow>,
    /// Whether limits came that cannot be read.
    pub has_unclear_window: bool,
    /// Most calls at once.
    pub max_concurrency: Option<u32>,
    /// When a scheduled campaign is to start.
    pub scheduled_at: Option<Millis>,
    /// When it was made.
    pub created_at: Option<Millis>,
    /// When it began to dial.
    pub started_at: Option<Millis>,
    /// When it ended; only where that can be believed (docs/api.md#re-runs).
    pub completed_at: Option<Millis>,
    /// Whether the API sent an end that cannot be believed.
    pub has_stale_completion: bool,
    /// The runs, where it recurs.
    pub series: Option<Series>,
    /// The API's names of fields in which something came that cannot be used.
    pub lost: Vec<Box<str>>,
}

impl Batch {
    /// The campaign of an answer; None where there is none in it.
    pub fn of(envelope: &wire::Envelope) -> Option<Self> {
        let runs = envelope.runs.known().map_or(&[][..], Vec::as_slice);
        let columns = envelope.batch.known()?;
        let mut batch = Self::from_wire(columns);
        batch.series = Series::from_wire(columns, runs);
        if envelope.runs.is_lost() || runs.iter().any(wire::Run::is_lost) {
            batch.lost.push("runs".into());
        }
        Some(batch)
    }

    /// Gives the columns of the campaign their meaning.
    pub fn from_wire(batch: &wire::Batch) -> Self {
        let status = BatchStatus::parse(batch.status.known().map_or("", String::as_str));
        let started_at = batch.started_at.known().copied();
        let sent_completion = batch.completed_at.known().copied();
        let completed_at = sent_completion
            .filter(|end| status.is_terminal() && started_at.is_none_or(|s| *end >= s));
        Self {
            name: batch.name.known().map(|name| name.as_str().into()),
            caller_id: batch.caller_id.known().map(|number| number.as_str().into()),
            total_recipients: batch.total_recipients.known().copied(),
            completed_count: batch.completed_count.known().copied(),
            failed_count: batch.failed_count.known().copied(),
            window: CallingWindow::from_wire(batch),
            has_unclear_window: CallingWindow::is_unclear(batch),
            max_concurrency: batch.max_concurrency.known().copied(),
            scheduled_at: batch.scheduled_at.known().copied(),
            created_at: batch.created_at.known().copied(),
            started_at,
            has_stale_completion: sent_completion.is_some() && completed_at.is_none(),
            completed_at,
            series: None,
            status,
            lost: batch.lost().into_iter().map(Into::into).collect(),
        }
    }

    /// The campaign with as much of its texts as fits the screen.
    pub(crate) fn fitting(&self) -> Self {
        let mut fitting = self.clone();
        for text in fitting.texts_mut() {
            *text = excerpt(text).into();
        }
        fitting
    }

    /// All its texts, to be changed.
    pub(crate) fn texts_mut(&mut self) -> impl Iterator<Item = &mut Box<str>> {
        let Self { name, caller_id, status, lost, series, .. } = self;
        let of_series = series.iter_mut().flat_map(Series::texts_mut);
        name.iter_mut().chain(caller_id).chain(status.text_mut()).chain(lost).chain(of_series)
    }

    /// From one object of the API: for tests.
    #[cfg(test)]
    pub(crate) fn from_json(json: &str) -> Self {
        Self::from_wire(&serde_json::from_str(json).unwrap())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(status: &str, started: &str, completed: &str, believed: bool) {
        let json = format!(
            r#"{{"status":"{status}","started_at":"{started}","completed_at":"{completed}"}}"#
        );
        let batch = Batch::from_json(&json);
        assert_eq!(batch.completed_at.is_some(), believed, "{json}");
        assert_ne!(batch.has_stale_completion, believed, "{json}");
    }

    #[test]
    fn an_end_is_believed_only_when_terminal_and_not_before_the_start() {
        let (nine, ten) = ("2024-02-15T09:00:00Z", "2024-02-15T10:00:00Z");
        check("completed", nine, ten, true);
        check("cancelled", nine, nine, true);
        check("completed", "", ten, true);
        check("running", nine, ten, false);
        check("completed", ten, nine, false);
    }
}
