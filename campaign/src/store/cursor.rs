//! A place in a body of JSON, which moves on from one value to the next. What a value is, `serde_json`
//! says.

use serde::de::IgnoredAny;

/// Why a body is no JSON.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Unreadable {
    /// It ends in the middle.
    Truncated,
    /// Something stands where it must not.
    Malformed,
}

/// A place in a body, or in a piece of one.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.0
    }

    /// Passes over so many bytes, which are known.
    pub(super) fn pass(&mut self, bytes: usize) {
        self.0 = self.0.get(bytes..).unwrap_or_default();
    }

    /// Passes over white space.
    pub(super) fn space(&mut self) {
        while let [b' ' | b'\t' | b'\r' | b'\n', rest @ ..] = self.0 {
            self.0 = rest;
        }
    }

    /// The next byte that is no white space, without passing over it.
    pub(super) fn peek(&mut self) -> Result<u8, Unreadable> {
        self.space();
        self.0.first().copied().ok_or(Unreadable::Truncated)
    }

    /// Passes over a byte order mark, of which there may be more to come.
    pub(super) fn byte_order_mark(&mut self, is_last: bool) -> Result<(), Unreadable> {
        const MARK: &[u8] = b"\xef\xbb\xbf";
        match self.0.strip_prefix(MARK) {
            Some(rest) => self.0 = rest,
            None if MARK.starts_with(self.0) && !is_last => return Err(Unreadable::Truncated),
            None => return Err(Unreadable::Malformed),
        }
        Ok(())
    }

    /// Passes over one value, however deep it is nested, and gives its bytes. A value needs something
    /// after it: where the bytes end, a number may go on.
    pub(super) fn value(&mut self) -> Result<&'a [u8], Unreadable> {
        let bytes = self.last_value()?;
        if self.0.is_empty() { Err(Unreadable::Truncated) } else { Ok(bytes) }
    }

    /// The same of a value that nothing has to follow.
    pub(super) fn last_value(&mut self) -> Result<&'a [u8], Unreadable> {
        self.space();
        // To serde_json, a number that breaks off is not one.
        let length = match length_of_value(self.0) {
            Err(Unreadable::Malformed)
                if matches!(self.0, [.., b'-' | b'+' | b'.' | b'e' | b'E']) =>
            {
                let more = [self.0, b"0"].concat();
                return Err(length_of_value(&more).err().unwrap_or(Unreadable::Truncated));
            }
            length => length?,
        };
        let (value, rest) = self.0.split_at_checked(length).unwrap_or_default();
        self.0 = rest;
        Ok(value)
    }

    /// Passes over the name of a field and its colon, and gives the name in its quotes.
    pub(super) fn name(&mut self) -> Result<&'a [u8], Unreadable> {
        if self.peek()? != b'"' {
            return Err(Unreadable::Malformed);
        }
        let name = self.value()?;
        if self.peek()? != b':' {
            return Err(Unreadable::Malformed);
        }
        self.pass(1);
        Ok(name)
    }
}

fn length_of_value(bytes: &[u8]) -> Result<usize, Unreadable> {
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => Ok(values.byte_offset()),
        Some(Err(error)) if !error.is_eof() => Err(Unreadable::Malformed),
        _ => Err(Unreadable::Truncated),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(json: &str) -> Result<(&str, &str), Unreadable> {
        let mut cursor = Cursor::new(json.as_bytes());
        let value = cursor.value()?;
        Ok((str::from_utf8(value).unwrap(), str::from_utf8(cursor.rest()).unwrap()))
    }

    #[test]
    fn from_one_value_to_the_next() {
        let deep = "[".repeat(9_999) + &"]".repeat(9_999) + ",";
        assert_eq!(value(&deep).map(|(_, rest)| rest), Ok(","));
        assert_eq!(value(r#" {"a":[1,"]}"]} , 2"#), Ok((r#"{"a":[1,"]}"]}"#, " , 2")));
        assert_eq!(value(r#""\ud83d",1"#), Ok((r#""\ud83d""#, ",1")));
        assert_eq!(value("1e400]"), Ok(("1e400", "]")));
        assert_eq!(value("12"), Err(Unreadable::Truncated));
        for cut in ["", " ", "{", "[1,", "\"a", "tru", "{\"a\":1}", "-", "1.", "[1e", "1E-"] {
            assert_eq!(value(cut), Err(Unreadable::Truncated), "{cut}");
        }
        for wrong in
            ["]", "[1,]x", "{1:2} ", "01,", "\"\n\" ", "\u{c}1 ", "tru ,", "[1,]e", "[.", "[+"]
        {
            assert_eq!(value(wrong), Err(Unreadable::Malformed), "{wrong}");
        }
    }

    #[test]
    fn from_a_name_to_its_value() {
        let mut cursor = Cursor::new(b"\"a\\u0062\" : 1,");
        assert_eq!(cursor.name(), Ok(&b"\"a\\u0062\""[..]));
        assert_eq!(cursor.value(), Ok(&b"1"[..]));
        assert_eq!(Cursor::new(b"\"a\",").name(), Err(Unreadable::Malformed));
        assert_eq!(Cursor::new(b"7:1").name(), Err(Unreadable::Malformed));
        assert_eq!(Cursor::new(b"\"a\"").name(), Err(Unreadable::Truncated));
    }
}
