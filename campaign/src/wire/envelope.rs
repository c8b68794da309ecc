//! The outermost object of any answer: a campaign, or one of the shapes an error comes in.

use super::field::Value;
use super::{Batch, Field, Run, object};
use serde::Deserialize;
use serde_json::value::RawValue;

/// Everything an answer may hold at its top. Its recipients are read one by one, by
/// [`crate::store`].
#[derive(Deserialize, Default, Debug)]
#[serde(default)]
pub struct Envelope {
    pub batch: Field<Batch>,
    /// The runs of a recurring campaign.
    pub runs: Field<Vec<Run>>,
    /// A wrapper around the rest, which the docs' introduction announces.
    pub data: Option<Box<RawValue>>,
    pub error: Field<ErrorField>,
    pub code: Field<String>,
    pub message: Field<String>,
    pub msg: Field<String>,
}

/// What an answer says under `error`.
#[derive(Debug)]
pub enum ErrorField {
    /// `"error": "text"`.
    Text(String),
    /// `"error": {"code", "message"}`.
    Object(ErrorObject),
}

/// An error with a code.
#[derive(Deserialize, Default, Debug)]
#[serde(default)]
pub struct ErrorObject {
    pub message: Field<String>,
    pub code: Field<String>,
}

impl Value<'_> for ErrorField {
    fn read(json: &str) -> Field<Self> {
        if let Ok(object) = object::read(json) {
            return Field::Known(Self::Object(object));
        }
        match String::read(json) {
            Field::Known(text) => Field::Known(Self::Text(text)),
            Field::Absent => Field::Absent,
            Field::NotUnderstood => Field::NotUnderstood,
        }
    }
}

impl Envelope {
    /// Reads a whole body, which may begin with a byte order mark.
    pub fn read(body: &[u8]) -> serde_json::Result<Self> {
        let json = String::from_utf8_lossy(body);
        object::read(json.trim_start_matches('\u{feff}'))
    }

    /// The envelope inside a `data` wrapper, where the campaign is in there.
    pub fn wrapped(&self) -> Option<Self> {
        let inner: Self = object::read(self.data.as_deref()?.get()).ok()?;
        (self.batch.known().is_none() && inner.batch.known().is_some()).then_some(inner)
    }

    /// The words of whichever error shape this is.
    pub fn error_text(&self) -> Option<String> {
        let unknown = ErrorObject::default();
        let object = match self.error.known() {
            Some(ErrorField::Text(text)) => return Some(text.clone()),
            Some(ErrorField::Object(object)) => object,
            None => &unknown,
        };
        let texts = [&object.message, &object.code, &self.message, &self.msg, &self.code];
        texts.into_iter().find_map(Field::known).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: Option<&str>) {
        let envelope = Envelope::read(json.as_bytes()).unwrap();
        assert_eq!(envelope.error_text().as_deref(), expected, "{json}");
    }

    #[test]
    fn every_error_shape() {
        check(r#"{"error":"Invalid key"}"#, Some("Invalid key"));
        check(r#"{"error":"Caf\u00e9 closed"}"#, Some("Café closed"));
        check(r#"{"error":{"code":"not_found","message":"No such batch"}}"#, Some("No such batch"));
        check(r#"{"error":{"code":"not_found"}}"#, Some("not_found"));
        check(r#"{"error":{"code":"x","code":"not_found"}}"#, Some("not_found"));
        check(r#"{"code":401,"message":"Invalid JWT"}"#, Some("Invalid JWT"));
        check(r#"{"msg":"no route"}"#, Some("no route"));
        check(r#"{"code":503}"#, Some("503"));
        check(r#"{"data":null,"error":{"message":"Invalid key"}}"#, Some("Invalid key"));
        check(r#"{"data":{},"error":"upstream failed"}"#, Some("upstream failed"));
        check("\u{feff}{\"error\":\"Invalid key\"}", Some("Invalid key"));
        check(r#"{"error":null}"#, None);
        check(r#"{"error":[1,{"a":2}]}"#, None);
        check("{}", None);
    }

    #[test]
    fn a_data_wrapper_is_taken_off() {
        let wrapped = |json: &str| {
            let batch = Envelope::read(json.as_bytes()).unwrap().wrapped()?.batch;
            batch.known()?.name.known().cloned()
        };
        assert_eq!(wrapped(r#"{"data":{"batch":{"name":"A"}}}"#).as_deref(), Some("A"));
        assert_eq!(wrapped(r#"{"data":{"batch":{"name":"A"}},"batch":{"name":"B"}}"#), None);
        assert_eq!(wrapped(r#"{"data":{"data":{"batch":{"name":"A"}}}}"#), None);
        assert_eq!(wrapped(r#"{"data":[{"batch":{"name":"A"}}]}"#), None);
    }

    #[test]
    fn fields_of_any_type_cost_only_themselves() {
        let deep = "[".repeat(9_999) + &"]".repeat(9_999);
        for odd in [r#"{"x":[]}"#, "[]", "true", r#"{"a":"\ud83d"}"#, &deep] {
            let json = format!(r#"{{"batch":{{"name":{odd},"status":"running"}},"x":{odd}}}"#);
            let envelope = Envelope::read(json.as_bytes()).unwrap();
            let batch = envelope.batch.known().unwrap();
            assert_eq!(
                (&batch.name, batch.lost()),
                (&Field::NotUnderstood, vec!["name"]),
                "{json}"
            );
            assert_eq!(batch.status, Field::Known("running".into()), "{json}");
        }
    }

    #[test]
    fn the_last_batch_counts() {
        let batch = |json: &str| Envelope::read(json.as_bytes()).unwrap().batch;
        let twice = r#"{"batch":{"name":"A"},"b\u0061tch":{"name":"B","name":"C"}}"#;
        let last = batch(twice);
        assert_eq!(last.known().unwrap().name, Field::Known("C".into()));
        assert!(batch(r#"{"batch":{},"batch":null}"#).known().is_none());
    }
}
