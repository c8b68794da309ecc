//! Tells bytes apart by a number, at the speed of reading them.

/// Four words at a time.
const STRIPE: usize = 32;
/// An odd number with its bits well mixed: 2^64 divided by the golden ratio.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// A number of 64 bits for some bytes: that others have the same has a chance of one in 2^64. Each step
/// can be undone, so that a change within a word never goes unseen. Non-goal: to hold against somebody
/// who looks for bytes that have the same.
pub(super) fn print(bytes: &[u8]) -> u64 {
    let mut lanes = [MIX, MIX << 1, MIX << 2, MIX << 3];
    let (stripes, rest) = bytes.as_chunks::<STRIPE>();
    for stripe in stripes {
        stir(&mut lanes, stripe);
    }
    // The last whole stripe, most of which was stirred in before, spares filling up the rest.
    let last = bytes.last_chunk().copied().unwrap_or_else(|| {
        let mut filled = [0; STRIPE];
        filled.iter_mut().zip(rest).for_each(|(filled, byte)| *filled = *byte);
        filled
    });
    stir(&mut lanes, &last);
    lanes.into_iter().fold(bytes.len() as u64, |mixed, lane| {
        let mixed = (mixed ^ lane).wrapping_mul(MIX);
        mixed ^ mixed >> 32
    })
}

fn stir(lanes: &mut [u64; 4], stripe: &[u8; STRIPE]) {
    for (lane, word) in lanes.iter_mut().zip(stripe.as_chunks().0) {
        *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(MIX).rotate_left(29);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn another_letter_anywhere_is_another_print() {
        for length in [0, 1, 7, 31, 32, 33, 64, 165] {
            let mut bytes = vec![b'0'; length];
            let mut seen =
                HashSet::from([print(&bytes), print(&[bytes.as_slice(), b"0"].concat())]);
            for at in 0..length {
                for letter in b'1'..=b'9' {
                    bytes[at] = letter;
                    assert!(seen.insert(print(&bytes)), "{length}: {letter} at {at}");
                }
                bytes[at] = b'0';
            }
        }
    }

    proptest! {
        #[test]
        fn two_that_differ_have_two_prints(
            mut a in prop::collection::vec(0_u8..3, 0..100),
            b in prop::collection::vec(0_u8..3, 0..100),
            common in 0_usize..100,
        ) {
            let common = common.min(a.len()).min(b.len());
            a[..common].copy_from_slice(&b[..common]);
            prop_assert_eq!(print(&a) == print(&b), a == b);
        }
    }
}
