//! The API's JSON, as it is sent: everything optional, null equal to absent, unknown fields passed
//! over. No behaviour; [`crate::domain`] gives the fields their meaning.
//!
//! A field of a type that it should not have costs that field and nothing else: see [`field`]. What
//! derived structs refuse besides, names that come twice and texts that are not Unicode, is put right
//! first: see [`object`].

pub mod field;
pub mod object;

pub mod batch;
pub mod envelope;
pub mod recipient;
pub mod run;

pub use batch::Batch;
pub use envelope::Envelope;
pub use field::Field;
pub use recipient::Recipient;
pub use run::Run;
