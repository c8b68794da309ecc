//! The user's API key: a full secret, since a key has no scopes and can place calls.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// So many letters of a key in a row tell something of it; fewer may be any word.
const TELLING: usize = 8;

/// An API key. It leaves this type only through [`ApiKey::reveal`], for the Authorization header.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(Box<str>);

impl ApiKey {
    /// A key without the white space that pasting brings along; None when nothing is left.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim_ascii();
        (!text.is_empty()).then(|| Self(text.into()))
    }

    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether a header can carry the key: anything else would make the browser refuse the request
    /// with an error that quotes it.
    pub fn fits_a_header(&self) -> bool {
        self.0.bytes().all(|byte| byte.is_ascii_graphic())
    }

    /// The text with every part of the key blotted out: a server may quote it in an error, whole or
    /// shortened.
    pub fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut safe = String::new();
        let mut done = 0;
        while let Some(Range { start, end }) = self.find(text.as_bytes(), done) {
            safe.push_str(text.get(done..start).unwrap_or_default());
            safe.push_str("[key]");
            done = end;
        }
        if done == 0 {
            return text.into();
        }
        safe.push_str(text.get(done..).unwrap_or_default());
        safe.into()
    }

    /// A text of the campaign's without the key, if it was in there. A key so short that it may be a
    /// word there is left alone.
    pub fn blotted(&self, text: &str) -> Option<String> {
        match self.redact(text) {
            Cow::Owned(safe) if self.0.len() >= TELLING => Some(safe),
            _ => None,
        }
    }

    /// The next part of the key in a text. Most texts have hardly a letter of it, so that a look at
    /// every eighth is enough.
    fn find(&self, text: &[u8], from: usize) -> Option<Range<usize>> {
        let key = self.0.as_bytes();
        let least = TELLING.min(key.len());
        let mut at = from;
        loop {
            let part = text.get(at..at + least)?;
            if let Some(other) = part.iter().rposition(|byte| !key.contains(byte)) {
                at += other + 1;
                continue;
            }
            let rest = text.get(at..)?;
            let shared = (0..key.len()).filter_map(|from| Some(shared(rest, key.get(from..)?)));
            match shared.max() {
                Some(length) if length >= least => return Some(at..at + length),
                _ => at += 1,
            }
        }
    }
}

/// How many bytes both begin with.
fn shared(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ApiKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_and_quotes_do_not_tell_the_key() {
        let key = ApiKey::new("  mk_live_1 ").unwrap();
        assert_eq!(format!("{key:?}"), "ApiKey(…)");
        assert_eq!(key.reveal(), "mk_live_1");
        assert_eq!(key.redact("bad key mk_live_1."), "bad key [key].");
    }

    #[test]
    fn blank_is_no_key() {
        assert_eq!(ApiKey::new(" \n"), None);
    }

    #[test]
    fn only_graphic_ascii_fits_a_header() {
        assert!(ApiKey::new("mk_1-2.3~").unwrap().fits_a_header());
        assert!(!ApiKey::new("mk 1").unwrap().fits_a_header());
        assert!(!ApiKey::new("ключ").unwrap().fits_a_header());
    }

    const KEY: &str = "mk_live_9f8e7d6c5b4a39281706f5e4d3c2b1a0ZyXw";

    #[test]
    fn no_part_of_a_key_that_tells_something_is_quoted() {
        let key = ApiKey::new(KEY).unwrap();
        for start in 0..KEY.len() {
            for end in start + TELLING..=KEY.len() {
                let part = KEY.get(start..end).unwrap();
                let safe = key.redact(&format!("é {part}… {part}")).into_owned();
                assert_eq!(safe, "é [key]… [key]", "{part}");
            }
        }
    }

    #[test]
    fn other_words_stay() {
        let key = ApiKey::new(KEY).unwrap();
        for text in ["", "mk_live", "a key begins with mk_", "9f8e7d6", "+14155551234 é"] {
            assert!(matches!(key.redact(text), Cow::Borrowed(same) if same == text), "{text}");
        }
        assert_eq!(ApiKey::new("a").unwrap().blotted("a card"), None);
        let masked = "mk_live...ZyXw";
        assert_eq!(key.redact(masked), masked);
    }
}
