//! The bearer key of a request. The rate limits count each key as a user of its own.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

use crate::errors::Refusal;

/// The key that the demos use. `demo-key-anything` is accepted too, as another user.
pub const DEMO_KEY: &str = "demo-key";

/// Returns the key of a request, or why the request is refused.
pub(crate) fn user(headers: &HeaderMap) -> Result<&str, Refusal> {
    let value = headers.get(AUTHORIZATION).ok_or(Refusal::NoKey)?;
    let text = value.to_str().map_err(|_| Refusal::WrongKey)?;
    let (scheme, key) = text.split_once(' ').ok_or(Refusal::WrongKey)?;
    let known =
        key.strip_prefix(DEMO_KEY).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    if scheme.eq_ignore_ascii_case("bearer") && known { Ok(key) } else { Err(Refusal::WrongKey) }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn keys() {
        fn check(value: Option<&'static str>, expected: Result<&str, Refusal>) {
            let headers = value
                .map(|text| (AUTHORIZATION, HeaderValue::from_static(text)))
                .into_iter()
                .collect();
            assert_eq!(user(&headers), expected, "{value:?}");
        }
        check(Some("Bearer demo-key"), Ok("demo-key"));
        check(Some("bearer demo-key-7"), Ok("demo-key-7"));
        check(Some("Bearer demo-keys"), Err(Refusal::WrongKey));
        check(Some("Bearer "), Err(Refusal::WrongKey));
        check(Some("Bearer  demo-key"), Err(Refusal::WrongKey));
        check(Some("Basic demo-key"), Err(Refusal::WrongKey));
        check(Some("demo-key"), Err(Refusal::WrongKey));
        check(None, Err(Refusal::NoKey));
    }
}
