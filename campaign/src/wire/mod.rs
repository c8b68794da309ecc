//! The API's JSON, as it is sent (api.md): everything optional, null equal to absent, unknown
//! fields passed over. No behaviour; [`crate::domain`] gives the fields their meaning.

pub mod scalar;

pub mod batch;
pub mod envelope;
pub mod recipient;

pub use batch::Batch;
pub use envelope::Envelope;
pub use recipient::Recipient;
