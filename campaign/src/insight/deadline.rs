//! "Will it be done in time?" The page's `finish-by` against the forecast.
//!
//! It becomes late when nine in ten chances are that it is, and is in time again once the chances are even: what is a
//! coin's toss is not told, and an alarm does not come and go with each answer.

use super::open_time::length;
use super::sample::as_count;
use super::situation::Situation;
use super::window::at;
use crate::domain::Batch;
use crate::time::{HOUR, Millis, Span, TimeOfDay, Zone};

/// When the page wants it to be done.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum FinishBy {
    At(Millis),
    /// The next such time after the campaign's start, by the clocks of the calling window.
    Next(TimeOfDay),
}

/// A campaign that will not be done in time.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Late {
    pub finish_by: Millis,
    /// By so much, if it goes on as it did; None where nothing says when it will be done.
    pub by: Option<Span>,
    /// So many calls would have to end in an hour of open time; None where none is left.
    pub needed: Option<u32>,
    /// So many do.
    pub pace: Option<u32>,
}

/// What was known at the answer before.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Known {
    InTime,
    Late,
}

impl FinishBy {
    /// Reads a time with its offset, such as `2024-02-15T17:00:00Z`, or a time of the day, such as `17:00`.
    pub fn parse(text: &str) -> Option<Self> {
        // Without an offset nobody could say which time that is.
        let has_offset = text.get(10..).is_some_and(|time| time.contains(['Z', 'z', '+', '-']));
        let moment = Millis::parse(text).filter(|_| has_offset).map(Self::At);
        moment.or_else(|| TimeOfDay::parse(text).map(Self::Next))
    }

    /// The time for a campaign; None of one that has not started and says not when it will.
    pub fn of(self, batch: &Batch, zone: Zone<'_>) -> Option<Millis> {
        match self {
            Self::At(time) => Some(time),
            Self::Next(TimeOfDay(minute)) => {
                let start = batch.started_at.or(batch.scheduled_at)?;
                let today = (start + zone(start)).utc_day();
                (today..today + 3).map(|day| at(day, minute, zone)).find(|time| *time > start)
            }
        }
    }
}

/// Whether a campaign that is to go on will not be done in time.
pub fn late(situation: &Situation<'_>, before: Known) -> Option<Late> {
    let finish_by = situation.finish_by()?;
    if situation.waiting() == 0 && situation.received < finish_by {
        return None;
    }
    let needed = needed(situation, finish_by);
    let eta = situation.eta();
    let is_late = match (eta, before) {
        _ if needed.is_none() => true,
        (Some(eta), Known::InTime) => eta.earliest > finish_by,
        (Some(eta), Known::Late) => eta.at > finish_by,
        // Nothing says that it is in time again.
        (None, before) => before == Known::Late,
    };
    is_late.then(|| Late {
        finish_by,
        by: eta.map(|eta| eta.at - finish_by).filter(|by| *by > Span(0)),
        needed,
        pace: eta.map(|eta| eta.per_hour),
    })
}

