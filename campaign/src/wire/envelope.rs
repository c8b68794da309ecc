//! The outermost object of any answer: a campaign, or one of the shapes an error comes in.

use super::scalar::Scalar;
use super::{Batch, Recipient};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor, value::MapAccessDeserializer};
use std::fmt;

/// Everything an answer may hold at its top.
#[derive(Deserialize, Default, Debug)]
#[serde(default)]
pub struct Envelope<'a> {
    /// The campaign itself.
    #[serde(borrow)]
    pub batch: Option<Batch<'a>>,
    /// Everybody in it, in dialling order.
    pub recipients: Option<Vec<Option<Recipient<'a>>>>,
    /// The wrapper that the docs' introduction announces.
    pub data: Option<Box<Envelope<'a>>>,
    /// `{"error":"text"}` or `{"error":{"code","message"}}`.
    pub error: ErrorField<'a>,
    /// A gateway's error.
    pub code: Scalar<'a>,
    /// A gateway's error text.
    pub message: Scalar<'a>,
    /// Another gateway's error text.
    pub msg: Scalar<'a>,
}

/// What stood under `error`.
#[derive(Default, Debug)]
pub struct ErrorField<'a>(pub Scalar<'a>);

#[derive(Deserialize, Default)]
#[serde(default)]
struct ErrorObject<'a> {
    #[serde(borrow)]
    code: Scalar<'a>,
    message: Scalar<'a>,
}

impl<'de: 'a, 'a> Deserialize<'de> for ErrorField<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ErrorVisitor)
    }
}

struct ErrorVisitor;

impl<'de> Visitor<'de> for ErrorVisitor {
    type Value = ErrorField<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an error as text or object")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(ErrorField::default())
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(ErrorField(Scalar::Text(value.into())))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(ErrorField(Scalar::Text(value.to_owned().into())))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let object = ErrorObject::deserialize(MapAccessDeserializer::new(map))?;
        Ok(ErrorField(if object.message.text().is_some() { object.message } else { object.code }))
    }
}

impl<'a> Envelope<'a> {
    /// The envelope inside a `data` wrapper, or this one.
    #[must_use]
    pub fn unwrapped(self) -> Envelope<'a> {
        match self.data {
            Some(inner) if self.batch.is_none() => *inner,
            _ => self,
        }
    }

    /// The words of whichever error shape this is.
    pub fn error_text(&self) -> Option<String> {
        [&self.error.0, &self.message, &self.msg, &self.code]
            .into_iter()
            .find_map(|field| field.text().map(std::borrow::Cow::into_owned))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: Option<&str>) {
        let envelope: Envelope = serde_json::from_str(json).unwrap();
        assert_eq!(envelope.error_text().as_deref(), expected, "{json}");
    }

    #[test]
    fn every_error_shape() {
        check(r#"{"error":"Invalid key"}"#, Some("Invalid key"));
        check(r#"{"error":{"code":"not_found","message":"No such batch"}}"#, Some("No such batch"));
        check(r#"{"error":{"code":"not_found"}}"#, Some("not_found"));
        check(r#"{"code":401,"message":"Invalid JWT"}"#, Some("Invalid JWT"));
        check(r#"{"msg":"no route"}"#, Some("no route"));
        check(r#"{"code":503}"#, Some("503"));
        check(r#"{"error":null}"#, None);
        check("{}", None);
    }

    #[test]
    fn a_data_wrapper_is_taken_off() {
        let json = r#"{"data":{"batch":{"name":"A"},"recipients":[null,{"id":"1"}]}}"#;
        let envelope = serde_json::from_str::<Envelope>(json).unwrap().unwrapped();
        assert_eq!(envelope.batch.unwrap().name.text().as_deref(), Some("A"));
        assert_eq!(envelope.recipients.unwrap().len(), 2);
    }
}
