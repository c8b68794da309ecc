//! What a JSON string says.

use std::borrow::Cow;
use std::slice::Iter;

/// The text between the quotes of a string, with its escapes undone. None if it is not Unicode, as
/// when half of a surrogate pair was cut off.
pub fn read(quoted: &[u8]) -> Option<Cow<'_, str>> {
    if quoted.contains(&b'\\') {
        String::from_utf8(unescaped(quoted)?).ok().map(Cow::Owned)
    } else {
        str::from_utf8(quoted).ok().map(Cow::Borrowed)
    }
}

fn unescaped(quoted: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    let mut rest = quoted.iter();
    while let Some(byte) = rest.next() {
        if *byte == b'\\' {
            let letter = escaped(&mut rest)?;
            plain.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        } else {
            plain.push(*byte);
        }
    }
    Some(plain)
}

fn escaped(rest: &mut Iter<'_, u8>) -> Option<char> {
    Some(match rest.next()? {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return code_point(rest),
        itself => char::from(*itself),
    })
}

/// One code unit, or the two of a surrogate pair.
fn code_point(rest: &mut Iter<'_, u8>) -> Option<char> {
    let high = code_unit(rest)?;
    if !matches!(high, 0xd800..0xdc00) {
        return char::from_u32(high);
    }
    let is_pair = rest.next() == Some(&b'\\') && rest.next() == Some(&b'u');
    let low = code_unit(rest).filter(|low| is_pair && matches!(low, 0xdc00..0xe000))?;
    char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00))
}

fn code_unit(rest: &mut Iter<'_, u8>) -> Option<u32> {
    let mut unit = 0;
    for _ in 0..4 {
        unit = unit * 16 + char::from(*rest.next()?).to_digit(16)?;
    }
    Some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(quoted: &str, expected: Option<&str>) {
        assert_eq!(read(quoted.as_bytes()).as_deref(), expected, "{quoted}");
    }

    #[test]
    fn every_escape() {
        check(r#"\"\\\/\b\f\n\r\t"#, Some("\"\\/\u{8}\u{c}\n\r\t"));
        check(r"Caf\u00e9 \u2014\u0000", Some("Café \u{2014}\0"));
        check(r"\uD83D\uDe00!", Some("😀!"));
    }

    #[test]
    fn without_escapes_nothing_is_copied() {
        assert!(matches!(read("José 😀".as_bytes()), Some(Cow::Borrowed("José 😀"))));
    }

    #[test]
    fn half_a_pair_is_no_text() {
        for quoted in
            [r"\ud83d", r"\ud83d!", r"\ud83d\n", r"\ud83dxudc00", r"\udc00", r"\ud83d\u0041"]
        {
            check(quoted, None);
        }
    }

    #[test]
    fn bytes_that_are_not_unicode_are_no_text() {
        assert_eq!(read(b"Jos\xe9"), None);
        assert_eq!(read(b"Jos\xe9\\n"), None);
    }
}
