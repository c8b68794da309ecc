//! The headline, the progress and the cards.

use super::message::Arg::{self, Count, Text};
use super::{Locale, Message, series, status};
use crate::shell::end_signal::Told;
use campaign::domain::Tallies;
use campaign::domain::{CallingWindow, Phase};
use campaign::insight::announcement::Announcement;
use campaign::insight::eta::{Eta, Left};
use campaign::insight::headline::Headline;
use campaign::insight::window::WindowState;
use campaign::time::{DAY, Millis, Span};
use campaign::view::Campaign;

/// What a card shows for a value that was not sent.
pub const NOTHING: &str = "–";

/// Of fewer, a share in percent says more than is known.
pub(super) const FEWEST_FOR_A_RATE: u32 = 12;

/// Of more days than this, the date says more than their number.
const MOST_DAYS: Span = Span(300 * DAY);

/// What the campaign is called.
pub fn name(campaign: &Campaign, locale: &Locale) -> String {
    campaign.overview.batch.name.as_deref().unwrap_or(locale.word(Message::Unnamed)).to_owned()
}

/// The situation in a sentence.
pub fn headline(campaign: &Campaign, locale: &Locale) -> String {
    let Campaign { headline, eta, now, .. } = campaign;
    match (headline, eta) {
        (Headline::Dialling { .. }, Some(eta)) => forecast(eta, *now, locale),
        _ => situation(headline, *now, locale),
    }
}

/// How it ended, for a person who looks elsewhere.
pub fn end(campaign: &Campaign, locale: &Locale) -> Told {
    let status = status::batch(&campaign.overview.batch.status, locale);
    Told {
        prefix: format!("{status} – "),
        title: name(campaign, locale),
        body: headline(campaign, locale),
    }
}

/// When it will be done, with its range: `Dialling: done about 15:10 UTC (14:55–15:40)`.
fn forecast(eta: &Eta, now: Millis, locale: &Locale) -> String {
    let at = locale.roughly_zoned(eta.at, now);
    let [from, to] = [eta.earliest, eta.latest].map(|it| Text(locale.roughly(it, eta.at)));
    match eta.left {
        None => locale.say(Message::DoneAbout, &[Text(at), from, to]),
        Some(Left { closes, about }) => {
            let closes = Text(locale.coming(closes, now));
            locale.say(Message::DoneLater, &[Text(at), from, to, Count(about), closes])
        }
    }
}

fn situation(headline: &Headline, now: Millis, locale: &Locale) -> String {
    let (message, args): (Message, &[Arg]) = match headline {
        Headline::Draft => (Message::IsDraft, &[]),
        Headline::Scheduled { at } => (Message::Starts, &[Text(coming_in(*at, now, locale))]),
        Headline::Overdue { by } if by.0 >= MOST_DAYS.0 => {
            (Message::WasDue, &[Text(locale.zoned(now - *by, now))])
        }
        Headline::Overdue { by } => (Message::Overdue, &[Text(locale.about(*by))]),
        Headline::ScheduledSometime => (Message::StartsSometime, &[]),
        Headline::NobodyToCall => (Message::NobodyToCall, &[]),
        Headline::Dialling { live: 0, waiting } => (Message::DiallingNobody, &[Count(*waiting)]),
        Headline::Dialling { live, waiting } => {
            (Message::Dialling, &[Count(*live), Count(*waiting)])
        }
        Headline::AtEdge { waiting } => (Message::AtEdge, &[Count(*waiting)]),
        Headline::WindowClosed { opens, live } => {
            let message =
                if *live == 0 { Message::WindowClosed } else { Message::WindowClosedLive };
            (message, &[Text(coming_in(*opens, now, locale)), Count(*live)])
        }
        Headline::WindowNeverOpens => (Message::CannotDial, &[]),
        Headline::Finishing { live } => (Message::Finishing, &[Count(*live)]),
        Headline::Drained => (Message::Drained, &[]),
        Headline::Unclear { unknown } => (Message::Unclear, &[Count(*unknown)]),
        Headline::Paused { waiting } => (Message::IsPaused, &[Count(*waiting)]),
        Headline::Completed { at: Some(at) } => {
            (Message::CompletedAt, &[Text(locale.zoned(*at, now))])
        }
        Headline::Completed { at: None } => (Message::Completed, &[]),
        Headline::Cancelled { not_called: 0 } => (Message::Cancelled, &[]),
        Headline::Cancelled { not_called } => (Message::CancelledWith, &[Count(*not_called)]),
        Headline::Failed { not_called: 0 } => (Message::Failed, &[]),
        Headline::Failed { not_called } => (Message::FailedWith, &[Count(*not_called)]),
        Headline::Recurring { run: None } => (Message::NoRunYet, &[]),
        Headline::Recurring { run: Some(run) } => (Message::Run, &series::headline(run, locale)),
        Headline::Unknown { status } if status.is_empty() => (Message::NoStatusGiven, &[]),
        Headline::Unknown { status } => (Message::NewStatus, &[Text(status.clone().into())]),
    };
    locale.say(message, args)
}

