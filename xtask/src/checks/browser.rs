//! The widget's wasm-bindgen tests in headless Chromium.

use std::path::Path;

use anyhow::Result;
use fs_err as fs;
use serde_json::json;

use super::counts::{self, Counts};
use crate::{
    tools::{self, CHROMEDRIVER, CHROMIUM, WASM_BINDGEN},
    workspace,
};

/// Nothing but the tests: no first-run pages, no calls home.
const ARGUMENTS: [&str; 8] = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

pub(super) fn run() -> Result<Counts> {
    let bindgen = tools::ensure(&WASM_BINDGEN)?;
    let capabilities = workspace::cache().join("webdriver.json");
    let chromium = tools::ensure(&CHROMIUM)?;
    fs::write(&capabilities, webdriver_json(&chromium, tools::is_root()))?;
    let mut cargo = workspace::cargo();
    cargo
        .args(["test", "--package=batch-status", "--target=wasm32-unknown-unknown"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools::test_runner(&bindgen))
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities)
        // For tests that do not say where they run.
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        // Seconds; its defaults, 20 and 5, are short for a browser's first start on a busy machine.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("CHROMEDRIVER", tools::ensure(&CHROMEDRIVER)?);
    counts::of_tests(&mut cargo)
}

fn webdriver_json(chromium: &Path, is_root: bool) -> String {
    let mut args = ARGUMENTS.to_vec();
    if is_root {
        // Its sandbox refuses root, as whom containers run.
        args.push("--no-sandbox");
    }
    json!({ "goog:chromeOptions": { "args": args, "binary": chromium } }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_root_goes_without_the_sandbox() {
        let chromium = Path::new("/usr/bin/chromium");
        assert!(webdriver_json(chromium, true).contains("--no-sandbox"));
        assert!(!webdriver_json(chromium, false).contains("--no-sandbox"));
    }
}
