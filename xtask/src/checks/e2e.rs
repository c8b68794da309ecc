//! The suite in e2e/: Playwright drives the built element against the simulated API, all of it in
//! Chromium, and in Firefox what another engine may do otherwise.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use super::{counts::Counts, steps};
use crate::{
    dist, process,
    tools::{self, Chromium, Esbuild, Firefox},
    workspace::Workspace,
};

/// The element that panics when tests tell it to, apart from all that is shipped.
const PANICKING: &str = "target/panicking-dist";

/// The suite's own code, and the bench's driver, as TypeScript sees them.
const PROJECTS: [&str; 2] = ["tsconfig.json", "tsconfig.bench.json"];

pub(super) fn chromium(workspace: &Workspace) -> Result<Counts> {
    let is_sound = check_scripts(workspace)?;
    let browser = tools::ensure(workspace, &Chromium)?;
    Ok(run(workspace, "playwright", ("CHROMIUM", &browser))?.unless_failed(is_sound))
}

/// Whether the scripts that no build goes over are sound: types, and of the bench's peers, whose
/// packages only the bench installs, the syntax.
fn check_scripts(workspace: &Workspace) -> Result<bool> {
    let mut is_sound = true;
    for project in PROJECTS {
        let mut tsc = Command::new("npx");
        tsc.current_dir(workspace.join("e2e"));
        tsc.args(["--no-install", "tsc", "--noEmit", "--project", project]);
        is_sound &= tsc.status().context("starting tsc")?.success();
    }
    let mut esbuild = Command::new(tools::ensure(workspace, &Esbuild)?);
    esbuild.current_dir(workspace.join("bench/src")).args(["*.js", "*/*.js", "*/*.jsx"]);
    esbuild.arg(format!("--outdir={}", workspace.target_dir()?.join("bench-syntax").display()));
    is_sound &= esbuild.status().context("starting esbuild")?.success();
    Ok(is_sound)
}

pub(super) fn firefox(workspace: &Workspace) -> Result<Counts> {
    let browser = tools::ensure(workspace, &Firefox)?;
    run(workspace, "firefox", ("FIREFOX", &browser))
}

/// The tests that `config`, a file of e2e/, chooses, in the browser that goes by that variable.
fn run(workspace: &Workspace, config: &str, browser: (&str, &Path)) -> Result<Counts> {
    let target = workspace.target_dir()?;
    let dist = workspace.join(steps::DIST);
    // Whatever it weighs. Again even after the dist step: seconds, and never yesterday's files.
    steps::dist(workspace)?;
    let panicking = workspace.join(PANICKING);
    dist::panicking(workspace, &panicking)?;
    process::run(workspace.cargo().args(["build", "--package=mock-api"]))?;
    let report = target.join(format!("{config}.json"));
    let _ = fs::remove_file(&report);

    let mut playwright = Command::new("npx");
    playwright
        .current_dir(workspace.join("e2e"))
        .args(["--no-install", "playwright", "test", "--reporter=list,json"])
        .arg(format!("--config={config}.config.ts"))
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .env(browser.0, browser.1)
        .env("DIST", &dist)
        .env("DIST_NPM", workspace.join(steps::NPM))
        .env("DIST_PANICKING", &panicking)
        .env("MOCK_API", target.join(format!("debug/mock-api{}", std::env::consts::EXE_SUFFIX)));
    let run = process::tee(&mut playwright)?;
    let report = fs::read_to_string(&report).context("Playwright left no report")?;
    Ok(Counts::of_playwright(&report)?.unless_failed(run.success))
}