/// `Mon 09:00 UTC (02:00 yours), in 14 h 20 min`.
fn coming_in(at: Millis, now: Millis, locale: &Locale) -> String {
    let (when, wait) = (locale.coming(at, now), locale.about(at - now));
    locale.say(Message::ComingIn, &[Text(when), Text(wait)])
}

/// What changed, for those who listen: `3 more answered, 1 more not answered, 2 live, 40 waiting`, or
/// `3 more answered since you looked away`.
pub fn aloud(news: Announcement, locale: &Locale) -> String {
    let parts = [
        (Message::MoreAnswered, news.answered),
        (Message::MoreNotAnswered, news.not_answered),
        (Message::LiveAloud, news.live),
        (Message::WaitingAloud, news.waiting),
        (Message::NotCalledAloud, news.not_called),
    ];
    // Of what was missed, what happened; the others are how it stands now.
    let told = if news.was_missed { 2 } else { parts.len() };
    let parts = parts.iter().take(told).filter(|(_, count)| *count > 0);
    let parts: Vec<_> = parts.map(|(message, count)| locale.count(*message, *count)).collect();
    let mut parts = locale.list(&parts);
    if news.was_missed {
        parts = locale.with(Message::SinceAway, parts);
    }
    if news.is_over { locale.with(Message::EndedAloud, parts) } else { parts }
}

/// How many are in each phase: `1 Answered, 1 Live, 1 Waiting`.
pub fn phases(tallies: &Tallies, locale: &Locale) -> String {
    let parts = Phase::ALL
        .map(|phase| (locale.word(status::phase(phase)).to_owned(), tallies.in_phase(phase)));
    counted(parts, locale)
}

/// Where everybody stands, in a sentence: the progress bar's text.
pub fn progress(tallies: &Tallies, locale: &Locale) -> String {
    let parts = phases(tallies, locale);
    let message = if parts.is_empty() { Message::Recipients } else { Message::RecipientsAre };
    locale.say(message, &[Count(tallies.total), Text(parts)])
}

/// What there is some of, in a row: `24 No answer, 14 Busy`.
pub(super) fn counted(parts: impl IntoIterator<Item = (String, u32)>, locale: &Locale) -> String {
    let parts = parts.into_iter().filter(|(_, count)| *count > 0);
    let parts = parts.map(|(what, count)| locale.say(Message::Kind, &[Text(what), Count(count)]));
    locale.list(&parts.collect::<Vec<_>>())
}

/// The statuses of a phase with their counts; empty where nobody is in it.
fn kinds(tallies: &Tallies, phase: Phase, locale: &Locale) -> String {
    let kinds = tallies.kinds(phase);
    let kinds = kinds.map(|(kind, count)| (status::recipient(kind, locale), count));
    counted(kinds.collect::<Vec<_>>(), locale)
}

