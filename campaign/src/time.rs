//! Points and lengths of time, and the API's timestamps.
//!
//! Non-goals: time zones and calendars. The screen asks `Intl` for those, and gives a [`Zone`].

use serde::{Deserialize, Serialize};
use std::ops::{Add, Sub};

/// A point in time: milliseconds since 1970-01-01T00:00Z.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Serialize, Deserialize)]
pub struct Millis(pub i64);

/// A length of time in milliseconds, negative when it runs backwards.
#[derive(
    Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Default, Serialize, Deserialize,
)]
pub struct Span(pub i64);

/// How far the clocks of a place are ahead of UTC at a time, summer time included.
pub type Zone<'a> = &'a dyn Fn(Millis) -> Span;

/// A clock for waits and ages, which never goes back. It goes on by whichever of two clocks went further: one
/// that nobody can set, but that may stand still while the machine sleeps, and the one on the wall.
#[derive(Debug, Default)]
pub struct SteadyClock {
    now: i64,
    before: Option<(Millis, Millis)>,
}

impl SteadyClock {
    /// What it shows when the others show that.
    pub fn read(&mut self, unset: Millis, wall: Millis) -> Millis {
        if let Some((last_unset, last_wall)) = self.before.replace((unset, wall)) {
            let passed = (unset - last_unset).max(wall - last_wall).max(Span(0));
            self.now = self.now.saturating_add(passed.0);
        }
        Millis(self.now)
    }
}

/// Over which a budget of requests counts.
pub const HOUR: Span = Span::minutes(60);
pub const MINUTE: i64 = 60_000;
pub const DAY: i64 = 24 * 60 * MINUTE;

impl Span {
    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds * 1000)
    }

    pub const fn minutes(minutes: i64) -> Self {
        Self(minutes * MINUTE)
    }

    /// For sums over many, in milliseconds.
    #[expect(clippy::cast_precision_loss, reason = "times and spans are far below 2^52 ms")]
    pub const fn as_f64(self) -> f64 {
        self.0 as f64
    }

    /// The nearest span to so many milliseconds.
    #[expect(clippy::cast_possible_truncation, reason = "casts of floats saturate")]
    pub fn from_f64(millis: f64) -> Self {
        Self(millis.round() as i64)
    }
}

