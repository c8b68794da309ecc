//! A JSON value of whatever type. One wrongly typed field must cost that field, not the screen, so
//! fields are read as scalars and asked for what they are needed as.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// What a field held. Objects count as nothing.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Scalar<'a> {
    /// Absent, null, or an object.
    #[default]
    Nothing,
    /// `true` or `false`.
    Truth(bool),
    /// Any number, cut to a whole one: the API sends no others.
    Number(i64),
    /// A string.
    Text(Cow<'a, str>),
    /// The numbers of an array; other members are passed over.
    Numbers(Vec<i64>),
}

impl Scalar<'_> {
    /// The text, if it holds more than white space. A number is taken for its digits.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) if !text.trim().is_empty() => Some(Cow::Borrowed(text)),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    /// A whole number of at least 0, also when it came as text.
    pub fn count(&self) -> Option<u32> {
        match self {
            Self::Number(number) => u32::try_from(*number).ok(),
            Self::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// The numbers of an array.
    pub fn numbers(&self) -> Option<&[i64]> {
        match self {
            Self::Numbers(numbers) => Some(numbers),
            _ => None,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Scalar<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

#[expect(clippy::cast_possible_truncation, reason = "floats are cut, and the largest saturate")]
impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Scalar::Nothing)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Scalar::Truth(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Scalar::Number(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Scalar::Number(i64::try_from(value).unwrap_or(i64::MAX)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Scalar::Number(value as i64))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Owned(value.into())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut numbers = Vec::new();
        while let Some(item) = seq.next_element()? {
            if let Scalar::Number(number) = item {
                numbers.push(number);
            }
        }
        Ok(Scalar::Numbers(numbers))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Nothing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Scalar<'_> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn text_of_any_value() {
        assert_eq!(read(r#""a\nb""#).text().as_deref(), Some("a\nb"));
        assert_eq!(read("404").text().as_deref(), Some("404"));
        for nothing in ["null", "\"  \"", "{\"a\":[1]}", "true", "[\"a\"]"] {
            assert_eq!(read(nothing).text(), None, "{nothing}");
        }
    }

    #[test]
    fn count_of_any_value() {
        assert_eq!(read("3").count(), Some(3));
        assert_eq!(read("3.0").count(), Some(3));
        assert_eq!(read("\"3\"").count(), Some(3));
        for nothing in ["-1", "1e300", "null", "\"x\"", "[]"] {
            assert_eq!(read(nothing).count(), None, "{nothing}");
        }
    }

    #[test]
    fn numbers_of_an_array() {
        assert_eq!(read("[1,null,\"x\",2]").numbers(), Some([1, 2].as_slice()));
        assert_eq!(read("null").numbers(), None);
    }
}
