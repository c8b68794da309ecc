//! Cuts texts at ASCII letters.
//!
//! One way for all: the standard library's searches for letters are some hundred bytes each.

/// What stands before and after the first of these letters; None where there is none.
pub fn cut(text: &str, at: u8) -> Option<(&str, &str)> {
    let place = text.bytes().position(|byte| byte == at)?;
    Some((text.get(..place)?, text.get(place + 1..)?))
}

/// The pieces between letters of this kind.
pub fn pieces(text: &str, at: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (piece, after) = cut(text, at).map_or((text, None), |(one, two)| (one, Some(two)));
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_cuts() {
        assert_eq!(cut("a=b=c", b'='), Some(("a", "b=c")));
        assert_eq!(cut("é=ü", b'='), Some(("é", "ü")));
        assert_eq!(cut("=", b'='), Some(("", "")));
        assert_eq!(cut("abc", b'='), None);
    }

    #[test]
    fn pieces_are_those_of_the_standard_library() {
        for text in ["", "-", "a-b", "-a--b-", "é-ü"] {
            assert!(pieces(text, b'-').eq(text.split('-')), "{text}");
        }
    }
}
