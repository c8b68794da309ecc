//! "Is the list itself in order?" Numbers that stand in it twice, that nobody can dial from abroad,
//! and missing names. It checks the form of a number, not whether it exists.

use crate::domain::number::is_international;
use crate::store::{Roster, Text};
use std::collections::HashMap;

/// What is wrong with a list.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct Hygiene {
    /// Numbers that stand in it more than once.
    pub repeated: u32,
    /// Recipients with one of those.
    pub sharing: u32,
    /// Recipients whose number is not in the international form, or missing.
    pub malformed: u32,
    /// Recipients without a name.
    pub unnamed: u32,
}

/// A look through a list, which takes its time at 100,000 recipients.
#[derive(Debug)]
pub struct Check {
    found: Hygiene,
    /// How many recipients have a number.
    numbers: HashMap<u64, u32>,
    /// How many recipients were looked at.
    done: u32,
}

impl Check {
    /// Of which nothing is done yet.
    pub fn new(roster: &Roster) -> Self {
        let numbers = HashMap::with_capacity(roster.len() as usize);
        Self { found: Hygiene::default(), numbers, done: 0 }
    }

    /// Looks at about so many more. What was found, once that is all.
    pub fn step(&mut self, roster: &Roster, count: usize) -> Option<Hygiene> {
        let until = roster.reach(self.done, count);
        for place in self.done..until {
            self.look_at(roster, place);
        }
        self.done = until;
        if until < roster.len() {
            return None;
        }
        for count in self.numbers.values().filter(|count| **count > 1) {
            self.found.repeated += 1;
            self.found.sharing += count;
        }
        Some(self.found)
    }

    fn look_at(&mut self, roster: &Roster, place: u32) {
        let number = roster.text(place, Text::Number).unwrap_or_default();
        self.found.malformed += u32::from(!is_international(number));
        self.found.unnamed += u32::from(roster.text(place, Text::Name).is_none());
        // As a number after a 1, which leading zeros do not vanish before: up to 18 digits are
        // exact.
        let digits = number.bytes().filter(u8::is_ascii_digit);
        let key = digits.fold(1, |key: u64, digit| key.wrapping_mul(10) + u64::from(digit - b'0'));
        if key > 1 {
            *self.numbers.entry(key).or_default() += 1;
        }
    }
}

/// The whole list at once.
#[cfg(test)]
pub(crate) fn hygiene(roster: &Roster) -> Hygiene {
    Check::new(roster).step(roster, usize::MAX).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::roster_of;

    fn check(rows: &[(&str, &str)], expected: [u32; 4]) {
        let row =
            |(number, name): &(&str, &str)| format!(r#"{{"phone_number":{number},"name":{name}}}"#);
        let rows: Vec<_> = rows.iter().map(row).collect();
        let Hygiene { repeated, sharing, malformed, unnamed } =
            hygiene(&roster_of(&rows.join(",")));
        assert_eq!([repeated, sharing, malformed, unnamed], expected, "{rows:?}");
    }

    #[test]
    fn a_part_at_a_time() {
        let rows: Vec<_> = (0..7).map(|at| format!(r#"{{"phone_number":{}}}"#, at / 2)).collect();
        let roster = roster_of(&rows.join(","));
        for count in 1..9 {
            let mut check = Check::new(&roster);
            let steps = std::iter::from_fn(|| Some(check.step(&roster, count)));
            let steps: Vec<_> = steps.take(7_usize.div_ceil(count)).collect();
            let (last, before) = steps.split_last().unwrap();
            assert_eq!(*last, Some(hygiene(&roster)), "{count}");
            assert!(before.iter().all(Option::is_none), "{count}");
        }
    }

    #[test]
    fn what_is_wrong_is_counted() {
        check(&[], [0; 4]);
        check(&[(r#""+14155551234""#, r#""A""#), (r#""+14155551235""#, r#""B""#)], [0; 4]);
        check(
            &[
                (r#""+14155551234""#, "null"),
                (r#""+1 415 555-1234""#, r#""""#),
                ("14155551234", r#""C""#),
                (r#""+4930123456""#, r#""D""#),
                (r#""+4930123456""#, r#""E""#),
                // Two without a number are not the same number.
                ("null", r#""F""#),
                (r#""unknown""#, r#""G""#),
                // Nor are these.
                (r#""0123""#, r#""H""#),
                (r#""123""#, r#""I""#),
            ],
            [2, 5, 6, 2],
        );
    }
}
