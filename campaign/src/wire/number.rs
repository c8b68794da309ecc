//! What a JSON number comes to, without floats: to read those exactly takes tables.

/// More zeros than the largest number has digits.
const FAR: i64 = 20;

/// A number whose syntax was checked, cut to a whole one; the largest saturate.
pub fn cut(number: &[u8]) -> i64 {
    let size = number.strip_prefix(b"-").unwrap_or(number);
    let (mantissa, exponent) = split(size, b"eE");
    let (whole, fraction) = split(mantissa, b".");
    let mut digits = whole.iter().chain(fraction);
    let mut below = 0_i64; // Zero, where there is room for one more.
    for _ in 0..moved(length(whole), exponent).min(length(number) + FAR) {
        let digit = digits.next().map_or(0, |digit| digit - b'0');
        below = if below < i64::MIN / 10 { i64::MIN } else { below * 10 };
        below = below.saturating_sub(digit.into());
    }
    if size.len() < number.len() { below } else { below.saturating_neg() }
}

/// Where the point stands after an exponent has moved it.
fn moved(point: i64, exponent: &[u8]) -> i64 {
    match exponent {
        [] => point,
        [b'+', exponent @ ..] | exponent => point.saturating_add(cut(exponent)),
    }
}

/// What stands before and after the first of these bytes.
fn split<'a>(number: &'a [u8], at: &[u8]) -> (&'a [u8], &'a [u8]) {
    let place = number.iter().position(|byte| at.contains(byte)).unwrap_or(number.len());
    let (before, after) = number.split_at(place);
    (before, after.get(1..).unwrap_or_default())
}

fn length(bytes: &[u8]) -> i64 {
    bytes.len().try_into().unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(number: &str, expected: i64) {
        assert_eq!(cut(number.as_bytes()), expected, "{number}");
    }

    #[test]
    fn whole_numbers_up_to_the_largest() {
        check("0", 0);
        check("-0", 0);
        check("14155551234", 14_155_551_234);
        check("-12", -12);
        check("9223372036854775807", i64::MAX);
        check("9223372036854775808", i64::MAX);
        check("-9223372036854775808", i64::MIN);
        check("-9223372036854775809", i64::MIN);
        check("18446744073709551616", i64::MAX);
    }

    #[test]
    fn fractions_are_cut() {
        check("3.0", 3);
        check("0.99", 0);
        check("-1.5", -1);
        check("123456789012345678.9", 123_456_789_012_345_678);
    }

    #[test]
    fn exponents_move_the_point() {
        check("1e3", 1_000);
        check("1E+3", 1_000);
        check("1.2345e2", 123);
        check("-1.5e1", -15);
        check("120e-1", 12);
        check("12e-5", 0);
        check("0.0012e4", 12);
        check("1e300", i64::MAX);
        check("-1e999999999999999999999", i64::MIN);
        check("1e-999999999999999999999", 0);
        check("0e999999999999999999999", 0);
    }

    proptest! {
        #[test]
        fn whole_numbers_as_serde_json_reads_them(number: i64) {
            let number = number.to_string();
            prop_assert_eq!(cut(number.as_bytes()), serde_json::from_str::<i64>(&number).unwrap());
        }

        #[test]
        #[expect(clippy::cast_possible_truncation, reason = "that is the question")]
        fn others_as_serde_json_reads_them(
            whole in -999_999_i64..999_999, fraction in 0..9_999, exponent in -12..10,
        ) {
            let number = format!("{whole}.{fraction}e{exponent}");
            let float: f64 = serde_json::from_str(&number).unwrap();
            prop_assert_eq!(cut(number.as_bytes()), float as i64, "{}", number);
        }
    }
}
