//! Counts how many have the same key, among many, without sorting them.

/// Those with one key.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct Group {
    /// The key.
    pub key: u64,
    /// How many have it; a slot of the table with none is free.
    pub count: u32,
    /// The first of them.
    pub first: u32,
}

/// A table of as many slots as a power of two, at most four of five taken: the standard library's
/// brings a hasher along.
#[derive(Debug, Default)]
pub struct Groups {
    slots: Vec<Group>,
    len: usize,
}

impl Groups {
    /// None yet, with room for so many: growing would take half as much again for a moment.
    pub fn with_room(count: usize) -> Self {
        Self { slots: vec![Group::default(); slots_for(count)], len: 0 }
    }

    /// Counts one more.
    pub fn add(&mut self, key: u64, place: u32) {
        if slots_for(self.len + 1) > self.slots.len() {
            self.grow();
        }
        let at = self.slot(key);
        if let Some(group) = self.slots.get_mut(at) {
            if group.count == 0 {
                *group = Group { key, count: 0, first: place };
                self.len += 1;
            }
            group.count += 1;
        }
    }

    /// All of them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Group> {
        self.slots.iter().filter(|group| group.count > 0)
    }

    /// Those with this key; none of them where nobody has it.
    pub fn get(&self, key: u64) -> Group {
        self.slots.get(self.slot(key)).copied().unwrap_or_default()
    }

    /// Where a key stands, or would.
    fn slot(&self, key: u64) -> usize {
        // By the golden ratio, so that keys in a row are spread.
        let spread = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let mut at = usize::try_from(spread).unwrap_or_default();
        loop {
            at &= self.slots.len().wrapping_sub(1);
            match self.slots.get(at) {
                Some(group) if group.count > 0 && group.key != key => at += 1,
                _ => return at,
            }
        }
    }

    fn grow(&mut self) {
        let larger = Self::with_room(self.len + 1).slots;
        for group in std::mem::replace(&mut self.slots, larger) {
            let at = self.slot(group.key);
            if let Some(slot) = self.slots.get_mut(at).filter(|_| group.count > 0) {
                *slot = group;
            }
        }
    }
}

/// How many slots so many need.
fn slots_for(count: usize) -> usize {
    (count / 4 * 5 + 8).next_power_of_two()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn groups_are_those_of_a_map(keys in prop::collection::vec(prop_oneof![0_u64..99, any::<u64>()], 0..400)) {
            let (mut groups, mut map) = (Groups::default(), BTreeMap::new());
            for (place, key) in (0..).zip(&keys) {
                groups.add(*key, place);
                map.entry(*key).or_insert(Group { key: *key, count: 0, first: place }).count += 1;
            }
            let mut found: Vec<_> = groups.iter().copied().collect();
            found.sort_by_key(|group| group.key);
            prop_assert_eq!(&found, &map.values().copied().collect::<Vec<_>>());
            for group in found {
                prop_assert_eq!(groups.get(group.key), group);
            }
            prop_assert_eq!(groups.get(100).count, map.get(&100).map_or(0, |group| group.count));
        }
    }
}
