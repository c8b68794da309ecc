//! Repeatable chance: every value follows from the campaign's seed and a row's index.
//!
//! A random number generator has a state and would need 99,999 steps to reach row 99,999. A hash gives
//! the value of any row at once.

/// A random value of a row. [`Draw::salted`] makes further ones of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64, index: u64) -> Self {
        Self(mix(mix(seed ^ 0x6a09_e667_f3bc_c908).wrapping_add(index)))
    }

    /// An independent value for the same row.
    pub(crate) fn salted(self, salt: u64) -> Self {
        Self(mix(self.0 ^ salt.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    pub(crate) fn bits(self) -> u64 {
        self.0
    }

    /// A number in `0..limit`, or 0 for a limit of 0.
    pub(crate) fn below(self, limit: u64) -> u64 {
        self.0.checked_rem(limit).unwrap_or(0)
    }

    /// Milliseconds in `low..=high`.
    pub(crate) fn millis(self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.below(width)).unwrap_or(0)
    }

    pub(crate) fn pick(self, items: &[&'static str]) -> &'static str {
        usize::try_from(self.below(items.len() as u64))
            .ok()
            .and_then(|at| items.get(at))
            .copied()
            .unwrap_or_default()
    }
}

/// The finalizer of splitmix64.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
