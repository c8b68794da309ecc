//! What a page and the worker of its large campaigns share: what they say to each other, how they ask
//! for a campaign, and how they read the body of an answer.
//!
//! `main.rs` is the worker's own wasm. It is apart from the widget's, since it is compiled for speed
//! and few pages fetch it.

pub mod body;
pub mod message;
pub mod request;
