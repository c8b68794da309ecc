//! Whole numbers from texts and into texts.
//!
//! Without the standard library's formatting, a kilobyte of which would come along for this alone.

use crate::time::Reader;

/// A number in digits, with no thousands grouped.
pub fn digits(number: impl TryInto<i64>) -> String {
    let number = number.try_into().unwrap_or(i64::MAX);
    let mut left = number.unsigned_abs();
    let mut text = Vec::new();
    while left > 0 || text.is_empty() {
        text.insert(0, b'0' + u8::try_from(left % 10).unwrap_or(0));
        left /= 10;
    }
    if number < 0 {
        text.insert(0, b'-');
    }
    String::from_utf8(text).unwrap_or_default()
}

/// A text of one to nine digits and blanks around them.
pub fn figure(text: &str) -> Option<u32> {
    let mut text = Reader(text.trim_ascii().as_bytes());
    let number = text.number().filter(|_| text.0.is_empty())?;
    number.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_digits_are_a_figure() {
        for (text, expected) in
            [("0", Some(0)), (" 42\n", Some(42)), ("999999999", Some(999_999_999))]
        {
            assert_eq!(figure(text), expected, "{text}");
        }
        for text in ["", "-1", "+1", "1.5", "4 2", "ten", "10000000000"] {
            assert_eq!(figure(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn digits_are_those_of_the_standard_library(number: i64) {
            prop_assert_eq!(digits(number), number.to_string());
        }
    }
}
