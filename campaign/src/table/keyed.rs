//! Sorting many recipients: by a key of 12 bytes.

/// A recipient's place beneath the key that it is sorted by: what is equal is sorted by place. As one
/// number it takes no more room than its parts, and is compared at once.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Keyed(u128);

impl Keyed {
    /// Of the key, its lower [`KEY`] bytes.
    pub(super) fn new(key: u128, place: u32) -> Self {
        Self(key << 32 | u128::from(place))
    }

    pub(super) fn key(self) -> u128 {
        self.0 >> 32
    }

    pub(super) fn place(self) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "the rest is the key")]
        let place = self.0 as u32;
        place
    }
}

/// How many bytes a key has.
pub(super) const KEY: usize = 12;

/// The key of a number.
pub(super) fn key_of(number: i64) -> u128 {
    (number.cast_unsigned() ^ (1 << 63)).into()
}

/// The key of a text, by its first bytes: those that are alike there have equal keys.
pub(super) fn key_of_bytes(bytes: &[u8]) -> u128 {
    let mut key = [0; 16];
    for (to, from) in key.iter_mut().skip(16 - KEY).zip(bytes) {
        *to = *from;
    }
    u128::from_be_bytes(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cmp::Ordering;

    proptest! {
        #[test]
        fn keys_order_as_what_they_stand_for(a: i64, b: i64, s in ".{0,20}", t in ".{0,20}") {
            prop_assert_eq!(key_of(a).cmp(&key_of(b)), a.cmp(&b));
            let order = key_of_bytes(s.as_bytes()).cmp(&key_of_bytes(t.as_bytes()));
            prop_assert!(order == Ordering::Equal || order == s.cmp(&t));
        }

        #[test]
        fn keys_come_before_places(a: i64, b: i64, p: u32, q: u32) {
            let [first, second] = [(a, p), (b, q)].map(|(key, place)| Keyed::new(key_of(key), place));
            prop_assert_eq!(first.cmp(&second), (a, p).cmp(&(b, q)));
            prop_assert_eq!((first.key(), first.place()), (key_of(a), p));
            let falling = Keyed::new(!key_of(a), p).cmp(&Keyed::new(!key_of(b), q));
            prop_assert_eq!(falling, (b, p).cmp(&(a, q)));
        }
    }
}
