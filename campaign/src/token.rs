//! Tokens that stand for a key, and until when one is used.

use crate::secret::ApiKey;
use crate::time::{Millis, Span};

/// How long before its end a token is replaced.
const MARGIN: Span = Span::minutes(1);

/// Numbers below this are seconds since 1970, others milliseconds: as milliseconds it is March 1973.
const SMALLEST_MILLIS: f64 = 1e11;

/// A token that was given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// What goes into the Authorization header.
    pub key: ApiKey,
    /// When another one is to be had; None where it holds for ever.
    until: Option<Millis>,
}

/// When a token ends, as a page or a server says it.
#[derive(Copy, Clone, PartialEq, Debug)]
pub enum Expiry<'a> {
    /// It says nothing.
    Never,
    /// A date's text.
    Text(&'a str),
    /// Milliseconds or seconds since 1970.
    Number(f64),
}

impl Token {
    /// None where the text is no token.
    pub fn new(text: &str, expiry: Expiry<'_>) -> Option<Self> {
        let key = ApiKey::new(text).filter(ApiKey::fits_a_header)?;
        Some(Self { key, until: expiry.moment().map(|end| end - MARGIN) })
    }

    /// Whether it may still be used.
    pub fn is_fresh(&self, now: Millis) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

impl Expiry<'_> {
    /// None where it is not understood.
    fn moment(self) -> Option<Millis> {
        match self {
            Self::Never => None,
            Self::Text(text) => Millis::parse(text).or_else(|| Millis::parse_http_date(text)),
            Self::Number(number) if !number.is_finite() => None,
            #[expect(clippy::cast_possible_truncation, reason = "a time far below 2^63")]
            Self::Number(number) => {
                let factor = if number < SMALLEST_MILLIS { 1000.0 } else { 1.0 };
                Some(Millis((number * factor) as i64))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_used_until_a_minute_before_its_end() {
        let end = Millis::parse("2026-01-01T01:00:00Z").unwrap();
        #[expect(clippy::cast_precision_loss, reason = "a time of this era")]
        let millis = end.0 as f64;
        for expiry in [
            Expiry::Text("2026-01-01T01:00:00Z"),
            Expiry::Text("Thu, 01 Jan 2026 01:00:00 GMT"),
            Expiry::Number(millis),
            Expiry::Number(millis / 1000.0),
        ] {
            let token = Token::new("t", expiry).unwrap();
            assert!(token.is_fresh(end + Span::seconds(-61)), "{expiry:?}");
            assert!(!token.is_fresh(end + Span::seconds(-60)), "{expiry:?}");
        }
    }

    #[test]
    fn without_an_end_it_holds_for_ever() {
        for expiry in [Expiry::Never, Expiry::Text("soon"), Expiry::Number(f64::NAN)] {
            assert!(Token::new("t", expiry).unwrap().is_fresh(Millis(i64::MAX)), "{expiry:?}");
        }
    }

    #[test]
    fn what_no_header_can_carry_is_no_token() {
        for text in ["", " ", "a b", "ключ"] {
            assert_eq!(Token::new(text, Expiry::Never), None, "{text}");
        }
    }
}
