//! The `batch` object.

use super::field::{Field, Value};
use super::object;
use crate::time::{Millis, TimeOfDay, Weekday};
use serde::Deserialize;

/// A campaign's own columns, as far as the widget reads them.
#[derive(Deserialize, Default, Debug)]
#[serde(default)]
pub struct Batch {
    pub name: Field<String>,
    pub caller_id: Field<String>,
    pub status: Field<String>,
    pub total_recipients: Field<u32>,
    pub completed_count: Field<u32>,
    pub failed_count: Field<u32>,
    pub window_start_time: Field<TimeOfDay>,
    pub window_end_time: Field<TimeOfDay>,
    pub window_days: Field<Vec<Weekday>>,
    pub max_concurrency: Field<u32>,
    pub scheduled_at: Field<Millis>,
    pub created_at: Field<Millis>,
    pub started_at: Field<Millis>,
    pub completed_at: Field<Millis>,
    pub recurrence_type: Field<String>,
    pub recurrence_interval: Field<u32>,
    pub recurrence_max_runs: Field<u32>,
    pub recurrence_run_count: Field<u32>,
}

impl Value<'_> for Batch {
    fn read(json: &str) -> Field<Self> {
        object::read(json).map_or(Field::NotUnderstood, Field::Known)
    }
}

impl Batch {
    /// The names of fields in which something came that cannot be used.
    pub fn lost(&self) -> Vec<&'static str> {
        let fields = [
            ("name", self.name.is_lost()),
            ("caller_id", self.caller_id.is_lost()),
            ("status", self.status.is_lost()),
            ("total_recipients", self.total_recipients.is_lost()),
            ("completed_count", self.completed_count.is_lost()),
            ("failed_count", self.failed_count.is_lost()),
            ("window_start_time", self.window_start_time.is_lost()),
            ("window_end_time", self.window_end_time.is_lost()),
            ("window_days", self.window_days.is_lost()),
            ("max_concurrency", self.max_concurrency.is_lost()),
            ("scheduled_at", self.scheduled_at.is_lost()),
            ("created_at", self.created_at.is_lost()),
            ("started_at", self.started_at.is_lost()),
            ("completed_at", self.completed_at.is_lost()),
            ("recurrence_type", self.recurrence_type.is_lost()),
            ("recurrence_interval", self.recurrence_interval.is_lost()),
            ("recurrence_max_runs", self.recurrence_max_runs.is_lost()),
            ("recurrence_run_count", self.recurrence_run_count.is_lost()),
        ];
        fields.into_iter().filter(|(_, is_lost)| *is_lost).map(|(name, _)| name).collect()
    }
}
