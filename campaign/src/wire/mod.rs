//! The API's JSON, as it is sent (api.md): everything optional, null equal to absent, unknown
//! fields passed over. No behaviour; [`crate::domain`] gives the fields their meaning.
//!
//! One reader serves every object ([`fields`]). A derived one for each would be several times the
//! code, and every page that embeds the widget pays for that.

pub mod scalar;

pub mod fields;

pub mod batch;
pub mod envelope;
pub mod recipient;

pub use batch::Batch;
pub use envelope::Envelope;
pub use recipient::Recipient;
