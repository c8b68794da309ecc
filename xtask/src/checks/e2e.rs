//! The suite in e2e/: Playwright drives the built element in Chromium against the simulated API.

use std::{fs, process::Command};

use anyhow::{Context, Result};

use super::{counts::Counts, steps};
use crate::{
    process,
    tools::{self, Chromium},
    workspace::Workspace,
};

pub(super) fn run(workspace: &Workspace) -> Result<Counts> {
    let target = workspace.target_dir()?;
    let dist = workspace.join(steps::DIST);
    // Whatever it weighs. Again even after the dist step: seconds, and never yesterday's files.
    steps::dist(workspace)?;
    process::run(workspace.cargo().args(["build", "--package=mock-api"]))?;
    let report = target.join("playwright.json");
    let _ = fs::remove_file(&report);

    let mut playwright = Command::new("npx");
    playwright
        .current_dir(workspace.join("e2e"))
        .args(["--no-install", "playwright", "test", "--reporter=list,json"])
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .env("CHROMIUM", tools::ensure(workspace, &Chromium)?)
        .env("DIST", &dist)
        .env("MOCK_API", target.join(format!("debug/mock-api{}", std::env::consts::EXE_SUFFIX)));
    let run = process::tee(&mut playwright)?;
    let report = fs::read_to_string(&report).context("Playwright left no report")?;
    Ok(Counts::of_playwright(&report)?.unless_failed(run.success))
}
