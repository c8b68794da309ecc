//! All words and figures on the screen. Nothing outside this module writes a sentence.
//!
//! The words stand in messages/, one file for each language; [`message`] reads them. [`locale`] forms
//! numbers, dates and durations through the browser's `Intl`, which [`zone`] asks about clocks; [`memo`] keeps
//! what it said. The rest says, subject by subject, which words fit.

pub mod locale;
mod memo;
pub mod message;
pub mod zone;

pub mod attention;
pub mod campaign;
pub mod card;
pub mod cause;
pub mod detail;
pub mod feed;
pub mod freshness;
pub mod notices;
pub mod reasons;
pub mod recipient;
pub mod series;
pub mod status;
pub mod summary;
pub mod tab;
pub mod table;
pub mod trouble;

pub use locale::Locale;
pub use message::Message;
pub use zone::Zone;
