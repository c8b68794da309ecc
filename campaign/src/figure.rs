//! Whole numbers from texts and into texts.

/// A number in digits, with no thousands grouped.
pub fn digits(number: impl TryInto<i64>) -> String {
    number.try_into().unwrap_or(i64::MAX).to_string()
}

/// A text of digits and blanks around them.
pub fn figure(text: &str) -> Option<u32> {
    let text = text.trim_ascii();
    text.parse().ok().filter(|_| !text.starts_with('+'))
}
