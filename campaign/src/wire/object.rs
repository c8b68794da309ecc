//! Reads objects into derived structs, which refuse two things that cost nothing here: a name that
//! comes twice, of which the last counts, and text that is not Unicode, which is shown with the sign
//! for that.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Reads an object; a list is none, although derived structs take one.
pub fn read<T: DeserializeOwned>(json: &str) -> serde_json::Result<T> {
    if !json.trim_start().starts_with('{') {
        return Err(Error::custom("no object"));
    }
    serde_json::from_str(json).or_else(|_| serde_json::from_str(&put_right(json)?))
}

/// The same object with the last of each of its names. All names in it are Unicode.
pub fn put_right(json: &str) -> serde_json::Result<String> {
    let fields: BTreeMap<Name<'_>, &RawValue> = serde_json::from_str(json)?;
    serde_json::to_string(&fields)
}

/// The name of a field.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
struct Name<'a>(#[serde(borrow, deserialize_with = "readable")] Cow<'a, str>);

/// A string, whatever is in it: half of a surrogate pair, which was cut off, becomes U+FFFD.
pub fn readable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    let bytes: Cow<'de, [u8]> = serde_bytes::deserialize(deserializer)?;
    Ok(match bytes {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        // The half of a pair is three bytes here, each of which becomes the sign.
        Cow::Owned(bytes) => match String::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(error) => {
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                text.replace("\u{fffd}\u{fffd}\u{fffd}", "\u{fffd}").into()
            }
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize, PartialEq, Eq, Debug)]
    struct Pair {
        a: u32,
        b: u32,
    }

    #[test]
    fn of_a_name_that_comes_twice_the_last_counts() {
        for json in [r#"{"a":1,"b":2}"#, r#"{"a":7,"b":2,"a":1}"#, r#"{"a":7,"\u0061":1,"b":2}"#] {
            assert_eq!(read::<Pair>(json).unwrap(), Pair { a: 1, b: 2 }, "{json}");
        }
    }

    #[test]
    fn a_name_that_is_no_text_costs_nothing() {
        let json = r#"{"a":1,"\ud83d":[{"x":"\ud83d"}],"b":2}"#;
        assert_eq!(read::<Pair>(json).unwrap(), Pair { a: 1, b: 2 });
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for json in ["", "{", r#"{"a":1 "b":2}"#, "[1,2]", "7", r#"{"a":1}"#] {
            assert!(read::<Pair>(json).is_err(), "{json}");
        }
    }
}
