//! When to ask next. Pure figures; [`crate::widget`] acts on them.

use crate::config::Refresh;
use crate::domain::{Batch, BatchStatus, Phase, Tallies};
use crate::failure::FailureKind;
use crate::insight::window::WindowState;
use crate::time::{Millis, Span, Zone};

/// Between answers while a campaign dials.
const DIALLING: Span = Span::seconds(10);
/// Between answers while nothing moves by itself.
const RESTING: Span = Span::seconds(60);
/// For so long after its time a campaign is expected to start at any moment.
const STARTING: Span = Span::minutes(-5);
/// The shortest wait for what happens at a known time.
const AT_ONCE: Span = Span::seconds(1);
/// Before the one confirming request after an end: the last rows may land after it (docs/api.md#after-the-end).
const CONFIRMING: Span = Span::seconds(5);

/// The first failure's longest wait; each further one doubles it.
const BACKOFF_BASE: Span = Span::seconds(4);
/// The longest wait of all.
const BACKOFF_CAP: Span = Span::minutes(5);
/// The shortest wait, so that chance cannot make a request follow a failure at once.
const BACKOFF_FLOOR: Span = Span::seconds(1);
/// The longest wait that a server may ask for before we ask anyway.
const RETRY_AFTER_CAP: Span = Span::minutes(60);

/// Whether the end was seen, and seen again.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Ending {
    /// Not ended.
    #[default]
    Open,
    /// Ended in the last answer.
    Seen,
    /// Ended in the last answer and in the one before.
    Confirmed,
}

impl Ending {
    /// Moves on with the status of a new answer.
    #[must_use]
    pub fn next(self, status: &BatchStatus) -> Self {
        match (status.is_terminal(), self) {
            (false, _) => Self::Open,
            (true, Self::Open) => Self::Seen,
            (true, Self::Seen | Self::Confirmed) => Self::Confirmed,
        }
    }
}

/// How soon something may happen in a campaign.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Pace {
    /// It dials, or is about to.
    Dialling,
    /// Nothing moves by itself.
    Resting,
    /// Nothing moves before that: its start, or the opening of its calling window.
    Until(Span),
}

impl Pace {
    /// At a time; the calling window is read in the given zone.
    pub fn of(batch: &Batch, tallies: &Tallies, now: Millis, zone: Zone<'_>) -> Self {
        match batch.status {
            BatchStatus::Running if tallies.in_phase(Phase::Live) == 0 => {
                match batch.window.map(|window| window.state(now, zone)) {
                    Some(WindowState::Closed { opens }) => Self::Until(opens - now),
                    Some(WindowState::NeverOpens) => Self::Resting,
                    _ => Self::Dialling,
                }
            }
            BatchStatus::Running => Self::Dialling,
            BatchStatus::Scheduled => match batch.scheduled_at.map(|at| at - now) {
                Some(wait) if wait > Span(0) => Self::Until(wait),
                // The platform starts campaigns by a timer of its own, some time after.
                Some(wait) if wait > STARTING => Self::Dialling,
                _ => Self::Resting,
            },
            _ => Self::Resting,
        }
    }
}

/// The wait after a good answer; None to ask no more by itself.
pub fn after_answer(refresh: Refresh, pace: Pace, ending: Ending) -> Option<Span> {
    match (refresh, ending) {
        (_, Ending::Confirmed) | (Refresh::Manual, _) => None,
        (_, Ending::Seen) => Some(CONFIRMING),
        (Refresh::Every(span), Ending::Open) => Some(span),
        (Refresh::Auto, Ending::Open) => Some(match pace {
            Pace::Dialling => DIALLING,
            Pace::Resting => RESTING,
            Pace::Until(wait) => wait.clamp(AT_ONCE, RESTING),
        }),
    }
}

