//! The outermost object of any answer: a campaign, or one of the shapes an error comes in.

use super::fields::Fields;
use super::{Batch, Json, Recipient, Unreadable};
use std::borrow::Cow;

super::fields::fields! {
    /// Everything an answer may hold at its top.
    Envelope { batch, recipients, data, error, code, message, msg }
}

super::fields::fields! {
    /// `{"error":{"code","message"}}`; others are `{"error":"text"}`.
    ErrorObject { message, code }
}

impl<'a> Envelope<'a> {
    /// Reads a whole body. None of an object in it is an envelope without anything.
    pub fn read(body: &'a [u8]) -> Result<Self, Unreadable> {
        Ok(Self::of(Json::read(body)?).unwrap_or_default())
    }

    /// The envelope inside a `data` wrapper, which the docs' introduction announces, or this one.
    #[must_use]
    pub fn unwrapped(self) -> Self {
        match Self::of(self.data) {
            Some(inner) if inner.batch().is_some() && self.batch().is_none() => inner,
            _ => self,
        }
    }

    /// The campaign itself.
    pub fn batch(&self) -> Option<Batch<'a>> {
        Batch::of(self.batch)
    }

    /// Everybody in it, in dialling order; None where no array came. Members that are no objects
    /// are passed over.
    pub fn recipients(&self) -> Option<impl Iterator<Item = Recipient<'a>>> {
        Some(self.recipients.items()?.filter_map(Recipient::of))
    }

    /// The words of whichever error shape this is.
    pub fn error_text(&self) -> Option<String> {
        let inner = ErrorObject::of(self.error).unwrap_or_default();
        let texts = [inner.message, inner.code, self.message, self.msg, self.code];
        let text = self.error.words().or_else(|| texts.into_iter().find_map(Json::text));
        text.map(Cow::into_owned)
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
        assert_eq!(envelope.batch().unwrap().name.text().as_deref(), Some("A"));
        let ids =
            envelope.recipients().into_iter().flatten().filter_map(|recipient| recipient.id.text());
        assert_eq!(ids.collect::<Vec<_>>(), ["1", "2"]);
    }

    #[test]
    fn fields_of_any_type_cost_only_themselves() {
        for recipients in ["null", "{\"a\":1}", "\"none\"", "7", "[]", "true", "-1.5"] {
            let json = format!(
                r#"{{"batch":{{"name":{{"x":[]}},"status":"running"}},"recipients":{recipients}}}"#
            );
            let batch = Envelope::read(json.as_bytes()).unwrap().batch().unwrap();
            let texts = (batch.name.text(), batch.status.text());
            assert_eq!(texts, (None, Some("running".into())), "{json}");
        }
    }

    #[test]
    fn what_cannot_be_read_costs_only_itself() {
        let deep = "[".repeat(999) + &"]".repeat(999);
        for name in ["1e400", r#""\ud83d""#, deep.as_str(), r#"{"a":"\ud83d"}"#] {
            let json = format!(r#"{{"batch":{{"name":{name},"status":"running"}},"x":{name}}}"#);
            let batch = Envelope::read(json.as_bytes()).unwrap().batch().unwrap();
            assert_eq!(batch.name.words(), None, "{json}");
            assert_eq!(batch.status.text().as_deref(), Some("running"), "{json}");
        }
    }

    #[test]
    fn of_a_name_that_comes_twice_the_last_counts() {
        let batch = |json: &'static str| Envelope::read(json.as_bytes()).unwrap().batch();
        let twice = r#"{"batch":{"name":"A"},"b\u0061tch":{"name":"B","name":"C"}}"#;
        assert_eq!(batch(twice).unwrap().name.text().as_deref(), Some("C"));
        assert_eq!(batch(r#"{"batch":{},"batch":null}"#), None);
    }
}
