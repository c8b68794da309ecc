//! Data notices: where the response contradicts itself (features.md 16).

use super::{Locale, plural};
use campaign::insight::notices::{Counter, Notice};
use campaign::time::Span;

/// Over the notices.
pub fn title(count: usize) -> &'static str {
    if count == 1 { "A note on the data" } else { "Notes on the data" }
}

/// A notice in a sentence.
pub fn notice(notice: &Notice, locale: &Locale) -> String {
    let n = |count: u32| locale.number(count);
    match notice {
        Notice::RowsDiffer { received, announced } => format!(
            "{} of {} recipients came. Figures count those that came.",
            n(*received),
            n(*announced)
        ),
        Notice::CounterDiffers { counter, says, counted } => {
            let name = match counter {
                Counter::Completed => "answered",
                Counter::Failed => "failed",
            };
            format!(
                "The service counts {} {name}, its recipient list {}. The list is shown.",
                n(*says),
                n(*counted)
            )
        }
        Notice::UnknownStatus { example, count } => {
            let people = plural(*count, "recipient has", "recipients have");
            let example = if example.is_empty() { "none" } else { example };
            format!("{} {people} a status new to this view ({example}).", n(*count))
        }
        Notice::LateStatus { count } => {
            let calls = plural(*count, "call", "calls");
            format!("{} ended {calls} with a live status: outcome unknown.", n(*count))
        }
        Notice::StaleCompletion => {
            "The end time sent is from before this run and is not shown.".into()
        }
    }
}

/// The viewer's clock is plainly behind.
pub fn clock_behind(span: Span, locale: &Locale) -> String {
    format!("This device's clock is about {} behind; ages shown are off.", locale.about(span))
}
