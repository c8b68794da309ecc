//! One member of `recipients`.

use super::scalar::Scalar;
use serde::Deserialize;

/// A recipient's columns, as far as the widget reads them.
#[derive(Deserialize, Default, Debug)]
#[serde(default)]
#[expect(missing_docs, reason = "the API's own names; api.md says what they hold")]
pub struct Recipient<'a> {
    #[serde(borrow)]
    pub id: Scalar<'a>,
    pub phone_number: Scalar<'a>,
    pub name: Scalar<'a>,
    pub status: Scalar<'a>,
    pub call_record_id: Scalar<'a>,
    pub error_message: Scalar<'a>,
    pub attempted_at: Scalar<'a>,
    pub completed_at: Scalar<'a>,
}
