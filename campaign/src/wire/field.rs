//! One field of an object, whatever came in it.

use super::object::readable;
use crate::time::{Millis, TimeOfDay, Weekday};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// What came in a field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Field<T> {
    /// Nothing, null, or a text of nothing but white space.
    #[default]
    Absent,
    /// A value that can be used.
    Known(T),
    /// Something else, such as a list in the place of a number.
    NotUnderstood,
}

impl<T> Field<T> {
    /// The value, if it can be used.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent | Self::NotUnderstood => None,
        }
    }

    /// Whether something came that cannot be used.
    pub fn is_lost(&self) -> bool {
        matches!(self, Self::NotUnderstood)
    }

    fn of(value: Option<T>) -> Self {
        value.map_or(Self::NotUnderstood, Self::Known)
    }
}

/// A value that is read from any JSON whose syntax is sound.
pub trait Value<'a>: Sized {
    /// Reads it; null does not come here.
    fn read(json: &'a str) -> Field<Self>;
}

impl<'de, T: Value<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&'de RawValue>::deserialize(deserializer)?;
        Ok(match raw.get() {
            "null" => Self::Absent,
            json => T::read(json),
        })
    }
}

/// A text without the white space around it; a number is taken for its digits.
impl<'de: 'a, 'a> Value<'de> for Cow<'a, str> {
    fn read(json: &'de str) -> Field<Self> {
        let is_number = json.starts_with(|first: char| first == '-' || first.is_ascii_digit());
        let text = if is_number { Some(json.into()) } else { string(json) };
        match text.map(trimmed) {
            Some(text) if text.is_empty() => Field::Absent,
            text => Field::of(text),
        }
    }
}

impl Value<'_> for String {
    fn read(json: &str) -> Field<Self> {
        parsed(json, |text| Some(text.to_owned()))
    }
}

/// A whole number of at least 0, also when it came as text.
impl Value<'_> for u32 {
    fn read(json: &str) -> Field<Self> {
        parsed(json, |text| {
            let number: f64 = text.parse().ok()?;
            let is_count = number.fract() == 0.0 && (0.0..=Self::MAX.into()).contains(&number);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it is a whole number in range"
            )]
            is_count.then_some(number as Self)
        })
    }
}

/// A moment after 1970. What programs write for "never" is none: the first moment of their calendar, which is
/// that of the year 1, or of 1970, and the last second that has a year of four digits.
impl Value<'_> for Millis {
    fn read(json: &str) -> Field<Self> {
        const FIRST: [Millis; 2] = [Millis(-62_135_596_800_000), Millis(0)];
        const LAST: Millis = Millis(253_402_300_799_000);
        match parsed(json, Self::parse) {
            Field::Known(at) if FIRST.contains(&at) || at >= LAST => Field::Absent,
            Field::Known(at) if at < Self(0) => Field::NotUnderstood,
            field => field,
        }
    }
}

impl Value<'_> for TimeOfDay {
    fn read(json: &str) -> Field<Self> {
        parsed(json, Self::parse)
    }
}

impl Value<'_> for Weekday {
    fn read(json: &str) -> Field<Self> {
        match u32::read(json) {
            Field::Known(number) => Field::of(Self::new(number)),
            Field::Absent => Field::Absent,
            Field::NotUnderstood => Field::NotUnderstood,
        }
    }
}

/// A list of values that can be used: what is meant by a member that is null, nobody knows.
impl<'a, T: Value<'a>> Value<'a> for Vec<T> {
    fn read(json: &'a str) -> Field<Self> {
        let Ok(members) = serde_json::from_str::<Vec<Field<T>>>(json) else {
            return Field::NotUnderstood;
        };
        let mut values = Self::new();
        for member in members {
            match member {
                Field::Known(value) => values.push(value),
                Field::Absent | Field::NotUnderstood => return Field::NotUnderstood,
            }
        }
        Field::Known(values)
    }
}

/// What a text or the digits of a number are read as.
fn parsed<T>(json: &str, parse: impl FnOnce(&str) -> Option<T>) -> Field<T> {
    match Cow::read(json) {
        Field::Known(text) => Field::of(parse(&text)),
        Field::Absent => Field::Absent,
        Field::NotUnderstood => Field::NotUnderstood,
    }
}

/// The text of a JSON string. A list of numbers could be read as its bytes, but is none.
fn string(json: &str) -> Option<Cow<'_, str>> {
    let mut reader = serde_json::Deserializer::from_str(json);
    if json.starts_with('"') { readable(&mut reader).ok() } else { None }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => text.trim_ascii().into(),
        Cow::Owned(text) => text.trim_ascii().to_owned().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::needless_pass_by_value, reason = "tables read better")]
    fn check<T>(json: &str, expected: Field<T>)
    where
        T: for<'de> Value<'de> + PartialEq + std::fmt::Debug,
    {
        assert_eq!(serde_json::from_str::<Field<T>>(json).unwrap(), expected, "{json}");
    }

    #[test]
    fn text_of_any_value() {
        let known = |text: &str| Field::Known(text.to_owned());
        check(r#""a\nb""#, known("a\nb"));
        check(r#"" Jos\u00e9 ""#, known("José"));
        check("404", known("404"));
        check("-1.50", known("-1.50"));
        check(r#""a\ud83d""#, known("a\u{fffd}"));
        check(r#""\ud83d\ude00""#, known("😀"));
        for absent in ["null", "\"  \"", "\"\""] {
            check::<String>(absent, Field::Absent);
        }
        for lost in ["{\"a\":[1]}", "true", "[\"a\"]", "[]", "[97]"] {
            check::<String>(lost, Field::NotUnderstood);
        }
    }

    #[test]
    fn without_escapes_nothing_is_copied() {
        assert!(matches!(Cow::read("\" José 😀 \""), Field::Known(Cow::Borrowed("José 😀"))));
    }

    #[test]
    fn count_of_any_value() {
        for three in ["3", "3.0", "\"3\"", "\" 3 \""] {
            check(three, Field::Known(3_u32));
        }
        check("4294967295", Field::Known(u32::MAX));
        check::<u32>("null", Field::Absent);
        check::<u32>("\"\"", Field::Absent);
        for lost in ["-1", "1.5", "1e300", "4294967296", "\"x\"", "[]", "\"NaN\"", "true"] {
            check::<u32>(lost, Field::NotUnderstood);
        }
    }

    #[test]
    fn times() {
        check("\"1970-01-01T00:00:01Z\"", Field::Known(Millis(1000)));
        check::<Millis>("\"soon\"", Field::NotUnderstood);
        check::<Millis>("1000", Field::NotUnderstood);
        check::<Millis>("\"\"", Field::Absent);
        for never in
            ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00", "1970-01-01T00:00:00.000+00:00"]
        {
            check::<Millis>(&format!("\"{never}\""), Field::Absent);
        }
        for early in ["1969-12-31T23:59:59Z", "0001-01-01T00:00:01Z", "1900-01-01T00:00:00Z"] {
            check::<Millis>(&format!("\"{early}\""), Field::NotUnderstood);
        }
    }

    #[test]
    fn lists() {
        check("[1,\"2\",3]", Field::Known(vec![1_u32, 2, 3]));
        check("[]", Field::Known(Vec::<u32>::new()));
        check::<Vec<u32>>("null", Field::Absent);
        for lost in ["[1,\"x\"]", "[1,null]", "[null]", "{}", "1", "\"1\""] {
            check::<Vec<u32>>(lost, Field::NotUnderstood);
        }
    }
}
