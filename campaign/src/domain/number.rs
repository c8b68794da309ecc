//! The form of a phone number, and not whether anybody has it.

/// E.164: a plus, then 7 to 15 digits, the first of which is not 0.
pub fn is_international(number: &str) -> bool {
    let digits = number.strip_prefix('+').unwrap_or_default().as_bytes();
    (7..=15).contains(&digits.len())
        && !digits.starts_with(b"0")
        && digits.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_international_form() {
        for number in ["+1234567", "+14155551234", "+123456789012345"] {
            assert!(is_international(number), "{number}");
        }
        for number in [
            "",
            "+",
            "14155551234",
            "+123456",
            "+1234567890123456",
            "+01234567",
            "+1 415 555 1234",
            "+1415555١٢٣٤",
        ] {
            assert!(!is_international(number), "{number}");
        }
    }
}