/// How many calls would have to end in an hour of open time, to be done by then; None where none is left.
pub fn needed(situation: &Situation<'_>, finish_by: Millis) -> Option<u32> {
    let open = length(&situation.time().within(&(situation.received..finish_by)));
    let hours = open.as_f64() / HOUR.as_f64();
    (hours > 0.0).then(|| as_count((f64::from(situation.waiting()) / hours).ceil()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Overview;
    use crate::engine::{Answer, Ask, Body, Engine, Generation};
    use std::sync::Arc;

    fn at(text: &str) -> Millis {
        Millis::parse(&format!("2024-02-15T{text}:00Z")).unwrap()
    }

    /// A call a minute from nine to ten; then those who wait.
    fn overview(batch: &str, waiting: usize) -> Arc<Overview> {
        let calls = (0..60).map(|minute| {
            format!(
                r#"{{"id":"{minute}","status":"completed","attempted_at":"2024-02-15T09:{minute:02}:00Z","completed_at":"2024-02-15T09:{minute:02}:10Z"}}"#
            )
        });
        let waiting = (0..waiting).map(|id| format!(r#"{{"id":"w{id}","status":"pending"}}"#));
        let rows: Vec<_> = calls.chain(waiting).collect();
        let json = format!(
            r#"{{"batch":{{"status":"running","started_at":"2024-02-15T09:00:00Z"{batch}}},"recipients":[{}]}}"#,
            rows.join(",")
        );
        let body = Body::Here(json.into_bytes().into());
        let answers = Engine::default().handle(Ask::Apply(Generation(1), body));
        let applied = answers.into_iter().find_map(|answer| match answer {
            Answer::Applied { overview, .. } => Some(overview),
            _ => None,
        });
        applied.unwrap()
    }

    /// At ten.
    fn situation<'a>(overview: &'a Arc<Overview>, finish_by: &str) -> Situation<'a> {
        let finish_by = FinishBy::parse(finish_by);
        assert!(finish_by.is_some());
        Situation {
            overview,
            received: at("10:00"),
            now: at("10:00"),
            zone: &|_| Span(0),
            finish_by,
        }
    }

    #[test]
    fn a_time_of_the_day_is_the_next_after_the_start() {
        let check = |text: &str, batch: &str, ahead: i64, expected: Option<&str>| {
            let found = FinishBy::parse(text)
                .unwrap()
                .of(&Batch::from_json(batch), &|_| Span::minutes(ahead));
            assert_eq!(found, expected.map(|it| Millis::parse(it).unwrap()), "{text} {batch}");
        };
        let started = r#"{"started_at":"2024-02-15T09:00:00Z"}"#;
        check("17:00", started, 0, Some("2024-02-15T17:00:00Z"));
        check("5:00 PM", started, 0, Some("2024-02-15T17:00:00Z"));
        check("09:00", started, 0, Some("2024-02-16T09:00:00Z"));
        check("08:00", started, 0, Some("2024-02-16T08:00:00Z"));
        check("17:00", started, 60, Some("2024-02-15T16:00:00Z"));
        // There the day has begun already.
        check(
            "01:00",
            r#"{"started_at":"2024-02-15T23:30:00Z"}"#,
            60,
            Some("2024-02-16T00:00:00Z"),
        );
        check(
            "17:00",
            r#"{"scheduled_at":"2024-02-15T09:00:00Z"}"#,
            0,
            Some("2024-02-15T17:00:00Z"),
        );
        check("17:00", "{}", 0, None);
        check("2024-02-15T18:00:00+01:00", "{}", 0, Some("2024-02-15T17:00:00Z"));
    }

    #[test]
    fn a_time_that_could_be_any_is_none() {
        for text in ["2024-02-15T17:00:00", "17", "25:00", "tomorrow", "2024-02-15", "60x"] {
            assert_eq!(FinishBy::parse(text), None, "{text}");
        }
    }

    #[test]
    fn late_by_how_much_and_what_it_would_take() {
        let overview = overview("", 120);
        let it = late(&situation(&overview, "11:00"), Known::InTime).unwrap();
        assert_eq!((it.finish_by, it.needed, it.pace), (at("11:00"), Some(120), Some(60)));
        let minutes = it.by.unwrap().0 / 60_000;
        assert!((58..=62).contains(&minutes), "{minutes}");
        assert_eq!(late(&situation(&overview, "15:00"), Known::InTime), None);
    }

    #[test]
    fn a_toss_of_a_coin_is_told_neither_when_it_comes_nor_when_it_goes() {
        let overview = overview("", 60);
        let eta = situation(&overview, "11:00").eta().unwrap();
        let between = |a: Millis, b: Millis| Millis(i64::midpoint(a.0, b.0));
        for (finish_by, when_in_time, when_late) in [
            (between(eta.earliest, eta.at), false, true),
            (between(eta.at, eta.latest), false, false),
            (eta.earliest - Span(1), true, true),
        ] {
            let finish_by = Some(FinishBy::At(finish_by));
            let situation = Situation { finish_by, ..situation(&overview, "11:00") };
            assert_eq!(late(&situation, Known::InTime).is_some(), when_in_time);
            assert_eq!(late(&situation, Known::Late).is_some(), when_late);
        }
    }

    #[test]
    fn a_campaign_that_is_late_and_stops_dialling_stays_late() {
        let paused = overview(r#","status":"paused""#, 60);
        let situation = situation(&paused, "11:00");
        assert_eq!(late(&situation, Known::InTime), None);
        let it = late(&situation, Known::Late).unwrap();
        assert_eq!((it.by, it.needed, it.pace), (None, Some(60), None));
    }

    #[test]
    fn with_no_calling_time_left_it_is_late_for_certain() {
        let window = r#","window_start_time":"09:00","window_end_time":"10:00""#;
        let shut = overview(window, 1);
        let it = late(&situation(&shut, "23:00"), Known::InTime).unwrap();
        assert_eq!(it.needed, None);
        let open = overview("", 1);
        let past = late(&situation(&open, "2024-02-15T09:30:00Z"), Known::InTime).unwrap();
        assert_eq!(past.needed, None);
    }

    #[test]
    fn the_last_calls_are_not_late_before_the_time_has_passed() {
        let overview = overview("", 0);
        assert_eq!(late(&situation(&overview, "10:01"), Known::InTime), None);
        assert_eq!(needed(&situation(&overview, "11:00"), at("11:00")), Some(0));
    }
}
