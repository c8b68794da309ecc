//! All words and figures on the screen. Nothing outside this module writes a sentence, since
//! languages follow; [`locale`] forms numbers, dates and durations through the browser's `Intl`.

pub mod locale;

pub mod campaign;
pub mod freshness;
pub mod notices;
pub mod status;
pub mod table;
pub mod trouble;

pub use locale::Locale;

/// The language of the sentences, whatever the page's: a reader's voice goes by it.
pub const LANG: &str = "en";

/// `one` for a count of 1, else `many`.
pub(crate) fn plural<'a>(count: u32, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}
