//! The user's API key: a full secret, since a key has no scopes and can place calls.

use std::fmt;

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

    /// The text with every occurrence of the key blotted out: a server may quote it in an error.
    pub fn redact(&self, text: &str) -> String {
        let mut safe = String::new();
        let mut rest = text;
        loop {
            let mut letters = rest.chars();
            if let Some(after) = rest.strip_prefix(&*self.0) {
                safe.push_str("[key]");
                rest = after;
            } else if let Some(letter) = letters.next() {
                safe.push(letter);
                rest = letters.as_str();
            } else {
                return safe;
            }
        }
    }
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
}
