//! How good the forecast and the alarms are, against simulated campaigns of which the end is known. `cargo xtask bench
//! insight` writes the tables into docs/insight.md.
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench of small counts, which may panic"
)]

mod alarms;
mod eta;
mod sim;

fn main() {
    if std::env::args().any(|arg| arg == "alarms") {
        alarms::report();
    } else {
        eta::report();
    }
}
