//! The `batch` object.

use super::scalar::Scalar;
use serde::Deserialize;

/// A campaign's own columns, as far as the widget reads them.
#[derive(Deserialize, Default, Debug)]
#[serde(default)]
#[expect(missing_docs, reason = "the API's own names; api.md says what they hold")]
pub struct Batch<'a> {
    #[serde(borrow)]
    pub id: Scalar<'a>,
    pub name: Scalar<'a>,
    pub caller_id: Scalar<'a>,
    pub status: Scalar<'a>,
    pub total_recipients: Scalar<'a>,
    pub completed_count: Scalar<'a>,
    pub failed_count: Scalar<'a>,
    pub window_start_time: Scalar<'a>,
    pub window_end_time: Scalar<'a>,
    pub window_days: Scalar<'a>,
    pub max_concurrency: Scalar<'a>,
    pub reserved_concurrency: Scalar<'a>,
    pub scheduled_at: Scalar<'a>,
    pub created_at: Scalar<'a>,
    pub started_at: Scalar<'a>,
    pub completed_at: Scalar<'a>,
}
