//! What Leptos uses of indexmap, by going through a list.
//!
//! `reactive_graph` keeps an effect's sources and a signal's subscribers in such sets. They are a
//! few, or the hundred effects of a screen: there a hash table gains nothing, and costs every page
//! that embeds the widget 2 kB. What else is here is only named, by parts of Leptos that the widget
//! never calls.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::marker::PhantomData;

/// A set in the order of insertion.
pub struct IndexSet<T, S = RandomState>(Vec<T>, PhantomData<fn() -> S>);

impl<T, S> IndexSet<T, S> {
    /// Empty.
    pub fn with_capacity_and_hasher(capacity: usize, _: S) -> Self {
        Self(Vec::with_capacity(capacity), PhantomData)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// The one at a place.
    pub fn get_index(&self, index: usize) -> Option<&T> {
        self.0.get(index)
    }
}

impl<T: PartialEq, S> IndexSet<T, S> {
    /// Puts one last. Whether it was not there.
    pub fn insert(&mut self, item: T) -> bool {
        let is_new = !self.0.contains(&item);
        if is_new {
            self.0.push(item);
        }
        is_new
    }

    /// Takes one out, the order of the others kept. Whether it was there.
    pub fn shift_remove(&mut self, item: &T) -> bool {
        let at = self.0.iter().position(|it| it == item);
        at.map(|at| self.0.remove(at)).is_some()
    }

    /// Whether it is there.
    pub fn contains(&self, item: &T) -> bool {
        self.0.contains(item)
    }

    /// One with its place.
    pub fn get_full(&self, item: &T) -> Option<(usize, &T)> {
        self.0.iter().enumerate().find(|(_, it)| *it == item)
    }
}

impl<T, S> Default for IndexSet<T, S> {
    fn default() -> Self {
        Self(Vec::new(), PhantomData)
    }
}

impl<T: Clone, S> Clone for IndexSet<T, S> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T: fmt::Debug, S> fmt::Debug for IndexSet<T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(&self.0).finish()
    }
}

impl<T, S> IntoIterator for IndexSet<T, S> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T, S> IntoIterator for &'a IndexSet<T, S> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// A map in the order of insertion.
#[derive(Debug)]
pub struct IndexMap<K, V>(Vec<(K, V)>);

impl<K, V> IndexMap<K, V> {
    /// Empty.
    pub const fn new() -> Self {
        Self(Vec::new())
    }
}

impl<K: PartialEq, V> IndexMap<K, V> {
    /// Puts a value last, or in the place of the one before, which is given back.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        if let Some((_, old)) = self.0.iter_mut().find(|(known, _)| *known == key) {
            return Some(std::mem::replace(old, value));
        }
        self.0.push((key, value));
        None
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Whether a key has a value.
    pub fn contains_key(&self, key: &K) -> bool {
        self.get(key).is_some()
    }
}

impl<K, V> Default for IndexMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> IntoIterator for IndexMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_keeps_the_order_and_no_doubles() {
        let mut set: IndexSet<u8> = IndexSet::default();
        let new: Vec<bool> = [3, 1, 3, 2].into_iter().map(|item| set.insert(item)).collect();
        assert_eq!(new, [true, true, false, true]);
        assert!(set.contains(&1) && set.shift_remove(&1) && !set.shift_remove(&1));
        assert_eq!((set.len(), set.is_empty(), set.get_index(1)), (2, false, Some(&2)));
        assert_eq!((set.get_full(&2), set.get_full(&1)), (Some((1, &2)), None));
        assert_eq!(set.clone().into_iter().collect::<Vec<_>>(), [3, 2]);
        assert_eq!(format!("{set:?}"), "{3, 2}");
    }

    #[test]
    fn a_map_keeps_a_key_where_it_was() {
        let mut map = IndexMap::default();
        assert_eq!(
            (map.insert("b", 1), map.insert("a", 2), map.insert("b", 3)),
            (None, None, Some(1))
        );
        assert_eq!((map.get(&"b"), map.contains_key(&"c")), (Some(&3), false));
        assert_eq!(map.into_iter().collect::<Vec<_>>(), [("b", 3), ("a", 2)]);
    }
}
