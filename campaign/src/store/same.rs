//! Comparing bytes, sixteen at a time: the comparison that wasm comes with goes byte by byte.

/// How many bytes two slices have in common from the start.
pub(super) fn alike(a: &[u8], b: &[u8]) -> usize {
    let words = a.as_chunks::<16>().0.iter().zip(b.as_chunks::<16>().0);
    let is_same =
        |(a, b): &(&[u8; 16], &[u8; 16])| u128::from_ne_bytes(**a) == u128::from_ne_bytes(**b);
    let done = words.take_while(is_same).count() * 16;
    let (a, b) = (a.iter().skip(done), b.iter().skip(done));
    done + a.zip(b).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_byte_by_byte(
            mut a in prop::collection::vec(0_u8..2, 0..80),
            b in prop::collection::vec(0_u8..2, 0..80),
            common in 0_usize..80,
        ) {
            let common = common.min(a.len()).min(b.len());
            a[..common].copy_from_slice(&b[..common]);
            let expected = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
            prop_assert_eq!(alike(&a, &b), expected);
            prop_assert_eq!(alike(&a, &a.clone()), a.len());
        }
    }
}
