//! Points and lengths of time, and the API's timestamps (api.md, trap 1).
//!
//! Non-goals: time zones and calendars. The screen asks `Intl` for those, and gives a [`Zone`].

mod reader;

pub(crate) use reader::Reader;
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

/// Milliseconds in a minute.
pub const MINUTE: i64 = 60_000;
/// Milliseconds in a day.
pub const DAY: i64 = 24 * 60 * MINUTE;

impl Span {
    /// A span of whole seconds.
    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds * 1000)
    }

    /// A span of whole minutes.
    pub const fn minutes(minutes: i64) -> Self {
        Self(minutes * MINUTE)
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
        let mut text = Reader(text.trim_ascii().as_bytes());
        let day = date(&mut text)?;
        text.mark(b"Tt ")?;
        let millis = day * DAY + clock(&mut text)? - offset(&mut text)? * MINUTE;
        text.0.is_empty().then_some(Self(millis))
    }

    /// Reads the date form of a `Retry-After` header: `Wed, 21 Oct 2015 07:28:00 GMT`.
    pub fn parse_http_date(text: &str) -> Option<Self> {
        let comma = text.bytes().position(|byte| byte == b',')?;
        let mut text = Reader(text.as_bytes().get(comma + 1..)?);
        text.mark(b" ")?;
        let day = text.number()?;
        text.mark(b" ")?;
        let (name, rest) = text.0.split_first_chunk::<3>()?;
        text = Reader(rest);
        text.mark(b" ")?;
        let year = text.number()?;
        text.mark(b" ")?;
        let month = (1..).zip(MONTHS.chunks_exact(3)).find(|(_, known)| known == name)?.0;
        Some(Self(day_of(year, month, day)? * DAY + clock(&mut text)?))
    }

    /// Days since 1970-01-01, in UTC.
    pub fn utc_day(self) -> i64 {
        self.0.div_euclid(DAY)
    }
}

const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";

/// The day of the week of a day since 1970-01-01, 0 = Sunday as in the API (api.md, trap 4).
pub fn weekday(day: i64) -> u8 {
    // 1970-01-01 was a Thursday.
    u8::try_from((day + 4).rem_euclid(7)).unwrap_or(0)
}

/// `2024-02-15`, in days since 1970-01-01.
fn date(text: &mut Reader<'_>) -> Option<i64> {
    let before = text.0.len();
    let year = text.number()?;
    text.mark(b"-")?;
    let month = text.number()?;
    text.mark(b"-")?;
    let day = text.number()?;
    (before - text.0.len() == 10).then_some(())?;
    day_of(year, month, day)
}

fn day_of(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_sound = year <= 9999 && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_sound.then(|| days_from_civil(year, month, day))
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
fn clock(text: &mut Reader<'_>) -> Option<i64> {
    let hours = text.number()?;
    text.mark(b":")?;
    let minutes = text.number()?;
    let seconds = if text.mark(b":").is_some() { text.number()? } else { 0 };
    let is_sound = hours < 24 && minutes < 60 && seconds <= 60;
    let thousandths = if text.mark(b".").is_some() { thousandths(text) } else { 0 };
    is_sound.then_some(((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths)
}

/// A fraction of any length; the API sends up to six digits.
fn thousandths(text: &mut Reader<'_>) -> i64 {
    let (number, digits) = text.number_and_length().unwrap_or_default();
    number * 1000 / 10_i64.pow(digits)
}

/// `Z`, `+01:00`, `+0100`, `+01` or nothing, in minutes.
fn offset(text: &mut Reader<'_>) -> Option<i64> {
    let Some(sign @ (b'+' | b'-')) = text.mark(b"Zz+-") else { return Some(0) };
    let (number, digits) = text.number_and_length()?;
    let minutes = match (text.mark(b":"), digits) {
        (Some(_), _) => number * 60 + text.number()?,
        (None, 2) => number * 60,
        (None, 4) => number / 100 * 60 + number % 100,
        _ => return None,
    };
    Some(if sign == b'-' { -minutes } else { minutes })
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
}
