//! Trunk's entry. The exports live in the library; without a `main` of its own the binary does not
//! bring along what Rust sets up around one.

#![cfg_attr(target_arch = "wasm32", no_main)]

use batch_status as _;

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
