//! "What is going on?" One decision table over status, calling window, tallies and clock.
//! The answer is a value; the words are the screen's.

use super::window::WindowState;
use crate::domain::series::Run;
use crate::domain::{Batch, BatchStatus, Phase, Tallies};
use crate::time::{Millis, Span, Zone};

/// The campaign's situation in one value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Headline {
    /// Not started; never dials by itself (docs/api.md#drafts).
    Draft,
    /// Starts then.
    Scheduled {
        at: Millis,
    },
    /// Should have started.
    Overdue {
        by: Span,
    },
    /// Scheduled, with no start time told.
    ScheduledSometime,
    /// Running, and nobody is in it.
    NobodyToCall,
    Dialling {
        live: u32,
        waiting: u32,
    },
    /// Running within a minute of its window's opening or closing, with nobody on the phone: which
    /// of the two it is, the server's clock decides (docs/api.md#calling-window).
    AtEdge {
        waiting: u32,
    },
    /// Running outside its calling window (docs/api.md#calling-window).
    WindowClosed {
        opens: Millis,
        live: u32,
    },
    /// Running with a calling window that never opens.
    WindowNeverOpens,
    /// Nobody waits; the last calls are in flight.
    Finishing {
        live: u32,
    },
    /// Everybody has ended, but the API still says running.
    Drained,
    /// Nobody waits or is on the phone, but some have a status this version does not know.
    Unclear {
        unknown: u32,
    },
    /// Held by a person.
    Paused {
        waiting: u32,
    },
    /// Ended by itself.
    Completed {
        at: Option<Millis>,
    },
    /// Ended by a person.
    Cancelled {
        /// Recipients that were never called.
        not_called: u32,
    },
    /// Ended by the platform.
    Failed {
        /// Recipients that were never called.
        not_called: u32,
    },
    /// A recurring parent; its runs do the dialling (docs/api.md#recurring-campaigns).
    Recurring {
        /// The latest, if there was one.
        run: Option<Box<Run>>,
    },
    /// A status this version does not know, as it came.
    Unknown {
        status: Box<str>,
    },
}

/// The first line of the screen.
pub fn headline(batch: &Batch, tallies: &Tallies, now: Millis, zone: Zone<'_>) -> Headline {
    let waiting = tallies.in_phase(Phase::Waiting);
    let not_called = tallies.in_phase(Phase::NotCalled);
    match &batch.status {
        BatchStatus::Draft => Headline::Draft,
        BatchStatus::Scheduled => scheduled(batch.scheduled_at, now),
        BatchStatus::Running => running(batch, tallies, now, zone),
        BatchStatus::Paused => Headline::Paused { waiting },
        BatchStatus::Completed => Headline::Completed { at: batch.completed_at },
        BatchStatus::Cancelled => Headline::Cancelled { not_called },
        BatchStatus::Failed => Headline::Failed { not_called },
        BatchStatus::Recurring => {
            let run = batch.series.as_ref().and_then(|series| series.runs.first());
            Headline::Recurring { run: run.cloned().map(Box::new) }
        }
        BatchStatus::Other(raw) => Headline::Unknown { status: raw.clone() },
    }
}

fn scheduled(at: Option<Millis>, now: Millis) -> Headline {
    match at {
        // A minute's grace: the platform starts campaigns by a timer of its own.
        Some(at) if now - at >= Span::minutes(1) => Headline::Overdue { by: now - at },
        Some(at) => Headline::Scheduled { at },
        None => Headline::ScheduledSometime,
    }
}

