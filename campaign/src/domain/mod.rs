//! The words of the field: statuses, phases, recipients, campaigns.

pub mod batch_status;
pub mod calling_window;
pub mod cause;
pub mod number;
pub mod phase;
pub mod recipient_status;

pub mod batch;
pub mod class;
pub mod reason;
pub mod recipient;
pub mod series;
pub mod tallies;

pub use batch::Batch;
pub use batch_status::BatchStatus;
pub use calling_window::CallingWindow;
pub use phase::Phase;
pub use reason::ReasonKey;
pub use recipient::Recipient;
pub use recipient_status::RecipientStatus;
pub use series::Series;
pub use tallies::Tallies;
