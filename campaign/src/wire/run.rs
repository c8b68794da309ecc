//! One member of `runs`: a run of a recurring campaign.

use super::field::{Field, Value};
use super::object;
use crate::time::Millis;
use serde::Deserialize;

/// A run's columns, as far as the widget reads them.
#[derive(Deserialize, Default, Debug)]
#[serde(default)]
pub struct Run {
    pub occurrence_number: Field<u32>,
    pub status: Field<String>,
    pub started_at: Field<Millis>,
    pub completed_count: Field<u32>,
    pub failed_count: Field<u32>,
    pub total_recipients: Field<u32>,
}

impl Run {
    /// Whether something came in a field that cannot be used.
    pub fn is_lost(&self) -> bool {
        let counts = [
            &self.occurrence_number,
            &self.completed_count,
            &self.failed_count,
            &self.total_recipients,
        ];
        self.status.is_lost() || self.started_at.is_lost() || counts.into_iter().any(Field::is_lost)
    }
}

impl Value<'_> for Run {
    fn read(json: &str) -> Field<Self> {
        object::read(json).map_or(Field::NotUnderstood, Field::Known)
    }
}