fn running(batch: &Batch, tallies: &Tallies, now: Millis, zone: Zone<'_>) -> Headline {
    let live = tallies.in_phase(Phase::Live);
    let waiting = tallies.in_phase(Phase::Waiting);
    if tallies.total == 0 {
        return Headline::NobodyToCall;
    }
    if waiting == 0 {
        let unknown = tallies.total - tallies.ended() - live;
        return match (live, unknown) {
            (0, 0) => Headline::Drained,
            (0, unknown) => Headline::Unclear { unknown },
            (live, _) => Headline::Finishing { live },
        };
    }
    match batch.window.map(|window| window.state(now, zone)) {
        Some(WindowState::Closed { opens }) => Headline::WindowClosed { opens, live },
        Some(WindowState::NeverOpens) => Headline::WindowNeverOpens,
        Some(WindowState::AtEdge) if live == 0 => Headline::AtEdge { waiting },
        Some(WindowState::Open { .. } | WindowState::AtEdge) | None => {
            Headline::Dialling { live, waiting }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Recipient;

    fn check(batch: &str, rows: &[&str], expected: &Headline) {
        let batch = Batch::from_json(batch);
        let is_over = batch.status.is_terminal();
        let mut tallies = Tallies { is_over, ..Tallies::default() };
        for status in rows {
            let json = format!(r#"{{"status":"{status}"}}"#);
            tallies.add(&Recipient::from_json(&json));
        }
        // A Thursday.
        let now = Millis::parse("2024-02-15T12:00:00Z").unwrap();
        assert_eq!(&headline(&batch, &tallies, now, &|_| Span(0)), expected);
    }

    #[test]
    fn states_that_a_person_chose() {
        check(r#"{"status":"draft"}"#, &["pending"], &Headline::Draft);
        check(r#"{"status":"paused"}"#, &["pending", "busy"], &Headline::Paused { waiting: 1 });
        check(r#"{"status":"cancelled"}"#, &["pending"], &Headline::Cancelled { not_called: 1 });
        check(r#"{"status":"recurring"}"#, &["pending"], &Headline::Recurring { run: None });
    }

    #[test]
    fn scheduled_and_overdue() {
        let at = |text| format!(r#"{{"status":"scheduled","scheduled_at":"{text}"}}"#);
        let later = Millis::parse("2024-02-15T13:00:00Z").unwrap();
        check(&at("2024-02-15T13:00:00Z"), &[], &Headline::Scheduled { at: later });
        check(&at("2024-02-15T11:54:00Z"), &[], &Headline::Overdue { by: Span::minutes(6) });
        check(r#"{"status":"scheduled"}"#, &[], &Headline::ScheduledSometime);
    }

    #[test]
    fn running_by_window_and_tallies() {
        let open = r#"{"status":"running","window_start_time":"09:00","window_end_time":"17:00"}"#;
        let shut = r#"{"status":"running","window_start_time":"13:00","window_end_time":"17:00"}"#;
        let never = r#"{"status":"running","window_days":[]}"#;
        let opens = Millis::parse("2024-02-15T13:00:00Z").unwrap();
        check(open, &["pending", "calling"], &Headline::Dialling { live: 1, waiting: 1 });
        check(shut, &["pending", "calling"], &Headline::WindowClosed { opens, live: 1 });
        check(never, &["pending"], &Headline::WindowNeverOpens);
        check(shut, &["calling", "busy"], &Headline::Finishing { live: 1 });
        let edge = r#"{"status":"running","window_start_time":"12:00","window_end_time":"17:00"}"#;
        check(edge, &["pending"], &Headline::AtEdge { waiting: 1 });
        check(edge, &["pending", "calling"], &Headline::Dialling { live: 1, waiting: 1 });
        check(open, &["completed"], &Headline::Drained);
        check(open, &["completed", "transferred"], &Headline::Unclear { unknown: 1 });
        check(open, &[], &Headline::NobodyToCall);
    }

    #[test]
    fn ended_and_unknown() {
        check(r#"{"status":"completed"}"#, &["completed"], &Headline::Completed { at: None });
        check(r#"{"status":"failed"}"#, &[], &Headline::Failed { not_called: 0 });
        check(r#"{"status":"archived"}"#, &[], &Headline::Unknown { status: "archived".into() });
    }
}
