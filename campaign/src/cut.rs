//! Cuts texts at ASCII letters.

/// What stands before and after the first of these letters; None where there is none.
pub fn cut(text: &str, at: u8) -> Option<(&str, &str)> {
    text.split_once(char::from(at))
}

/// The pieces between letters of this kind.
pub fn pieces(text: &str, at: u8) -> impl Iterator<Item = &str> {
    text.split(char::from(at))
}
