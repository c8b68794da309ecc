//! The headline, the progress and the cards.

use super::{Locale, plural, status};
use campaign::domain::{Batch, Phase};
use campaign::insight::announcement::Announcement;
use campaign::insight::headline::Headline;
use campaign::insight::tallies::Tallies;
use campaign::insight::window::{CallingWindow, WindowState};
use campaign::time::Millis;

/// The name of a campaign without one.
pub const UNNAMED: &str = "Unnamed campaign";
/// What a card shows for a value that was not sent.
pub const NOTHING: &str = "–";
/// Name of the whole.
pub const CAMPAIGN: &str = "Campaign status";

/// Titles of the cards.
pub mod card {
    #![expect(missing_docs, reason = "each is its own text")]
    pub const ANSWERED: &str = "Answered";
    pub const NOT_ANSWERED: &str = "Not answered";
    pub const LIVE: &str = "Live now";
    pub const WAITING: &str = "Waiting";
    pub const STARTED: &str = "Started";
    pub const CREATED: &str = "Created";
    pub const WINDOW: &str = "Calling window";
    pub const CALLER_ID: &str = "Caller ID";
}

/// The situation in a sentence.
pub fn headline(headline: &Headline, now: Millis, locale: &Locale) -> String {
    let n = |count: u32| locale.number(count);
    match headline {
        Headline::Draft => "Not started yet: a draft dials nobody until someone starts it".into(),
        Headline::Scheduled { at } => {
            format!("Starts {}", coming_in(*at, now, locale))
        }
        Headline::Overdue { by } => format!("Start is {} overdue", locale.about(*by)),
        Headline::ScheduledSometime => "Scheduled, with no start time given".into(),
        Headline::NobodyToCall => "Running, with nobody to call".into(),
        Headline::Dialling { live: 0, waiting } => format!("Dialling: {} waiting", n(*waiting)),
        Headline::Dialling { live, waiting } => {
            let calls = plural(*live, "call", "calls");
            format!("Dialling: {} {calls} live, {} waiting", n(*live), n(*waiting))
        }
        Headline::AtEdge { waiting } => {
            format!("Window opens or closes about now, {} waiting", n(*waiting))
        }
        Headline::WindowClosed { opens, live } => {
            let when = coming_in(*opens, now, locale);
            let calls = plural(*live, "call", "calls");
            let still = if *live == 0 {
                String::new()
            } else {
                format!("; {} {calls} still live", n(*live))
            };
            format!("Window closed, opens {when}{still}")
        }
        Headline::WindowNeverOpens => "Cannot dial: its calling window never opens".into(),
        Headline::Finishing { live } => {
            format!("Finishing: {} {} left", n(*live), plural(*live, "call", "calls"))
        }
        Headline::Drained => "Nobody left to call; the campaign has yet to close".into(),
        Headline::Unclear { unknown } => {
            format!("Running: nobody waiting, {} in a status new to this view", n(*unknown))
        }
        Headline::Paused { waiting } => format!("Paused, {} waiting", n(*waiting)),
        Headline::Completed { at: Some(at) } => format!("Completed {}", locale.zoned(*at, now)),
        Headline::Completed { at: None } => "Completed".into(),
        Headline::Cancelled { waiting } => ended("Cancelled", *waiting, locale),
        Headline::Failed { waiting } => ended("Failed", *waiting, locale),
        Headline::Recurring => {
            "Its runs do the dialling; recipients listed here stay waiting".into()
        }
        Headline::Unknown { status } if status.is_empty() => "No status was given".into(),
        Headline::Unknown { status } => format!("In a status new to this view: {status}"),
    }
}

/// `Mon 09:00 UTC (02:00 yours), in 14 h 20 min`.
fn coming_in(at: Millis, now: Millis, locale: &Locale) -> String {
    format!("{}, in {}", locale.coming(at, now), locale.about(at - now))
}

fn ended(how: &str, waiting: u32, locale: &Locale) -> String {
    match waiting {
        0 => how.into(),
        _ => format!("{how} with {} not dialled", locale.number(waiting)),
    }
}

/// What changed, for those who listen: `3 more answered, 1 more not answered, 2 live, 40 waiting`.
pub fn aloud(news: Announcement, locale: &Locale) -> String {
    let parts = [
        (news.answered, "more answered"),
        (news.not_answered, "more not answered"),
        (news.live, "live"),
        (news.waiting, "waiting"),
    ];
    let parts = parts.map(|(count, what)| (count, what.into()));
    let ended = if news.is_over { "Campaign ended. " } else { "" };
    format!("{ended}{}", counted(&parts, locale))
}

/// Where everybody stands, in a sentence: the progress bar's text.
pub fn progress(tallies: &Tallies, locale: &Locale) -> String {
    let parts = Phase::ALL.map(|phase| (tallies.in_phase(phase), status::phase(phase).into()));
    let parts = counted(&parts, locale);
    let people = plural(tallies.total, "recipient", "recipients");
    let colon = if parts.is_empty() { "" } else { ": " };
    format!("{} {people}{colon}{parts}", locale.number(tallies.total))
}

