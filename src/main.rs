//! Trunk entry.
fn main() {}
