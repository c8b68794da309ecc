//! A sample of sorted values, so that what is known of 100,000 calls crosses from a worker in a few kilobytes.

/// Of so many values all are kept.
const WHOLE: usize = 512;
/// Of more, so many: each costs the page time when it comes from a worker.
const KEPT: usize = 128;

/// All of up to 512 sorted values; of more, 128 that lie evenly among them, the first and the last included.
pub(super) fn evenly<T: Copy>(sorted: Vec<T>) -> Vec<T> {
    let last = sorted.len().saturating_sub(1);
    if last < WHOLE {
        return sorted;
    }
    (0..KEPT).filter_map(|at| sorted.get(at * last / (KEPT - 1))).copied().collect()
}

/// Counts of recipients and calls are far below what a float holds exactly.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(super) fn as_f64(count: usize) -> f64 {
    count as f64
}

/// The nearest count.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "casts of floats saturate"
)]
pub(super) fn as_count(value: f64) -> u32 {
    value.round() as u32
}
