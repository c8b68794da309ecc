//! The forms of the vendor's timestamps (docs/api.md#timestamps).

use super::json::Json;

/// A form of a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stamp {
    /// `2024-02-15T09:00:00.000Z`
    Zulu,
    /// `2024-02-15T09:00:00.000123+00:00`
    Micros,
    /// `2024-02-15T09:00:00+00:00`
    Seconds,
    /// `2024-02-15T09:00:00.1+00:00`
    Tenths,
    /// `2024-02-15T09:00:00.000`, which means UTC
    Bare,
}

impl Stamp {
    pub(crate) const ALL: [Self; 5] =
        [Self::Zulu, Self::Micros, Self::Seconds, Self::Tenths, Self::Bare];

    /// The form for a row of an answer that mixes all forms.
    pub(crate) fn of_row(index: usize) -> Self {
        Self::ALL.get(index % Self::ALL.len()).copied().unwrap_or(Self::Zulu)
    }

    /// Writes a moment in quotes.
    pub(crate) fn write(self, json: &mut Json, millis: i64) {
        let fraction = millis.rem_euclid(1_000);
        json.raw(b"\"");
        seconds(json, millis.div_euclid(1_000));
        match self {
            Self::Zulu => {
                json.raw(b".").digits(fraction, 3).raw(b"Z");
            }
            Self::Micros => {
                // Any microseconds will do, as long as the same moment always has the same ones.
                let micros = fraction * 1_000 + (millis / 7).rem_euclid(1_000);
                json.raw(b".").digits(micros, 6).raw(b"+00:00");
            }
            Self::Seconds => {
                json.raw(b"+00:00");
            }
            Self::Tenths => {
                json.raw(b".").digits(fraction / 100, 1).raw(b"+00:00");
            }
            Self::Bare => {
                json.raw(b".").digits(fraction, 3);
            }
        }
        json.raw(b"\"");
    }
}

/// `YYYY-MM-DDTHH:MM:SS` of seconds since 1970.
fn seconds(json: &mut Json, seconds: i64) {
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    let time = seconds.rem_euclid(86_400);
    json.digits(year, 4).raw(b"-").digits(month, 2).raw(b"-").digits(day, 2).raw(b"T");
    json.digits(time / 3_600, 2).raw(b":").digits(time / 60 % 60, 2).raw(b":").digits(time % 60, 2);
}

/// Year, month and day of days since 1970, by Howard Hinnant's `civil_from_days`: years are counted
/// from March, so that the leap day comes last.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stamp: Stamp, millis: i64, expected: &str) {
        let mut json = Json::with_capacity(40);
        stamp.write(&mut json, millis);
        assert_eq!(String::from_utf8(json.into_bytes()).unwrap(), format!("\"{expected}\""));
    }

    #[test]
    fn forms_and_calendar() {
        check(Stamp::Zulu, 1_707_987_600_000, "2024-02-15T09:00:00.000Z");
        check(Stamp::Zulu, 951_782_399_999, "2000-02-28T23:59:59.999Z");
        check(Stamp::Zulu, 951_782_400_000, "2000-02-29T00:00:00.000Z");
        check(Stamp::Zulu, 0, "1970-01-01T00:00:00.000Z");
        check(Stamp::Zulu, 1_767_225_599_001, "2025-12-31T23:59:59.001Z");
        check(Stamp::Micros, 1_707_987_600_120, "2024-02-15T09:00:00.120588+00:00");
        check(Stamp::Seconds, 1_707_987_600_120, "2024-02-15T09:00:00+00:00");
        check(Stamp::Tenths, 1_707_987_600_120, "2024-02-15T09:00:00.1+00:00");
        check(Stamp::Bare, 1_707_987_600_120, "2024-02-15T09:00:00.120");
    }
}
