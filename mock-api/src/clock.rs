//! The only place that reads the time.
//!
//! All other code takes a moment as a value, so that the simulation and the rate limits can be tested
//! without waiting.
#![expect(
    clippy::disallowed_methods,
    reason = "the lint protects code that runs in wasm; this server is native"
)]

use std::time::{SystemTime, UNIX_EPOCH};

/// Now, in milliseconds since 1970.
pub(crate) fn wall_ms() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
