//! Reads numbers and marks off a text, from left to right.
//!
//! One way to do it for all texts of times: each of the standard library's ways to split a text
//! is a good part of a kilobyte.

/// What is left of a text.
pub(crate) struct Reader<'a>(pub &'a [u8]);

impl Reader<'_> {
    /// One to nine ASCII digits: `str::parse` would take a sign.
    pub(crate) fn number(&mut self) -> Option<i64> {
        self.number_and_length().map(|(number, _)| number)
    }

    /// The same, and how many they were.
    pub(crate) fn number_and_length(&mut self) -> Option<(i64, u32)> {
        let (mut number, mut length) = (0, 0);
        while let [digit @ b'0'..=b'9', rest @ ..] = self.0 {
            number = number * 10 + i64::from(digit - b'0');
            length += 1;
            if length > 9 {
                return None;
            }
            self.0 = rest;
        }
        (length > 0).then_some((number, length))
    }

    /// One of these marks.
    pub(crate) fn mark(&mut self, any: &[u8]) -> Option<u8> {
        let (mark, rest) = self.0.split_first().filter(|(next, _)| any.contains(next))?;
        self.0 = rest;
        Some(*mark)
    }
}
