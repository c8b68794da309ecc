//! What the host page asked for, checked.
//!
//! [`attributes`] has the texts and their checks, [`given`] what else the page gave and which of all
//! sources and credentials is used, [`warning`] what its author is told.

pub mod attributes;
pub mod call_url;
pub mod endpoint;
pub mod given;
pub mod refresh;
pub mod source;
pub mod warning;

pub use attributes::{Attributes, Look, Page, Settings};
pub use endpoint::{Endpoint, VENDOR_ENDPOINT};
pub use given::Given;
pub use refresh::Refresh;
pub use source::{Credential, HostValue, Source, TokenSource};
pub use warning::{Problem, Warning};

use crate::insight::deadline::FinishBy;
use crate::table::Mask;
use crate::time::Span;

/// What the state machine goes by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Config {
    /// Whom to ask, or what is missing to ask anybody.
    pub source: Result<Source, Missing>,
    /// How often.
    pub refresh: Refresh,
    /// The most requests in an hour.
    pub budget: u32,
    /// How much of a person may be shown.
    pub mask: Mask,
    /// When it is to be done.
    pub finish_by: Option<FinishBy>,
    /// How far the campaign's time is from the viewer's clock: not at all but in a playback.
    pub shift: Span,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            source: Err(Missing::BatchId),
            refresh: Refresh::default(),
            budget: attributes::DEFAULT_BUDGET,
            mask: Mask::default(),
            finish_by: None,
            shift: Span::default(),
        }
    }
}

/// Why nothing can be asked yet.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Missing {
    /// No `batch-id`.
    BatchId,
    /// A `batch-id` that is not a UUID.
    BatchIdMalformed,
    /// The vendor's URL without a key.
    Key,
    /// A key that no header can carry.
    KeyMalformed,
    /// An `endpoint` that a key must not be sent to.
    Endpoint,
}

impl Missing {
    /// The name of what is missing, in attributes and style.
    pub const fn key(self) -> &'static str {
        match self {
            Self::BatchId => "batch-id",
            Self::BatchIdMalformed => "batch-id-malformed",
            Self::Key => "api-key",
            Self::KeyMalformed => "api-key-malformed",
            Self::Endpoint => "endpoint",
        }
    }
}

#[cfg(test)]
mod tests;
