//! The outermost object of any answer: a campaign, or one of the shapes an error comes in.

use super::fields::{Fields, Fill, Slot};
use super::scalar::Scalar;
use super::{Batch, Recipient};
use serde::de::DeserializeSeed;
use std::borrow::Cow;

/// Everything an answer may hold at its top.
#[derive(Default, Debug)]
pub struct Envelope<'a> {
    /// The campaign itself.
    pub batch: Option<Batch<'a>>,
    /// Everybody in it, in dialling order; None where no array came.
    pub recipients: Option<Vec<Recipient<'a>>>,
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

impl<'a> Fields<'a> for Envelope<'a> {
    fn slot(&mut self, name: &str) -> Option<Slot<'_, 'a>> {
        Some(match name {
            "batch" => Slot::Object(self.batch.insert(Batch::default())),
            "recipients" => Slot::List(self.recipients.insert(Vec::new())),
            "data" => Slot::Object(&mut **self.data.insert(Box::default())),
            "error" => Slot::Object(&mut self.error),
            "code" => Slot::Scalar(&mut self.code),
            "message" => Slot::Scalar(&mut self.message),
            "msg" => Slot::Scalar(&mut self.msg),
            _ => return None,
        })
    }

    fn take_back(&mut self, name: &str) {
        match name {
            "batch" => self.batch = None,
            "recipients" => self.recipients = None,
            "data" => self.data = None,
            _ => {}
        }
    }
}

/// What stood under `error`.
#[derive(Default, Debug)]
pub struct ErrorField<'a> {
    /// Its text, or its message.
    pub message: Scalar<'a>,
    /// Its code.
    pub code: Scalar<'a>,
}

impl<'a> Fields<'a> for ErrorField<'a> {
    fn slot(&mut self, name: &str) -> Option<Slot<'_, 'a>> {
        Some(Slot::Scalar(match name {
            "message" => &mut self.message,
            "code" => &mut self.code,
            _ => return None,
        }))
    }

    fn plain(&mut self, text: Cow<'a, str>) {
        self.message = Scalar::Text(text);
    }
}

impl<'a> Envelope<'a> {
    /// Reads a whole body. None of an object in it is an envelope without anything.
    pub fn read(body: &'a [u8]) -> serde_json::Result<Self> {
        let mut envelope = Self::default();
        let mut reader = serde_json::Deserializer::from_slice(body);
        Fill(&mut envelope).deserialize(&mut reader)?;
        reader.end()?;
        Ok(envelope)
    }

    /// The envelope inside a `data` wrapper, or this one.
    #[must_use]
    pub fn unwrapped(self) -> Envelope<'a> {
        match self.data {
            Some(inner) if inner.batch.is_some() && self.batch.is_none() => *inner,
            _ => self,
        }
    }

    /// The words of whichever error shape this is.
    pub fn error_text(&self) -> Option<String> {
        [&self.error.message, &self.error.code, &self.message, &self.msg, &self.code]
            .into_iter()
            .find_map(|field| field.text().map(Cow::into_owned))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: Option<&str>) {
        let envelope = Envelope::read(json.as_bytes()).unwrap().unwrapped();
        assert_eq!(envelope.error_text().as_deref(), expected, "{json}");
    }

    #[test]
    fn every_error_shape() {
        check(r#"{"error":"Invalid key"}"#, Some("Invalid key"));
        check(r#"{"error":"Caf\u00e9 closed"}"#, Some("Café closed"));
        check(r#"{"error":{"code":"not_found","message":"No such batch"}}"#, Some("No such batch"));
        check(r#"{"error":{"code":"not_found"}}"#, Some("not_found"));
        check(r#"{"code":401,"message":"Invalid JWT"}"#, Some("Invalid JWT"));
        check(r#"{"msg":"no route"}"#, Some("no route"));
        check(r#"{"code":503}"#, Some("503"));
        check(r#"{"data":null,"error":{"message":"Invalid key"}}"#, Some("Invalid key"));
        check(r#"{"data":{},"error":"upstream failed"}"#, Some("upstream failed"));
        check(r#"{"error":null}"#, None);
        check(r#"{"error":[1,{"a":2}]}"#, None);
        check("{}", None);
    }

    #[test]
    fn a_data_wrapper_is_taken_off() {
        let json =
            br#"{"data":{"batch":{"name":"A"},"recipients":[null,{"id":"1"},7,{"id":"2"}]}}"#;
        let envelope = Envelope::read(json).unwrap().unwrapped();
        assert_eq!(envelope.batch.unwrap().name.text().as_deref(), Some("A"));
        let ids = envelope.recipients.iter().flatten().filter_map(|recipient| recipient.id.text());
        assert_eq!(ids.collect::<Vec<_>>(), ["1", "2"]);
    }

    #[test]
    fn fields_of_any_type_cost_only_themselves() {
        for recipients in ["null", "{\"a\":1}", "\"none\"", "7", "[]", "true", "-1.5"] {
            let json = format!(
                r#"{{"batch":{{"name":{{"x":[]}},"status":"running"}},"recipients":{recipients}}}"#
            );
            let batch = Envelope::read(json.as_bytes()).unwrap().batch.unwrap();
            let texts = (batch.name.text(), batch.status.text());
            assert_eq!(texts, (None, Some("running".into())), "{json}");
        }
    }
}