impl Add for Span {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Add<Span> for Millis {
    type Output = Self;

    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Millis {
    type Output = Self;

    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Sub for Millis {
    type Output = Span;

    fn sub(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Millis {
    /// Reads a timestamp of the API: `Z`, an offset such as `+00:00`, or no offset (UTC); seconds
    /// with 0 to 9 fractional digits. None for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, rest) = text.trim_ascii().split_at_checked(10)?;
        let (clock, offset) = split_offset(rest.strip_prefix(['T', 't', ' '])?)?;
        Some(Self(day(date)? * DAY + clock_millis(clock)? - offset * MINUTE))
    }

    /// Reads the date form of a `Retry-After` header: `Wed, 21 Oct 2015 07:28:00 GMT`.
    pub fn parse_http_date(text: &str) -> Option<Self> {
        let (_, date) = text.split_once(',')?;
        let words: Vec<&str> = date.split_ascii_whitespace().collect();
        let [day, month, year, clock, ..] = words[..] else { return None };
        let month = (1..).zip(MONTHS).find(|(_, known)| *known == month)?.0;
        let day = day_of(number(year)?, month, number(day)?)?;
        Some(Self(day * DAY + clock_millis(clock)?))
    }

    /// Days since 1970-01-01, in UTC.
    pub fn utc_day(self) -> i64 {
        self.0.div_euclid(DAY)
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A time of the day: minutes after midnight, up to 1,440.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct TimeOfDay(pub u16);

impl TimeOfDay {
    /// Reads `09:00`, `09:00:00.000`, `9:00 AM` or `0900`. Seconds count for nothing, but must be some.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_ascii().to_ascii_lowercase();
        let morning = text.strip_suffix("am").map(|clock| (clock, 0));
        let half = morning.or_else(|| Some((text.strip_suffix("pm")?, 12)));
        let clock = half.map_or(&*text, |(clock, _)| clock.trim_ascii_end());
        let parts: Vec<&str> = clock.split(':').collect();
        let (hours, minutes) = match parts[..] {
            [hours, minutes] => (hours, minutes),
            [hours, minutes, seconds] => {
                let (seconds, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
                number(seconds).zip(number(fraction)).filter(|(seconds, _)| *seconds < 60)?;
                (hours, minutes)
            }
            [digits] if digits.len() == 4 => digits.split_at_checked(2)?,
            _ => return None,
        };
        let hours = match (number(hours)?, half) {
            (hours, None) => hours,
            (hours @ 1..=12, Some((_, noon))) => hours % 12 + noon,
            _ => return None,
        };
        let minutes = number(minutes).filter(|minutes| *minutes < 60)?;
        let minute = u16::try_from(hours * 60 + minutes).ok()?;
        (minute <= 24 * 60).then_some(Self(minute))
    }
}

/// A day of the week, 0 = Sunday as in the API (docs/api.md#calling-window).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Weekday(u8);

impl Weekday {
    /// None from 7 on.
    pub fn new(number: u32) -> Option<Self> {
        u8::try_from(number).ok().filter(|number| *number < 7).map(Self)
    }

    pub fn index(self) -> usize {
        self.0.into()
    }
}

/// The day of the week of a day since 1970-01-01, 0 = Sunday as in the API (docs/api.md#calling-window).
pub fn weekday(day: i64) -> u8 {
    // 1970-01-01 was a Thursday.
    u8::try_from((day + 4).rem_euclid(7)).unwrap_or(0)
}

/// One to nine ASCII digits: `str::parse` would take a sign.
fn number(text: &str) -> Option<i64> {
    let is_short = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_short)
}

/// `2024-02-15`, in days since 1970-01-01.
fn day(date: &str) -> Option<i64> {
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts[..] else { return None };
    day_of(number(year)?, number(month)?, number(day)?)
}

fn day_of(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_sound = year <= 9999 && (1..=12).contains(&month);
    let first = days_from_civil(year, month, 1);
    let next = days_from_civil(year, month + 1, 1);
    Some(first + day - 1).filter(|at| is_sound && (first..next).contains(at))
}

/// Days since 1970-01-01 of a day of the Gregorian calendar, by counting from 1 March, so that the
/// leap day is the last of its year.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// `09:00`, `09:00:00` or `09:00:00.000000`, in milliseconds after midnight.
fn clock_millis(clock: &str) -> Option<i64> {
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let (hours, minutes, seconds) = match parts[..] {
        [hours, minutes] => (number(hours)?, number(minutes)?, 0),
        [hours, minutes, seconds] => (number(hours)?, number(minutes)?, number(seconds)?),
        _ => return None,
    };
    let is_sound = hours < 24 && minutes < 60 && seconds <= 60;
    let digits = u32::try_from(fraction.len()).ok()?;
    let thousandths = number(fraction)? * 1000 / 10_i64.pow(digits);
    is_sound.then_some(((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths)
}

/// A time of the day and its offset in minutes: `Z`, `+01:00`, `+0100`, `+01` or nothing.
fn split_offset(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let Some(at) = time.find(['+', '-']) else { return Some((time, 0)) };
    let (clock, offset) = time.split_at(at);
    let digits = offset.get(1..)?;
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 2 => (digits, "0"),
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => return None,
    };
    let hours = number(hours).filter(|hours| *hours < 24)?;
    let minutes = hours * 60 + number(minutes).filter(|minutes| *minutes < 60)?;
    Some((clock, if offset.starts_with('-') { -minutes } else { minutes }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<i64>) {
        assert_eq!(Millis::parse(text), expected.map(Millis), "{text}");
    }

    #[test]
    fn timestamps_of_every_form() {
        check("2024-02-15T09:00:00.000Z", Some(1_707_987_600_000));
        check("2024-02-15T09:00:00Z", Some(1_707_987_600_000));
        check("2024-02-15T09:00:00", Some(1_707_987_600_000));
        check("2024-02-15 09:00:00+00", Some(1_707_987_600_000));
        check("2024-02-15T09:00:00+00:00", Some(1_707_987_600_000));
        check("2024-02-15T09:00:00.1+00:00", Some(1_707_987_600_100));
        check("2024-02-15T09:00:00.123456+00:00", Some(1_707_987_600_123));
        check("2024-02-15T10:30:00.5+01:30", Some(1_707_987_600_500));
        check("2024-02-15T08:00:00-0100", Some(1_707_987_600_000));
        check("1970-01-01T00:00:00Z", Some(0));
        check("2000-02-29T00:00:00Z", Some(951_782_400_000));
        check("1969-12-31T23:59:59.999Z", Some(-1));
    }

    #[test]
    fn what_is_not_a_timestamp_is_none() {
        for text in [
            "",
            "2024",
            "2024-02-15",
            "2024-13-01T00:00:00Z",
            "2024-02-15T24:00:00Z",
            "2024-02-15T09:00:00.x1Z",
            "2024-02-15T09:00:+1Z",
            "2024-02-15T09:00:00+1",
            "2024-02-15T09:00:00+01:",
            "2024-02-15T09:00:00Z+01:00",
            "2024-02-15T09:00:00.1234567890Z",
            "2024-2-15T09:00:00Z",
            "soon, very soon",
            "275761-1-1T00:00:00Z",
            "2024-02-15é09:00",
            "９９９９-02-15T09:00:00Z",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn http_dates() {
        assert_eq!(
            Millis::parse_http_date("Wed, 21 Oct 2015 07:28:00 GMT"),
            Some(Millis(1_445_412_480_000))
        );
        assert_eq!(Millis::parse_http_date("next week"), None);
        assert_eq!(Millis::parse_http_date("Wed, 21 Oct 999999999 07:28:00 GMT"), None);
    }

    #[test]
    fn weekdays_count_from_sunday() {
        assert_eq!(weekday(0), 4);
        assert_eq!(weekday(-1), 3);
        assert_eq!(weekday(Millis(1_707_987_600_000).utc_day()), 4);
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in ".{0,40}") {
            let _ = Millis::parse(&text);
            let _ = Millis::parse_http_date(&text);
        }
    }

    #[test]
    fn the_steady_clock_goes_on_whatever_becomes_of_the_wall_clock() {
        let mut clock = SteadyClock::default();
        let mut steps = vec![(0, 1_000_000), (10, 1_000_010), (20, 900_000), (30, 900_010)];
        // The machine slept; then somebody set the clock ahead, and back.
        steps.extend([(30, 940_010), (40, 9_940_020), (50, 940_030)]);
        let shown: Vec<_> = steps
            .into_iter()
            .map(|(unset, wall)| clock.read(Millis(unset), Millis(wall)).0)
            .collect();
        assert_eq!(shown, [0, 10, 20, 30, 40_030, 9_040_040, 9_040_050]);
    }

    #[test]
    fn times_of_day_as_programs_and_people_write_them() {
        for (text, expected) in [
            ("09:00", Some(540)),
            (" 09:00:00 ", Some(540)),
            ("9:00 AM", Some(540)),
            ("9:05pm", Some(21 * 60 + 5)),
            ("12:00 AM", Some(0)),
            ("12:30 pm", Some(750)),
            ("0900", Some(540)),
            ("0930PM", Some(21 * 60 + 30)),
            ("24:00", Some(1440)),
            ("24:01", None),
            ("13:00 PM", None),
            ("0:30 AM", None),
            ("9", None),
            ("900", None),
            ("09:60", None),
            ("9.00", None),
            ("nine", None),
            ("", None),
        ] {
            assert_eq!(TimeOfDay::parse(text), expected.map(TimeOfDay), "{text}");
        }
    }
}
