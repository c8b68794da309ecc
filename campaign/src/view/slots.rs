//! Which slot of the table holds which recipient.

use crate::rise::longest_rise;
use crate::table::Row;

/// The slots that hold the rows on screen, as many as there are rows. A recipient stays in its slot for as long as it is on
/// screen, wherever it moves: so what changes is one slot that is filled anew, and not all behind it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Slots {
    /// The slot of each row, from the topmost on.
    order: Vec<usize>,
    /// The recipient in each slot.
    recipients: Vec<Box<str>>,
}

impl Slots {
    /// Those of the rows on screen, of which some were there before.
    #[must_use]
    pub fn next(&self, rows: &[Row]) -> Self {
        let mut order: Vec<Option<usize>> = Vec::with_capacity(rows.len());
        for row in rows {
            // Of two with the same id, as under a mask, one stays.
            let is_free = |slot: &usize| *slot < rows.len() && !order.contains(&Some(*slot));
            order.push(self.slot_of(&row.id).filter(is_free));
        }
        // In the order in which they stand, so that where all rows are others, none has to move.
        let all = self.order.iter().copied().filter(|slot| *slot < rows.len());
        let all = all.chain(self.count()..rows.len());
        let mut free = all.filter(|slot| !order.contains(&Some(*slot)));
        let order: Vec<_> = order.iter().filter_map(|slot| slot.or_else(|| free.next())).collect();
        let mut recipients = vec![Box::default(); rows.len()];
        for (slot, row) in order.iter().zip(rows) {
            if let Some(recipient) = recipients.get_mut(*slot) {
                *recipient = row.id.clone();
            }
        }
        Self { order, recipients }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.order.len()
    }

    /// The slot of each row, from the topmost on.
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// Which of the rows on screen a slot holds.
    pub fn row_in(&self, slot: usize) -> Option<usize> {
        self.order.iter().position(|it| *it == slot)
    }

    /// The slot of a recipient, if it is on screen.
    pub fn slot_of(&self, id: &str) -> Option<usize> {
        self.recipients.iter().position(|it| **it == *id)
    }

    /// The most slots that stand in the same order as before; the others are to be put between them.
    pub fn staying(&self, before: &Self) -> Vec<usize> {
        let known = self.order.iter().filter_map(|slot| Some((*slot, before.row_in(*slot)?)));
        let known: Vec<_> = known.collect();
        let places = known.iter().map(|(_, place)| u32::try_from(*place).unwrap_or(u32::MAX));
        longest_rise(places).into_iter().filter_map(|index| Some(known.get(index)?.0)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Recipient;
    use crate::table::Mask;
    use proptest::prelude::*;

    fn rows(ids: &str) -> Vec<Row> {
        let recipient = |id| Recipient::from_json(&format!(r#"{{"id":"{id}"}}"#));
        ids.chars().map(|id| Row::new(&recipient(id), Mask::None)).collect()
    }

    /// The recipients by slot.
    fn held(slots: &Slots) -> String {
        slots.recipients.concat()
    }

    /// The recipients from the topmost row on.
    fn shown(slots: &Slots) -> String {
        slots.order.iter().map(|slot| &*slots.recipients[*slot]).collect()
    }

    #[test]
    fn a_row_stays_in_its_slot_while_others_come_and_go() {
        let mut slots = Slots::default();
        for (ids, expected) in [
            ("abcd", "abcd"),
            // Scrolled.
            ("bcde", "ebcd"),
            ("cdef", "efcd"),
            // One that was on top ended, and another came from below.
            ("defg", "efgd"),
            // One moved.
            ("gdef", "efgd"),
            // All are others: they stand in the order in which the slots do.
            ("hijk", "jkhi"),
            ("efgh", "fghe"),
            // Fewer rows.
            ("ef", "fe"),
            ("", ""),
        ] {
            slots = slots.next(&rows(ids));
            assert_eq!((held(&slots).as_str(), shown(&slots).as_str()), (expected, ids));
        }
    }

    #[test]
    fn what_leaves_from_the_middle_moves_one_slot() {
        let before = Slots::default().next(&rows("abcdef"));
        let now = before.next(&rows("abdefg"));
        assert_eq!(now.order(), [0, 1, 3, 4, 5, 2]);
        assert_eq!(now.staying(&before), [0, 1, 3, 4, 5]);
        assert_eq!((now.row_in(2), now.slot_of("g"), now.slot_of("c")), (Some(5), Some(2), None));
    }

    proptest! {
        #[test]
        fn each_row_has_a_slot_of_its_own(before in "[a-f]{0,6}", now in "[a-f]{0,6}") {
            let before = Slots::default().next(&rows(&before));
            let slots = before.next(&rows(&now));
            prop_assert_eq!(shown(&slots), now);
            let mut order = slots.order().to_vec();
            order.sort_unstable();
            prop_assert_eq!(order, (0..slots.count()).collect::<Vec<_>>());
            for (row, slot) in slots.order().iter().enumerate() {
                prop_assert_eq!(slots.row_in(*slot), Some(row));
            }
        }
    }
}
