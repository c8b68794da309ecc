//! A JSON value in few bytes. The first says what follows: the value as it came, or the halves of
//! bytes that the letters of an id, a time or a number take.

use crate::domain;
use crate::wire::Json;
use std::borrow::Cow;

/// Less than this: so many bytes as they came.
const LONG: u8 = 0x7f;
const LONG_HEAD: usize = 5;
/// From here to below [`UUID`]: so many [`FIGURES`] more than none.
const HALVES: u8 = 0x80;
const UUID: u8 = 0xff;
const UUID_SIZE: usize = 17;

/// What times and phone numbers are written with.
const FIGURES: [u8; 16] = *b"0123456789-:.+TZ";
const HEX: [u8; 16] = *b"0123456789abcdef";
/// Where the letters of a UUID lie; a dash is between each and the next.
const GROUPS: [std::ops::Range<usize>; 5] = [0..8, 9..13, 14..18, 19..23, 24..36];
const UUID_LETTERS: usize = 36;

/// A value that lies in few bytes.
#[derive(Copy, Clone)]
pub(super) enum Packed<'a> {
    AsItCame(&'a [u8]),
    /// A string of so many letters.
    Figures(&'a [u8], usize),
    Uuid(&'a [u8]),
}

impl<'a> Packed<'a> {
    /// The value that those bytes begin with, and how many it takes.
    pub(super) fn read(bytes: &'a [u8]) -> (Self, usize) {
        let first = bytes.first().copied().unwrap_or_default();
        let part = |from: usize, length| bytes.get(from..from + length).unwrap_or_default();
        match first {
            ..LONG => (Self::AsItCame(part(1, first.into())), 1 + usize::from(first)),
            LONG => {
                let length = part(1, LONG_HEAD - 1).first_chunk().copied().unwrap_or_default();
                let length = u32::from_le_bytes(length) as usize;
                (Self::AsItCame(part(LONG_HEAD, length)), LONG_HEAD + length)
            }
            HALVES..UUID => {
                let count = usize::from(first - HALVES);
                let length = count.div_ceil(2);
                (Self::Figures(part(1, length), count), 1 + length)
            }
            UUID => (Self::Uuid(part(1, UUID_SIZE - 1)), UUID_SIZE),
        }
    }

    /// Appends a value of JSON.
    pub(super) fn put(value: &[u8], into: &mut Vec<u8>) {
        let text = value.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\""));
        let start = into.len();
        if text.is_some_and(|text| put_uuid(text, into) || put_figures(text, into)) {
            return;
        }
        into.truncate(start);
        let length = super::short(value.len());
        match u8::try_from(length) {
            Ok(length @ ..LONG) => into.push(length),
            _ => into.extend([LONG].into_iter().chain(length.to_le_bytes())),
        }
        into.extend_from_slice(value);
    }

    /// Appends the value as it came.
    pub(super) fn unpack(self, into: &mut Vec<u8>) {
        if let Self::AsItCame(value) = self {
            into.extend_from_slice(value);
            return;
        }
        into.push(b'"');
        self.write(into);
        into.push(b'"');
    }

    /// What it says, as [`domain::text`].
    pub(super) fn text(self) -> Option<Cow<'a, str>> {
        if let Self::AsItCame(value) = self {
            return domain::text(Json::trusted(value));
        }
        let mut text = Vec::with_capacity(UUID_LETTERS);
        self.write(&mut text);
        String::from_utf8(text).ok().map(Cow::Owned)
    }

    /// The letters of a string that did not stay as it came.
    fn write(self, into: &mut Vec<u8>) {
        match self {
            Self::AsItCame(_) => {}
            Self::Figures(halves, count) => into.extend(letters(halves, &FIGURES).take(count)),
            Self::Uuid(halves) => {
                let mut letters = letters(halves, &HEX);
                for group in GROUPS {
                    if group.start > 0 {
                        into.push(b'-');
                    }
                    into.extend(letters.by_ref().take(group.len()));
                }
            }
        }
    }
}

