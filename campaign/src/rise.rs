//! What can stay where it is while the rest moves around it.

/// The indexes of the most numbers that rise from one to the next when the others are left out.
pub(crate) fn longest_rise(numbers: impl Iterator<Item = u32>) -> Vec<usize> {
    // The least number that a rise of each length can end with, and its index.
    let mut ends: Vec<(u32, usize)> = Vec::new();
    // By index: the one before in the longest rise that ends there.
    let mut before: Vec<Option<usize>> = Vec::new();
    for (index, number) in numbers.enumerate() {
        let length = ends.partition_point(|(end, _)| *end < number);
        before.push(length.checked_sub(1).and_then(|at| Some(ends.get(at)?.1)));
        match ends.get_mut(length) {
            Some(end) => *end = (number, index),
            None => ends.push((number, index)),
        }
    }
    let last = ends.last().map(|(_, index)| *index);
    let mut rise: Vec<_> = std::iter::successors(last, |index| *before.get(*index)?).collect();
    rise.reverse();
    rise
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_longest_rise_is_found() {
        let check = |numbers: &[u32], expected: &[usize]| {
            assert_eq!(longest_rise(numbers.iter().copied()), expected, "{numbers:?}");
        };
        check(&[], &[]);
        check(&[1, 2, 3], &[0, 1, 2]);
        check(&[3, 0, 1, 2], &[1, 2, 3]);
        check(&[2, 1, 0], &[2]);
        check(&[5, 1, 6, 2, 3], &[1, 3, 4]);
    }

    proptest! {
        #[test]
        fn no_other_choice_is_longer(numbers in prop::collection::vec(0_u32..10, 0..10)) {
            let rises = |chosen: &[u32]| chosen.is_sorted_by(|a, b| a < b);
            let longest = (0_u32..1 << numbers.len())
                .map(|bits| (0..numbers.len()).filter(move |index| bits & (1 << index) != 0))
                .filter(|chosen| rises(&chosen.clone().map(|index| numbers[index]).collect::<Vec<_>>()))
                .map(Iterator::count)
                .max();
            let found = longest_rise(numbers.iter().copied());
            prop_assert!(rises(&found.iter().map(|index| numbers[*index]).collect::<Vec<_>>()));
            prop_assert_eq!(Some(found.len()), longest);
        }
    }
}