/// The wait after the `count`th failure in a row (from 1); None to ask no more by itself.
///
/// Exponential with full jitter: `chance` in 0..1 picks the wait between nothing and its limit, so
/// that many widgets do not return at once. A server's own wish (`retry_after`) is the least wait.
pub fn after_failure(
    kind: FailureKind,
    count: u32,
    retry_after: Option<Span>,
    chance: f64,
) -> Option<Span> {
    if !kind.is_retryable() {
        return None;
    }
    let doubled = BACKOFF_BASE.0.saturating_mul(1 << count.saturating_sub(1).min(16));
    let limit = doubled.min(BACKOFF_CAP.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "minutes")]
    let wait = Span((limit as f64 * chance.clamp(0.0, 1.0)) as i64).max(BACKOFF_FLOOR);
    Some(wait.max(retry_after.unwrap_or_default().min(RETRY_AFTER_CAP)))
}

/// Reads an `Age` header: nothing where it is none.
pub fn age(text: Option<&str>) -> Span {
    let seconds = text.and_then(|text| text.trim_ascii().parse::<u32>().ok());
    Span::seconds(seconds.unwrap_or_default().into())
}

/// Whether an answer of that age stands in for a newer one that is not to be had: whoever kept it says by its
/// `Cache-Control` header for how long it is good, and has not had another for three times as long.
pub fn is_outdated(age: Span, cache_control: Option<&str>) -> bool {
    let seconds = |name| {
        let directives = cache_control.into_iter().flat_map(|text| text.split(','));
        let mut values = directives.filter_map(|it| it.trim_ascii().strip_prefix(name));
        values.next().and_then(|seconds| seconds.parse::<u32>().ok())
    };
    // The former is for caches that many share. One that is good for no time at all is not to be kept by browsers, and
    // says nothing of others.
    let limit = seconds("s-maxage=").or_else(|| seconds("max-age="));
    limit.is_some_and(|seconds| seconds > 0 && age > Span::seconds(i64::from(seconds) * 3))
}