/// How far it got: `2 of 3 dialled`, with its share where that says more.
pub fn dialled(tallies: &Tallies, locale: &Locale) -> String {
    let dialled = locale.say(Message::Dialled, &[Count(tallies.dialled), Count(tallies.total)]);
    if tallies.total < FEWEST_FOR_A_RATE {
        return dialled;
    }
    let share = locale.share(tallies.dialled, tallies.total);
    locale.say(Message::WithShare, &[Text(dialled), Text(share)])
}

/// What the fees are the sum of. The data hold one dial for each recipient.
pub fn fees_of(tallies: &Tallies, locale: &Locale) -> String {
    let fee = locale.fee(1).unwrap_or_default();
    locale.say(Message::FeesOf, &[Count(tallies.dialled), Text(fee)])
}

/// How calls ended that were not answered, each with its count.
pub fn not_answered_kinds(tallies: &Tallies, locale: &Locale) -> String {
    kinds(tallies, Phase::NotAnswered, locale)
}

/// What the calls under way are doing.
pub fn live_kinds(tallies: &Tallies, locale: &Locale) -> String {
    kinds(tallies, Phase::Live, locale)
}

/// The hours and days of a window: `Mon–Fri 09:00–17:00 UTC`.
pub fn window(window: Option<&CallingWindow>, now: Millis, locale: &Locale) -> String {
    let Some(window) = window else { return locale.word(Message::AnyTime).into() };
    let daily = locale.word(Message::Daily);
    let name = |day| locale.weekday(day);
    let days = days(window.days, &name, daily, locale.word(Message::Separator));
    let [start, end] = [window.start, window.end].map(|minutes| locale.time_of_day(minutes));
    let zone = locale.window_zone(now);
    format!("{days} {start}–{end} {zone}").trim_start().to_owned()
}

/// Days in runs, the week from Monday on: `Mon–Fri`, `Mon, Wed–Sat`.
fn days(open: [bool; 7], name: &dyn Fn(usize) -> String, daily: &str, separator: &str) -> String {
    let week = [1, 2, 3, 4, 5, 6, 0].map(|day| (day, open.get(day) == Some(&true)));
    let runs = week.chunk_by(|(_, a), (_, b)| a == b).filter(|run| run.iter().all(|(_, is)| *is));
    let names = runs.map(|run| match run {
        [(first, _)] => name(*first),
        [(first, _), (last, _)] => format!("{}{separator}{}", name(*first), name(*last)),
        [_, _, _, _, _, _, _] => daily.to_owned(),
        [(first, _), .., (last, _)] => format!("{}–{}", name(*first), name(*last)),
        [] => String::new(),
    });
    names.collect::<Vec<_>>().join(separator)
}

/// Under the window card: what it means now.
pub fn window_state(state: Option<WindowState>, now: Millis, locale: &Locale) -> String {
    let message = match state {
        None => Message::NoLimits,
        Some(WindowState::Open { closes }) => {
            return locale.with(Message::WindowIsOpen, coming_in(closes, now, locale));
        }
        Some(WindowState::Closed { opens }) => {
            return locale.with(Message::WindowIsClosed, coming_in(opens, now, locale));
        }
        Some(WindowState::AtEdge) => Message::WindowAtEdge,
        Some(WindowState::NeverOpens) => Message::WindowNever,
    };
    locale.word(message).into()
}

/// Under the started card: how long ago. Of a date with its year nobody counts the days.
pub fn ago(at: Option<Millis>, now: Millis, locale: &Locale) -> String {
    match at.map(|at| now - at) {
        None => locale.word(Message::NotStarted).into(),
        Some(span) if Span(span.0.abs()) >= MOST_DAYS => String::new(),
        Some(span) if span.0 < 0 => locale.with(Message::In, locale.about(Span(-span.0))),
        Some(span) => locale.with(Message::Ago, locale.about(span)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(open: [u8; 7], expected: &str) {
        let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
        let name = |day: usize| names[day].to_owned();
        assert_eq!(days(open.map(|day| day == 1), &name, "Daily", ", "), expected, "{open:?}");
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