fn letters(halves: &[u8], alphabet: &'static [u8; 16]) -> impl Iterator<Item = u8> {
    let pair = |byte: &u8| [byte >> 4, byte & 15];
    halves.iter().flat_map(pair).filter_map(|code| alphabet.get(usize::from(code)).copied())
}

/// Whether it is one, and was appended; what was appended before that was clear stays.
fn put_uuid(text: &[u8], into: &mut Vec<u8>) -> bool {
    let is_dash = |at: usize| text.get(at) == Some(&b'-');
    if text.len() != UUID_LETTERS || !GROUPS.iter().skip(1).all(|group| is_dash(group.start - 1)) {
        return false;
    }
    into.push(UUID);
    let code = |letter: &u8| match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    };
    GROUPS.into_iter().all(|group| put_halves(text.get(group).unwrap_or_default(), code, into))
}

/// The same for what times and numbers are written with.
fn put_figures(text: &[u8], into: &mut Vec<u8>) -> bool {
    let Some(count @ 1..) = u8::try_from(text.len()).ok().filter(|count| *count < UUID - HALVES)
    else {
        return false;
    };
    into.push(HALVES + count);
    let code = |letter: &u8| match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'-' => Some(10),
        b':' => Some(11),
        b'.' => Some(12),
        b'+' => Some(13),
        b'T' => Some(14),
        b'Z' => Some(15),
        _ => None,
    };
    put_halves(text, code, into)
}

fn put_halves(text: &[u8], code: impl Fn(&u8) -> Option<u8>, into: &mut Vec<u8>) -> bool {
    text.chunks(2).all(|pair| {
        let [first, second] =
            [pair.first(), pair.get(1).or(Some(&b'0'))].map(|it| it.and_then(&code));
        let both = first.zip(second).map(|(first, second)| first << 4 | second);
        into.extend(both);
        both.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// It is had again, with what it says, from so many bytes.
    fn check(value: &str, size: usize) {
        let mut bytes = Vec::new();
        Packed::put(value.as_bytes(), &mut bytes);
        assert_eq!(bytes.len(), size, "{value}");
        bytes.extend(b"more");
        let (packed, length) = Packed::read(&bytes);
        assert_eq!(length, size, "{value}");
        let mut again = Vec::new();
        packed.unpack(&mut again);
        assert_eq!(String::from_utf8(again).as_deref(), Ok(value));
        assert_eq!(packed.text(), domain::text(Json::trusted(value.as_bytes())), "{value}");
    }

    #[test]
    fn ids_times_and_numbers_take_half_and_less() {
        check(r#""f1e2d3c4-5678-9012-3456-789012345678""#, 17);
        check(r#""2024-02-15T09:00:10.123456+00:00""#, 17);
        check(r#""2024-02-15T09:03:45Z""#, 11);
        check(r#""+14155551234""#, 7);
        check(r#""7""#, 2);
    }

    #[test]
    fn all_else_stays_as_it_came() {
        check(r#""Ann""#, 6);
        check(r#""""#, 3);
        check("-1.5e9", 7);
        check(r#"" 12""#, 6);
        check(r#""F1E2D3C4-5678-9012-3456-789012345678""#, 39);
        check(r#""f1e2d3c4-5678-9012-3456-78901234567-""#, 39);
        check(r#""f1e2d3c4+5678-9012-3456-789012345678""#, 39);
        check(&format!(r#""{}""#, "x".repeat(124)), 127);
        check(&format!(r#""{}""#, "x".repeat(125)), 132);
        check(&format!(r#""{}""#, "1".repeat(126)), 64);
        check(&format!(r#""{}""#, "1".repeat(127)), 134);
        check(&format!(r#""{}""#, "x".repeat(70_000)), 70_007);
    }

    proptest! {
        #[test]
        fn any_string(text in "[0-9a-fTZ:.+x-]{0,140}|[0-9a-f]{8}(-[0-9a-g]{4}){3}-[0-9a-f]{12}") {
            let value = format!("\"{text}\"");
            let mut bytes = Vec::new();
            Packed::put(value.as_bytes(), &mut bytes);
            check(&value, bytes.len());
        }
    }
}
