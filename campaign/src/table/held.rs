//! How far rows that stay while somebody is at them are from their order.

use super::Selection;

const NOWHERE: u32 = u32::MAX;

impl Selection {
    /// How many rows have to move, come or go, and be it the fewest, until these stand as those do.
    pub fn moves_to(&self, other: &Self) -> usize {
        if self.places == other.places {
            return 0;
        }
        let len =
            self.places.iter().chain(&other.places).max().map_or(0, |place| *place as usize + 1);
        let mut index_of = vec![NOWHERE; len];
        for (index, place) in (0..).zip(&self.places) {
            if let Some(it) = index_of.get_mut(*place as usize) {
                *it = index;
            }
        }
        let indexes =
            other.places.iter().filter_map(|place| index_of.get(*place as usize).copied());
        let staying = longest_rise(indexes.filter(|index| *index != NOWHERE));
        self.len().max(other.len()) - staying
    }
}

/// How many of these numbers, at the most, rise from one to the next when the others are left out.
fn longest_rise(numbers: impl Iterator<Item = u32>) -> usize {
    // The least number that a rise of each length can end with.
    let mut ends: Vec<u32> = Vec::new();
    for number in numbers {
        let length = ends.partition_point(|end| *end < number);
        match ends.get_mut(length) {
            Some(end) => *end = number,
            None => ends.push(number),
        }
    }
    ends.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(places: &[u32]) -> Selection {
        Selection { places: places.into(), ..Selection::default() }
    }

    #[test]
    fn the_fewest_moves_are_counted() {
        let check = |held: &[u32], fresh: &[u32], expected| {
            assert_eq!(of(held).moves_to(&of(fresh)), expected, "{held:?} {fresh:?}");
        };
        check(&[], &[], 0);
        check(&[0, 1, 2, 3], &[0, 1, 2, 3], 0);
        check(&[0, 1, 2, 3], &[1, 2, 3, 0], 1);
        check(&[0, 1, 2, 3], &[3, 2, 1, 0], 3);
        check(&[0, 1, 2], &[0, 1, 2, 7], 1);
        check(&[0, 1, 2], &[0, 2], 1);
        check(&[0, 1], &[7, 8, 9], 3);
    }

    proptest! {
        #[test]
        fn one_row_that_is_taken_elsewhere_is_one_move(count in 2_u32..50, from: prop::sample::Index, to: prop::sample::Index) {
            let places: Vec<u32> = (0..count).collect();
            let mut moved = places.clone();
            let [from, to] = [from, to].map(|it| it.index(places.len()));
            let row = moved.remove(from);
            moved.insert(to, row);
            prop_assert_eq!(of(&places).moves_to(&of(&moved)), usize::from(from != to));
        }
    }
}
