//! One member of `recipients`.

use super::Field;
use super::object::put_right;
use crate::time::Millis;
use serde::Deserialize;
use std::borrow::Cow;

/// A recipient's columns, as far as the widget reads them.
#[derive(Deserialize, Default, Debug)]
#[serde(default)]
pub struct Recipient<'a> {
    #[serde(borrow)]
    pub id: Field<Cow<'a, str>>,
    #[serde(borrow)]
    pub phone_number: Field<Cow<'a, str>>,
    #[serde(borrow)]
    pub name: Field<Cow<'a, str>>,
    #[serde(borrow)]
    pub status: Field<Cow<'a, str>>,
    #[serde(borrow)]
    pub call_record_id: Field<Cow<'a, str>>,
    #[serde(borrow)]
    pub error_message: Field<Cow<'a, str>>,
    pub attempted_at: Field<Millis>,
    pub completed_at: Field<Millis>,
}

impl Recipient<'_> {
    /// Reads an object, and hands over what is in it.
    pub fn read<T>(bytes: &[u8], take: impl FnOnce(&Recipient<'_>) -> T) -> serde_json::Result<T> {
        let json = String::from_utf8_lossy(bytes);
        if let Ok(recipient) = serde_json::from_str(&json) {
            return Ok(take(&recipient));
        }
        let json = put_right(&json)?;
        serde_json::from_str(&json).map(|recipient| take(&recipient))
    }

    /// The names of fields in which something came that cannot be used.
    pub fn lost(&self) -> Vec<&'static str> {
        let fields = [
            ("id", self.id.is_lost()),
            ("phone_number", self.phone_number.is_lost()),
            ("name", self.name.is_lost()),
            ("status", self.status.is_lost()),
            ("call_record_id", self.call_record_id.is_lost()),
            ("error_message", self.error_message.is_lost()),
            ("attempted_at", self.attempted_at.is_lost()),
            ("completed_at", self.completed_at.is_lost()),
        ];
        fields.into_iter().filter(|(_, is_lost)| *is_lost).map(|(name, _)| name).collect()
    }
}
