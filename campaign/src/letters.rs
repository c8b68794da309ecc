//! What letters are made of, by Unicode's own data.
//!
//! Browsers have that data, so the wasm asks them: its own copy would be a third of all that a page fetches.

use std::borrow::Cow;

/// The text with each letter taken apart into a plain letter and its marks: `e` and an accent for `é`, `=` for
/// the wide `＝` (Unicode's form NFKD).
pub(crate) fn taken_apart(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { nfkd(text).into() }
}

/// The text with each letter and its marks in one piece (Unicode's form NFC).
pub(crate) fn in_one_piece(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { nfc(text).into() }
}

#[cfg(target_arch = "wasm32")]
fn nfkd(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKD").into()
}

#[cfg(target_arch = "wasm32")]
fn nfc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

#[cfg(not(target_arch = "wasm32"))]
fn nfkd(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfkd(text).collect()
}

#[cfg(not(target_arch = "wasm32"))]
fn nfc(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfc(text).collect()
}
