//! How many tests ran, read from what the runners print.

use std::{ops::Add, process::Command};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Counts {
    /// A check that counts as one.
    pub(super) const PASSED: Self = Self { passed: 1, failed: 0 };
    pub(super) const FAILED: Self = Self { passed: 0, failed: 1 };

    /// The sum of the lines `test result: ok. 3 passed; 1 failed; ...` of cargo test and of
    /// wasm-bindgen's runner, which colours them.
    fn of_cargo_test(stdout: &str) -> Self {
        stdout.lines().filter_map(of_line).fold(Self::default(), Self::add)
    }

    /// The statistics of Playwright's JSON report. A test that passed on a second try has failed.
    pub(super) fn of_playwright(report: &str) -> Result<Self> {
        let report: Value = serde_json::from_str(report).context("Playwright's report")?;
        let stats = report.get("stats").context("Playwright's report has no statistics")?;
        let number = |name| stats.get(name).and_then(Value::as_u64).unwrap_or(0);
        // Such as a test file that does not compile.
        let errors = report.get("errors").and_then(Value::as_array).map_or(0, Vec::len);
        let failed = number("unexpected") + number("flaky") + errors as u64;
        Ok(Self { passed: number("expected"), failed })
    }

    /// A runner that fails without a failed test has failed otherwise, e.g. to compile.
    pub(super) fn unless_failed(self, success: bool) -> Self {
        if success || self.failed > 0 { self } else { self + Self::FAILED }
    }

    /// A step that ran no test tells nothing.
    pub(super) fn or_failed_if_empty(self) -> Self {
        if self == Self::default() {
            println!("error: no test ran");
            return Self::FAILED;
        }
        self
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

/// Runs `cargo test` with these arguments.
pub(super) fn of_tests(cargo_test: &mut Command) -> Result<Counts> {
    let run = process::tee(cargo_test.arg("--no-fail-fast"))?;
    Ok(Counts::of_cargo_test(&run.stdout).unless_failed(run.success))
}

fn of_line(line: &str) -> Option<Counts> {
    let (_, result) = line.split_once("test result: ")?;
    let before = |word: &str| {
        let (before, _) = result.split_once(word)?;
        before.split_whitespace().last()?.parse().ok()
    };
    Some(Counts { passed: before(" passed;")?, failed: before(" failed;")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_are_added_up() {
        let stdout = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured\n\
                      test a ... FAILED\n\
                      test result: \u{1b}[31mFAILED\u{1b}[0m. 10 passed; 2 failed; 1 ignored; 0 filtered\n";
        assert_eq!(Counts::of_cargo_test(stdout), Counts { passed: 13, failed: 2 });
        assert_eq!(Counts::of_cargo_test("error: could not compile"), Counts::default());
    }

    #[test]
    fn playwright_s_flaky_tests_and_errors_count_as_failed() {
        let report = r#"{"errors":[{"message":"x"}],
            "stats":{"expected":7,"skipped":2,"unexpected":1,"flaky":1}}"#;
        assert_eq!(Counts::of_playwright(report).unwrap(), Counts { passed: 7, failed: 3 });
        assert!(Counts::of_playwright("{}").is_err());
        assert!(Counts::of_playwright("").is_err());
    }

    #[test]
    fn a_failing_runner_is_counted_once() {
        let some = Counts { passed: 2, failed: 1 };
        assert_eq!(some.unless_failed(false), some);
        assert_eq!(Counts { passed: 2, failed: 0 }.unless_failed(false), some);
        assert_eq!(Counts::PASSED.unless_failed(true), Counts::PASSED);
    }

    #[test]
    fn nothing_run_is_a_failure() {
        assert_eq!(Counts::default().or_failed_if_empty(), Counts::FAILED);
        assert_eq!(Counts::PASSED.or_failed_if_empty(), Counts::PASSED);
    }
}
