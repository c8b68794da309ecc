//! Sorting many recipients: by a key that fits a register, and by more only where keys are equal.

use std::cmp::Ordering;

/// A recipient's place with the key that it is sorted by.
pub type Keyed = (u64, u32);

/// Sorts by key, equals by `tie`, and what is equal even then by place.
///
/// Not generic, and not the stable sort: the standard sorts are large, and one copy of the smaller
/// serves all.
pub fn sort_keyed(items: &mut [Keyed], tie: &mut dyn FnMut(u32, u32) -> Ordering) {
    items.sort_unstable_by(|(a_key, a), (b_key, b)| {
        a_key.cmp(b_key).then_with(|| tie(*a, *b)).then(a.cmp(b))
    });
}

/// Puts an item in its place among the least, of which so many are kept.
pub fn keep_least(least: &mut Vec<Keyed>, item: Keyed, count: usize) {
    if least.len() < count || least.last().is_some_and(|last| item < *last) {
        least.push(item);
        sort_keyed(least, &mut |_, _| Ordering::Equal);
        least.truncate(count);
    }
}

/// The key of a number.
pub fn key_of(number: i64) -> u64 {
    number.cast_unsigned() ^ (1 << 63)
}

/// The key of a text: its first bytes. Texts that begin alike have equal keys.
pub fn key_of_text(letters: impl Iterator<Item = char>) -> u64 {
    let mut key = 0;
    let mut room = 64;
    let mut bytes = [0; 4];
    for letter in letters {
        for byte in letter.encode_utf8(&mut bytes).bytes() {
            room -= 8;
            key |= u64::from(byte) << room;
            if room == 0 {
                return key;
            }
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_least_are_those_that_stand_first_when_sorted(
            items in prop::collection::vec(any::<(u8, u8)>(), 0..99), count in 0_usize..20,
        ) {
            let mut items: Vec<Keyed> = items.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
            let mut least = Vec::new();
            for item in &items {
                keep_least(&mut least, *item, count);
            }
            items.sort_unstable();
            items.truncate(count);
            prop_assert_eq!(least, items);
        }

        #[test]
        fn keys_order_as_what_they_stand_for(a: i64, b: i64, s in ".{0,9}", t in ".{0,9}") {
            prop_assert_eq!(key_of(a).cmp(&key_of(b)), a.cmp(&b));
            let keys = (key_of_text(s.chars()), key_of_text(t.chars()));
            prop_assert!(keys.0.cmp(&keys.1) == Ordering::Equal || keys.0.cmp(&keys.1) == s.cmp(&t));
        }
    }
}
