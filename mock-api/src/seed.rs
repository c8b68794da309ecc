//! The documented example, byte for byte.

/// The example's batch.
pub const BATCH_ID: &str = "f1e2d3c4-5678-9012-3456-789012345678";

/// The example's answer.
pub const RESPONSE: &[u8] = include_bytes!("../fixtures/seed.json");
