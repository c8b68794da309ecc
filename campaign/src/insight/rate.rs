//! "How sure is a rate?" The range in which the true rate is likely to lie, by the count alone (Wilson's interval at
//! nine in ten). It claims nothing of calls to come that are of another kind.

/// The two-sided bound of nine in ten, in standard deviations.
const NINE_IN_TEN: f64 = 1.644_85;

/// The range of the rate of so many out of so many, as shares. Everything for none.
pub fn likely(count: u32, of: u32) -> [f64; 2] {
    if of == 0 {
        return [0.0, 1.0];
    }
    let (n, z) = (f64::from(of), NINE_IN_TEN);
    let rate = f64::from(count.min(of)) / n;
    let middle = rate + z * z / (2.0 * n);
    let reach = z * (rate * (1.0 - rate) / n + z * z / (4.0 * n * n)).sqrt();
    [-1.0, 1.0].map(|side| ((middle + side * reach) / (1.0 + z * z / n)).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn as_one_finds_it_in_tables() {
        let [low, high] = likely(8, 16);
        assert!((low - 0.3105).abs() < 0.002 && (high - 0.6895).abs() < 0.002, "{low} {high}");
        let [low, high] = likely(0, 20);
        assert!(low.abs() < 1e-9 && (high - 0.1192).abs() < 0.002, "{low} {high}");
        assert!(likely(0, 0).map(f64::to_bits) == [0.0_f64, 1.0].map(f64::to_bits));
    }

    proptest! {
        #[test]
        fn it_holds_the_rate_itself_and_narrows(of in 1_u32..10_000, part in 0.0..1.0_f64) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is small")]
            let count = (f64::from(of) * part) as u32;
            let [low, high] = likely(count, of);
            let rate = f64::from(count) / f64::from(of);
            prop_assert!(low <= rate + 1e-9 && rate <= high + 1e-9);
            let [low_of_more, high_of_more] = likely(count * 4, of * 4);
            prop_assert!(high_of_more - low_of_more < high - low);
        }
    }
}
