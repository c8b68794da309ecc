//! A JSON value of whatever type. One wrongly typed field must cost that field, not the screen, so
//! fields are asked for what they are needed as.

use super::cursor::{Cursor, Unreadable};
use super::{number, text};
use crate::figure::{digits, figure};
use std::borrow::Cow;

/// A value, as the part of the body that it stands in. The default is one that is absent, and is
/// asked in vain for anything, as null is.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct Json<'a>(&'a [u8]);

impl<'a> Json<'a> {
    /// Checks a whole body.
    pub fn read(body: &'a [u8]) -> Result<Self, Unreadable> {
        let mut cursor = Cursor::new(body);
        let value = cursor.value()?;
        if cursor.is_at_end() { Ok(Self(value)) } else { Err(Unreadable::Malformed) }
    }

    /// A value whose syntax was checked before.
    pub fn trusted(slice: &'a [u8]) -> Self {
        Self(slice)
    }

    /// The value that checked bytes begin with.
    pub fn first(bytes: &'a [u8]) -> Option<Self> {
        Cursor::new(bytes).value().ok().map(Self)
    }

    /// The bytes that it stands in.
    pub fn bytes(self) -> &'a [u8] {
        self.0
    }

    /// The text, if it holds more than white space. A number is taken for its digits.
    pub fn text(self) -> Option<Cow<'a, str>> {
        match self.whole() {
            Some(number) => Some(digits(number).into()),
            None => self.words(),
        }
    }

    /// A string that holds more than white space.
    pub fn words(self) -> Option<Cow<'a, str>> {
        self.string().filter(|text| !text.trim_ascii().is_empty())
    }

    /// A string of whatever length.
    pub fn string(self) -> Option<Cow<'a, str>> {
        text::read(self.0.strip_prefix(b"\"")?.strip_suffix(b"\"")?)
    }

    /// A whole number of at least 0, also when it came as text.
    pub fn count(self) -> Option<u32> {
        match self.whole() {
            Some(number) => number.try_into().ok(),
            None => figure(&self.string()?),
        }
    }

    /// The numbers of an array; other members are passed over.
    pub fn numbers(self) -> Option<impl Iterator<Item = i64>> {
        Some(self.items()?.filter_map(Self::whole))
    }

    /// What an array holds.
    pub fn items(self) -> Option<impl Iterator<Item = Self>> {
        self.members(b'[').map(|members| members.map(|(_, item)| item))
    }

    /// The members of an object: each name in its quotes, and its value.
    pub fn fields(self) -> Option<impl Iterator<Item = (Self, Self)>> {
        self.members(b'{')
    }

    fn members(self, open: u8) -> Option<Members<'a>> {
        self.0.starts_with(&[open]).then(|| Members { open, cursor: Cursor::new(self.0) })
    }

    /// Any number, cut to a whole one: the API sends no others.
    fn whole(self) -> Option<i64> {
        matches!(self.0, [b'-' | b'0'..=b'9', ..]).then(|| number::cut(self.0))
    }
}

/// Goes through an array or an object. The syntax was checked, so an error is the end.
struct Members<'a> {
    open: u8,
    cursor: Cursor<'a>,
}

impl<'a> Iterator for Members<'a> {
    type Item = (Json<'a>, Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        // The opening bracket, or a comma; what follows the closing one is no value.
        self.cursor.token().ok()?;
        let name = if self.open == b'{' { self.cursor.name().ok()? } else { &[] };
        Some((Json(name), Json(self.cursor.value().ok()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Json<'_> {
        Json::read(json.as_bytes()).unwrap()
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

    fn numbers(json: &str) -> Option<Vec<i64>> {
        Some(read(json).numbers()?.collect())
    }

    #[test]
    fn numbers_of_an_array() {
        assert_eq!(numbers("[1,null,\"x\",2]"), Some(vec![1, 2]));
        assert_eq!(numbers("null"), None);
    }
}
