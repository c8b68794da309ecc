//! What letters are made of, by Unicode's own data.
//!
//! Browsers have that data, so the wasm asks them: its own copy would be a third of all that a page fetches.

use std::borrow::Cow;
use unicode_normalization::char::canonical_combining_class;

/// The text with each letter taken apart into a plain letter and its marks: `e` and an accent for `é`, `=` for
/// the wide `＝` (Unicode's form NFKD).
pub(crate) fn taken_apart(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut parts = Vec::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            parts.push(letter);
        } else {
            take_apart(letter, &mut parts);
        }
    }
    // The marks on a letter have an order. The letter itself, of class 0, stays before them.
    for letter in parts.chunk_by_mut(|_, next| canonical_combining_class(*next) != 0) {
        letter.sort_by_key(|part| canonical_combining_class(*part));
    }
    Cow::Owned(parts.into_iter().collect())
}

/// The text with each letter and its marks in one piece (Unicode's form NFC).
pub(crate) fn in_one_piece(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { nfc(text).into() }
}

/// Asks the browser once for each letter: a search and a sort look at every name again, and a call out of
/// the wasm takes longer than all the rest of it.
#[cfg(target_arch = "wasm32")]
fn take_apart(letter: char, parts: &mut Vec<char>) {
    use std::cell::RefCell;
    use std::collections::HashMap;

    thread_local! {
        static KNOWN: RefCell<HashMap<char, Box<[char]>>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        let parts_of_it = known.entry(letter).or_insert_with(|| {
            let letter = js_sys::JsString::from(letter.encode_utf8(&mut [0; 4]) as &str);
            String::from(letter.normalize("NFKD")).chars().collect()
        });
        parts.extend_from_slice(parts_of_it);
    });
}

#[cfg(target_arch = "wasm32")]
fn nfc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

#[cfg(not(target_arch = "wasm32"))]
fn take_apart(letter: char, parts: &mut Vec<char>) {
    unicode_normalization::char::decompose_compatible(letter, |part| parts.push(part));
}

#[cfg(not(target_arch = "wasm32"))]
fn nfc(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfc(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    proptest! {
        #[test]
        fn letter_by_letter_is_as_unicode_has_it(text in "([a-z가-힣\\u{1e00}-\\u{1eff}]|\\p{M}|\\PC){0,12}") {
            prop_assert_eq!(taken_apart(&text), text.nfkd().collect::<String>());
        }
    }
}
