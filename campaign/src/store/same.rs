//! Comparing bytes, eight at a time: the comparison that wasm comes with goes byte by byte.

/// Whether all of them begin with those, which are some.
pub(super) fn starts_with(all: &[u8], those: &[u8]) -> bool {
    !those.is_empty() && all.get(..those.len()).is_some_and(|first| is_same(first, those))
}

/// Whether two slices hold the same.
pub(super) fn is_same(a: &[u8], b: &[u8]) -> bool {
    let (a_words, a_rest) = a.as_chunks::<8>();
    let (b_words, b_rest) = b.as_chunks::<8>();
    let is_same_word =
        |(a, b): (&[u8; 8], &[u8; 8])| u64::from_ne_bytes(*a) == u64::from_ne_bytes(*b);
    a.len() == b.len() && a_words.iter().zip(b_words).all(is_same_word) && a_rest == b_rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_the_standard_comparison(
            a in prop::collection::vec(0_u8..2, 0..20),
            b in prop::collection::vec(0_u8..2, 0..20),
        ) {
            prop_assert_eq!(is_same(&a, &b), a == b);
            prop_assert_eq!(starts_with(&a, &b), !b.is_empty() && a.starts_with(&b));
            prop_assert!(is_same(&a, &a.clone()));
        }
    }
}