/// What there is some of, in a row: `24 no answer, 14 busy`.
fn counted(parts: &[(u32, String)], locale: &Locale) -> String {
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts = parts.map(|(count, what)| format!("{} {what}", locale.number(*count)));
    parts.collect::<Vec<_>>().join(", ")
}

/// The statuses of a phase with their counts; empty where nobody is in it.
fn kinds(tallies: &Tallies, phase: Phase, locale: &Locale) -> String {
    let kinds = tallies.by_status.iter().filter(|(kind, _)| kind.phase() == phase);
    let kinds = kinds.map(|(kind, count)| (*count, status::recipient(kind).to_ascii_lowercase()));
    counted(&kinds.collect::<Vec<_>>(), locale)
}

/// How far it got: `2 of 3 dialled`.
pub fn dialled(tallies: &Tallies, locale: &Locale) -> String {
    format!("{} of {} dialled", locale.number(tallies.dialled), locale.number(tallies.total))
}

/// Under the answered card.
pub fn answered_of(tallies: &Tallies, locale: &Locale) -> String {
    let share = locale.share(tallies.in_phase(Phase::Answered), tallies.dialled);
    match tallies.dialled {
        0 => "nobody dialled yet".into(),
        dialled => format!("of {} dialled, {share}", locale.number(dialled)),
    }
}

/// Under the not-answered card: its kinds with their counts.
pub fn not_answered_kinds(tallies: &Tallies, locale: &Locale) -> String {
    let kinds = kinds(tallies, Phase::NotAnswered, locale);
    if kinds.is_empty() { of_total(tallies, locale) } else { kinds }
}

/// Under the live card: what the calls are doing.
pub fn live_kinds(batch: &Batch, tallies: &Tallies, locale: &Locale) -> String {
    let kinds = kinds(tallies, Phase::Live, locale);
    match (kinds.is_empty(), batch.max_concurrency) {
        (false, _) => kinds,
        (true, Some(most)) => format!("at most {} at once", locale.number(most)),
        (true, None) => "no call in flight".into(),
    }
}

/// Under the waiting card.
pub fn of_total(tallies: &Tallies, locale: &Locale) -> String {
    let people = plural(tallies.total, "recipient", "recipients");
    format!("of {} {people}", locale.number(tallies.total))
}

/// The hours and days of a window: `Mon–Fri 09:00–17:00 UTC`.
pub fn window(window: Option<&CallingWindow>, locale: &Locale) -> String {
    let Some(window) = window else { return "Any time".into() };
    let hours = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let days = days(window.days, locale.weekdays());
    format!("{days} {}–{} UTC", hours(window.start), hours(window.end)).trim_start().into()
}

/// Days in runs, the week from Monday on: `Mon–Fri`, `Mon, Wed–Sat`.
fn days(open: [bool; 7], names: &[String; 7]) -> String {
    let week = [1, 2, 3, 4, 5, 6, 0].map(|day: usize| {
        (open.get(day).copied().unwrap_or(false), names.get(day).map_or("", String::as_str))
    });
    let mut runs: Vec<(&str, &str, usize)> = Vec::new();
    let mut was_open = false;
    for (is_open, name) in week {
        match runs.last_mut() {
            Some((_, last, length)) if was_open && is_open => {
                (*last, *length) = (name, *length + 1);
            }
            _ if is_open => runs.push((name, name, 1)),
            _ => {}
        }
        was_open = is_open;
    }
    let text = |(first, last, length): &(&str, &str, usize)| match length {
        1 => (*first).to_string(),
        2 => format!("{first}, {last}"),
        7 => "Daily".into(),
        _ => format!("{first}–{last}"),
    };
    runs.iter().map(text).collect::<Vec<_>>().join(", ")
}

/// Under the window card: what it means now.
pub fn window_state(state: Option<WindowState>, now: Millis, locale: &Locale) -> String {
    match state {
        None => "no limits set".into(),
        Some(WindowState::Open { closes }) => {
            format!("open, closes {}", coming_in(closes, now, locale))
        }
        Some(WindowState::Closed { opens }) => {
            format!("closed, opens {}", coming_in(opens, now, locale))
        }
        Some(WindowState::AtEdge) => "opens or closes within a minute".into(),
        Some(WindowState::NeverOpens) => "never opens: no day, or it ends before it starts".into(),
    }
}

/// Under the started card: how long ago.
pub fn ago(at: Option<Millis>, now: Millis, locale: &Locale) -> String {
    match at.map(|at| now - at) {
        None => "not started".into(),
        Some(span) if span.0 < 0 => format!("in {}", locale.about(campaign::time::Span(-span.0))),
        Some(span) => format!("{} ago", locale.about(span)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(open: [u8; 7], expected: &str) {
        let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].map(String::from);
        assert_eq!(days(open.map(|day| day == 1), &names), expected, "{open:?}");
    }

    #[test]
    fn days_read_as_runs_from_monday_on() {
        check([0, 1, 1, 1, 1, 1, 0], "Mon–Fri");
        check([1, 1, 1, 1, 1, 1, 1], "Daily");
        check([1, 0, 0, 0, 0, 0, 1], "Sat, Sun");
        check([1, 1, 0, 1, 1, 1, 0], "Mon, Wed–Fri, Sun");
        check([0; 7], "");
    }
}
