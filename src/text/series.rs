//! What a recurring campaign does.

use super::message::Arg::{self, Count, Text};
use super::{Locale, Message, status};
use campaign::domain::Series;
use campaign::domain::series::{Rule, Run, Unit};
use campaign::time::Millis;

/// How often it repeats, and how often it did: `Repeats every 2 days, run 19 of 30`.
pub fn rule(series: &Series, locale: &Locale) -> String {
    let count = match (series.count, series.most) {
        (Some(count), Some(most)) => locale.say(Message::RunOf, &[Count(count), Count(most)]),
        (Some(count), None) => locale.count(Message::RunsSoFar, count),
        (None, _) => String::new(),
    };
    let parts = [series.rule.as_ref().map(|rule| repeats(rule, locale)), Some(count)];
    let parts: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    locale.list(&parts)
}

fn repeats(rule: &Rule, locale: &Locale) -> String {
    let message = match &rule.unit {
        Unit::Hours => Message::EveryHours,
        Unit::Days => Message::EveryDays,
        Unit::Weeks => Message::EveryWeeks,
        Unit::Months => Message::EveryMonths,
        Unit::Other(word) => return locale.with(Message::Repeats, word.clone().into()),
    };
    locale.count(message, rule.interval)
}

/// What goes into the headline: the run's number, and where it is.
pub fn headline(run: &Run, locale: &Locale) -> [Arg; 2] {
    let state = [status::batch(&run.status, locale), ended(run, locale)];
    let state = state.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    [Text(number(run, locale)), Text(locale.list(&state))]
}

/// The number of a run in its series.
pub fn number(run: &Run, locale: &Locale) -> String {
    run.number.map_or_else(String::new, |number| locale.number(number))
}

/// How many of its calls are over: `7 of 30 ended`.
pub fn ended(run: &Run, locale: &Locale) -> String {
    match (run.ended(), run.total) {
        (Some(ended), Some(total)) => locale.say(Message::RunEnded, &[Count(ended), Count(total)]),
        _ => String::new(),
    }
}

/// When it began.
pub fn started(run: &Run, now: Millis, locale: &Locale) -> String {
    run.started_at.map(|at| locale.moment(at, now)).unwrap_or_default()
}
