//! As much of a text as fits a screen. A text of megabytes would hold the page up for seconds.

use std::borrow::Cow;

/// So many letters of a text are shown.
pub const LONGEST: usize = 500;

/// The text, or its beginning with a sign that it goes on. What it costs does not depend on how much
/// is left out.
pub fn excerpt(text: &str) -> Cow<'_, str> {
    let head = head(text, LONGEST);
    if head.len() < text.len() { format!("{head}…").into() } else { text.into() }
}

/// The first letters of a text, so many at most.
pub(crate) fn head(text: &str, letters: usize) -> &str {
    let end = text.char_indices().nth(letters).map(|(end, _)| end);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_left_out_is_told_of() {
        for letter in ["a", "é", "木", "🙂"] {
            let text = letter.repeat(LONGEST);
            assert!(matches!(excerpt(&text), Cow::Borrowed(whole) if whole == text), "{letter}");
            assert_eq!(excerpt(&format!("{text}{letter}")), format!("{text}…"));
        }
    }

    proptest! {
        #[test]
        fn it_is_the_beginning_and_never_longer(text in "\\PC{490,510}") {
            let shown = excerpt(&text).into_owned();
            prop_assert!(shown.chars().count() <= LONGEST + 1);
            prop_assert!(text.starts_with(shown.strip_suffix('…').unwrap_or(&shown)));
        }
    }
}
