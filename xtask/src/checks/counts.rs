//! How many tests ran and which failed, read from what the runners print.

use std::{ops::Add, process::Command};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::process;

/// How much of a failed test's error is repeated: what was expected, and what came.
const LINES_OF_FAILURE: usize = 12;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: u64,
    pub(super) failed: u64,
    /// What is known of those that failed, to be repeated at the end of a long output.
    pub(super) failures: Vec<String>,
}

impl Counts {
    /// A check that counts as one.
    pub(super) const PASSED: Self = Self { passed: 1, failed: 0, failures: Vec::new() };

    pub(super) fn failed(why: impl Into<String>) -> Self {
        Self { passed: 0, failed: 1, failures: vec![why.into()] }
    }

    /// The sum of the lines `test result: ok. 3 passed; 1 failed; ...` of cargo test and of
    /// wasm-bindgen's runner, which colours them.
    fn of_cargo_test(stdout: &str) -> Self {
        let counts = stdout.lines().filter_map(of_line).fold(Self::default(), Self::add);
        let failures = stdout.lines().filter_map(failure_of_line).map(str::to_owned).collect();
        Self { failures, ..counts }
    }

    /// The statistics of Playwright's JSON report. A test that passed on a second try has failed.
    pub(super) fn of_playwright(report: &str) -> Result<Self> {
        let report: Report = serde_json::from_str(report).context("Playwright's report")?;
        let Statistics { expected, unexpected, flaky } = report.stats;
        let mut failures: Vec<_> = report.errors.iter().map(Failure::beginning).collect();
        report.suites.iter().for_each(|suite| suite.add_failures(&mut failures));
        let failed = unexpected + flaky + report.errors.len() as u64;
        Ok(Self { passed: expected, failed, failures })
    }

    /// A runner that fails without a failed test has failed otherwise, e.g. to compile.
    pub(super) fn unless_failed(self, success: bool) -> Self {
        if success || self.failed > 0 {
            return self;
        }
        self + Self::failed("a program failed; its output says why")
    }

    /// A step that ran no test tells nothing.
    pub(super) fn or_failed_if_empty(self) -> Self {
        if self == Self::default() { Self::failed("no test ran") } else { self }
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            failures: [self.failures, other.failures].concat(),
        }
    }
}

/// Playwright's JSON report, what of it is asked here.
#[derive(Deserialize)]
struct Report {
    stats: Statistics,
    /// Those of no test, such as a file that does not compile.
    #[serde(default)]
    errors: Vec<Failure>,
    #[serde(default)]
    suites: Vec<Suite>,
}

#[derive(Deserialize)]
struct Statistics {
    expected: u64,
    unexpected: u64,
    flaky: u64,
}

#[derive(Deserialize)]
struct Suite {
    #[serde(default)]
    suites: Vec<Self>,
    #[serde(default)]
    specs: Vec<Spec>,
}

#[derive(Deserialize)]
struct Spec {
    ok: bool,
    title: String,
    file: String,
    line: u32,
    #[serde(default)]
    tests: Vec<Test>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Test {
    project_name: String,
    #[serde(default)]
    results: Vec<TestResult>,
}

#[derive(Deserialize)]
struct TestResult {
    #[serde(default)]
    errors: Vec<Failure>,
}

#[derive(Deserialize)]
struct Failure {
    #[serde(default)]
    message: String,
}

impl Suite {
    fn add_failures(&self, failures: &mut Vec<String>) {
        failures.extend(self.specs.iter().filter(|spec| !spec.ok).flat_map(Spec::failures));
        self.suites.iter().for_each(|suite| suite.add_failures(failures));
    }
}

impl Spec {
    /// One entry for each browser or font in which it failed.
    fn failures(&self) -> Vec<String> {
        let Self { title, file, line, .. } = self;
        let failed = self.tests.iter().filter_map(|test| {
            let errors = test.results.iter().flat_map(|result| &result.errors);
            let why: Vec<_> = errors.map(Failure::beginning).collect();
            let name = format!("[{}] {file}:{line} {title}", test.project_name);
            (!why.is_empty()).then(|| [&[name], &why[..]].concat().join("\n"))
        });
        failed.collect()
    }
}

impl Failure {
    fn beginning(&self) -> String {
        self.message.lines().take(LINES_OF_FAILURE).collect::<Vec<_>>().join("\n")
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
    Some(Counts { passed: before(" passed;")?, failed: before(" failed;")?, failures: Vec::new() })
}

/// A line such as `test store::keeps ... FAILED`; wasm-bindgen's runner says `FAIL`.
fn failure_of_line(line: &str) -> Option<&str> {
    let (name, outcome) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    outcome.contains("FAIL").then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, failures: &[&str]) -> Counts {
        Counts { passed, failed, failures: failures.iter().copied().map(str::to_owned).collect() }
    }

    #[test]
    fn result_lines_are_added_up() {
        let stdout = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured\n\
                      test a ... FAILED\ntest b - c (line 3) ... ok\n\
                      test result: \u{1b}[31mFAILED\u{1b}[0m. 10 passed; 2 failed; 1 ignored; 0 filtered\n";
        assert_eq!(Counts::of_cargo_test(stdout), counts(13, 2, &["a"]));
        assert_eq!(Counts::of_cargo_test("error: could not compile"), Counts::default());
    }

    #[test]
    fn playwright_s_flaky_tests_and_errors_count_as_failed_and_are_named() {
        let report = r#"{"errors":[{"message":"no such file"}],
            "stats":{"expected":7,"skipped":2,"unexpected":1,"flaky":1},
            "suites":[{"suites":[{"specs":[
                {"ok":true,"title":"holds","file":"a.spec.ts","line":1,"tests":[]},
                {"ok":false,"title":"counts","file":"a.spec.ts","line":5,"tests":[
                    {"projectName":"chromium","results":[{"errors":[{"message":"got 1\nnot 2"}]}]},
                    {"projectName":"firefox","results":[{"errors":[]}]}]}]}]}]}"#;
        let failures = ["no such file", "[chromium] a.spec.ts:5 counts\ngot 1\nnot 2"];
        assert_eq!(Counts::of_playwright(report).unwrap(), counts(7, 3, &failures));
        assert!(Counts::of_playwright("{}").is_err());
        assert!(Counts::of_playwright("").is_err());
    }

    #[test]
    fn a_failing_runner_is_counted_once() {
        let some = counts(2, 1, &["a"]);
        assert_eq!(some.clone().unless_failed(false), some);
        assert_eq!(counts(2, 0, &[]).unless_failed(false).failed, 1);
        assert_eq!(Counts::PASSED.unless_failed(true), Counts::PASSED);
    }

    #[test]
    fn nothing_run_is_a_failure() {
        assert_eq!(Counts::default().or_failed_if_empty().failed, 1);
        assert_eq!(Counts::PASSED.or_failed_if_empty(), Counts::PASSED);
    }
}