/// Reads a `Retry-After` header: seconds, or a date. A date is read by the viewer's clock, which may be wrong by
/// any time, so it makes nobody wait longer than failures do without it.
pub fn retry_after(text: &str, now: Millis) -> Option<Span> {
    let wait = match text.trim_ascii().parse::<u32>() {
        Ok(seconds) => Span::seconds(seconds.into()),
        Err(_) => (Millis::parse_http_date(text)? - now).min(BACKOFF_CAP),
    };
    (wait > Span(0)).then_some(wait)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Recipient;
    use proptest::prelude::*;

    fn check(refresh: Refresh, status: &str, ending: Ending, seconds: Option<i64>) {
        let batch = Batch::from_json(&format!(r#"{{"status":"{status}"}}"#));
        let pace = Pace::of(&batch, &Tallies::default(), Millis(0), &|_| Span(0));
        let wait = after_answer(refresh, pace, ending);
        assert_eq!(wait, seconds.map(Span::seconds), "{refresh:?} {status} {ending:?}");
    }

    #[test]
    fn as_often_as_the_campaign_moves() {
        check(Refresh::Auto, "running", Ending::Open, Some(10));
        check(Refresh::Auto, "scheduled", Ending::Open, Some(60));
        check(Refresh::Auto, "paused", Ending::Open, Some(60));
        check(Refresh::Auto, "archived", Ending::Open, Some(60));
        check(Refresh::Every(Span::seconds(30)), "running", Ending::Open, Some(30));
        check(Refresh::Manual, "running", Ending::Open, None);
    }

    #[test]
    fn one_more_after_the_end_and_then_none() {
        let done = BatchStatus::Completed;
        let ending = Ending::default().next(&done);
        check(Refresh::Auto, "completed", ending, Some(5));
        check(Refresh::Auto, "completed", ending.next(&done), None);
        assert_eq!(ending.next(&BatchStatus::Running), Ending::Open);
    }

    #[test]
    fn only_what_can_mend_itself_is_asked_again() {
        let wait = |kind| after_failure(kind, 1, None, 0.5);
        assert_eq!(wait(FailureKind::Network), Some(Span::seconds(2)));
        assert_eq!(wait(FailureKind::RateLimited), Some(Span::seconds(2)));
        for hopeless in [
            FailureKind::BadRequest,
            FailureKind::Unauthorized,
            FailureKind::Forbidden,
            FailureKind::NotFound,
        ] {
            assert_eq!(wait(hopeless), None);
        }
    }

    #[test]
    fn the_servers_own_wish_is_the_least_wait() {
        let wait = |text| retry_after(text, Millis(0));
        assert_eq!(wait("3"), Some(Span::seconds(3)));
        assert_eq!(wait("Thu, 01 Jan 1970 00:01:00 GMT"), Some(Span::minutes(1)));
        for late in ["Thu, 01 Jan 1970 23:00:00 GMT", "Wed, 21 Oct 2015 07:28:00 GMT"] {
            assert_eq!(wait(late), Some(BACKOFF_CAP), "a clock that is behind starves nobody");
        }
        assert_eq!(wait("0"), None);
        assert_eq!(wait("soon"), None);
        let limited = |wish| after_failure(FailureKind::RateLimited, 1, wish, 0.0);
        assert_eq!(limited(wait("30")), Some(Span::seconds(30)));
        assert_eq!(limited(wait("999999")), Some(Span::minutes(60)));
    }

    #[test]
    fn an_answer_is_outdated_when_its_keeper_has_had_no_newer_one_for_long() {
        let check = |age: i64, cache_control, expected| {
            assert_eq!(is_outdated(Span::seconds(age), cache_control), expected, "{age}");
        };
        check(30, Some("private, max-age=10"), false);
        check(31, Some("private, max-age=10"), true);
        check(31, Some("max-age=10, public"), true);
        check(86_400, Some("no-store"), false);
        check(86_400, Some("max-age=soon"), false);
        check(86_400, None, false);
        check(1, Some("public, max-age=0, must-revalidate"), false);
        check(16, Some("max-age=5, s-maxage=60"), false);
        check(181, Some("max-age=5, s-maxage=60"), true);
    }

    proptest! {
        #[test]
        fn waits_grow_to_their_cap_and_no_further(count: u32, chance in 0.0..1.0_f64) {
            let wait = after_failure(FailureKind::Server, count, None, chance);
            prop_assert!(wait.is_some_and(|wait| (BACKOFF_FLOOR..=BACKOFF_CAP).contains(&wait)));
        }
    }

    #[test]
    fn it_wakes_at_a_start_and_at_an_opening_and_rests_until_then() {
        let now = Millis::parse("2024-02-15T12:00:00Z").unwrap();
        let pace = |json: &str, rows: &[&str]| {
            let mut tallies = Tallies::default();
            for status in rows {
                tallies.add(&Recipient::from_json(&format!(r#"{{"status":"{status}"}}"#)));
            }
            Pace::of(&Batch::from_json(json), &tallies, now, &|_| Span(0))
        };
        let starts =
            |at: &str| pace(&format!(r#"{{"status":"scheduled","scheduled_at":"{at}"}}"#), &[]);
        assert_eq!(starts("2024-02-15T12:00:07Z"), Pace::Until(Span::seconds(7)));
        assert_eq!(starts("2024-02-15T12:00:00Z"), Pace::Dialling);
        assert_eq!(starts("2024-02-15T11:56:00Z"), Pace::Dialling);
        assert_eq!(starts("2024-02-15T11:00:00Z"), Pace::Resting);
        assert_eq!(pace(r#"{"status":"scheduled"}"#, &[]), Pace::Resting);
        let shut = r#"{"status":"running","window_start_time":"13:00","window_end_time":"17:00"}"#;
        assert_eq!(pace(shut, &["pending"]), Pace::Until(Span::minutes(60)));
        assert_eq!(pace(shut, &["pending", "ringing"]), Pace::Dialling);
        assert_eq!(pace(r#"{"status":"running","window_days":[]}"#, &["pending"]), Pace::Resting);
        for (until, waits) in [(7_200, 7_200), (20, 1_000), (3_600_000, 60_000)] {
            let wait = after_answer(Refresh::Auto, Pace::Until(Span(until)), Ending::Open);
            assert_eq!(wait, Some(Span(waits)), "{until}");
        }
    }
}
