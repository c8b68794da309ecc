//! Points and lengths of time, and the API's timestamps (api.md, trap 1).
//!
//! Non-goals: time zones and calendars. The screen asks `Intl` for those.

use std::ops::{Add, Sub};

/// A point in time: milliseconds since 1970-01-01T00:00Z.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Millis(pub i64);

/// A length of time in milliseconds, negative when it runs backwards.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, Default)]
pub struct Span(pub i64);

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
        let (date, clock) = text.trim().split_at_checked(10)?;
        let clock = clock.strip_prefix(['T', 't', ' '])?;
        let (clock, offset) = split_offset(clock)?;
        Some(Self(days_of(date)? * DAY + millis_of(clock)? - offset * MINUTE))
    }

    /// Reads the date form of a `Retry-After` header: `Wed, 21 Oct 2015 07:28:00 GMT`.
    pub fn parse_http_date(text: &str) -> Option<Self> {
        let (_, rest) = text.split_once(',')?;
        let mut words = rest.split_ascii_whitespace();
        let day = number(words.next()?)?;
        let name = words.next()?;
        let month = 1 + MONTHS.iter().position(|known| *known == name)?;
        let year = number(words.next()?)?;
        let clock = millis_of(words.next()?)?;
        if year > 9999 || day > 31 {
            return None;
        }
        Some(Self(days_from_civil(year, i64::try_from(month).ok()?, day) * DAY + clock))
    }

    /// Days since 1970-01-01, in UTC.
    pub fn utc_day(self) -> i64 {
        self.0.div_euclid(DAY)
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The day of the week of a day since 1970-01-01, 0 = Sunday as in the API (api.md, trap 4).
pub fn weekday(day: i64) -> u8 {
    // 1970-01-01 was a Thursday.
    u8::try_from((day + 4).rem_euclid(7)).unwrap_or(0)
}

fn days_of(date: &str) -> Option<i64> {
    let mut parts = date.split('-');
    let (year, month, day) =
        (number(parts.next()?)?, number(parts.next()?)?, number(parts.next()?)?);
    let sound = year <= 9999
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && parts.next().is_none();
    sound.then(|| days_from_civil(year, month, day))
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

fn millis_of(clock: &str) -> Option<i64> {
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut parts = whole.split(':');
    let hours = number(parts.next()?)?;
    let minutes = number(parts.next()?)?;
    let seconds = parts.next().map_or(Some(0), number)?;
    let sound = hours < 24 && minutes < 60 && seconds <= 60 && parts.next().is_none();
    sound.then_some(())?;
    Some(((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths(fraction)?)
}

/// The first three digits of a fraction; the API sends up to six.
fn thousandths(fraction: &str) -> Option<i64> {
    if fraction.is_empty() {
        return Some(0);
    }
    number(fraction)?;
    let digits = fraction.bytes().chain(*b"000").take(3);
    Some(digits.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')))
}

/// The clock without its offset, and the offset in minutes.
fn split_offset(clock: &str) -> Option<(&str, i64)> {
    if let Some(clock) = clock.strip_suffix(['Z', 'z']) {
        return Some((clock, 0));
    }
    let Some(at) = clock.find(['+', '-']) else {
        return Some((clock, 0));
    };
    let (clock, offset) = clock.split_at_checked(at)?;
    let (sign, digits) = offset.split_at_checked(1)?;
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 2 => (digits, "0"),
        None => digits.split_at_checked(2)?,
    };
    let minutes = number(hours)? * 60 + number(minutes)?;
    Some((clock, if sign == "-" { -minutes } else { minutes }))
}

/// Up to nine ASCII digits and nothing else: `str::parse` would take a sign.
fn number(text: &str) -> Option<i64> {
    let sound = (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    sound.then(|| text.parse().ok())?
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
