//! The API's JSON, as it is sent (api.md): everything optional, null equal to absent, unknown
//! fields passed over. No behaviour; [`crate::domain`] gives the fields their meaning.
//!
//! A body is checked once, by [`cursor`]. From then on every value is the slice of the body that it
//! stands in ([`json`]), and is read when it is asked for: nothing is copied, and nothing can fail.
//! Floats, trees and errors with positions are not needed here, and cost every page that embeds the
//! widget; so this is no general JSON library.

pub mod cursor;
pub mod json;

pub mod number;
pub mod text;

pub mod fields;

pub mod batch;
pub mod envelope;
pub mod recipient;

pub use batch::Batch;
pub use cursor::{Cursor, Unreadable};
pub use envelope::Envelope;
pub use json::Json;
pub use recipient::Recipient;

#[cfg(test)]
mod tests;
