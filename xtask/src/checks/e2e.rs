//! The suite in e2e/: Playwright drives the built element against the simulated API, all of it in
//! Chromium, in Firefox what another engine may do otherwise, and the main journey in `WebKit`.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use fs_err as fs;

use super::{built::Built, counts::Counts};
use crate::{
    dist, process,
    tools::{self, CHROMIUM, ESBUILD, FIREFOX, HEADLESS_SHELL, NGINX, WEBKIT},
    workspace,
};

/// The suite's own code, the bench's driver, the proxies, and the element's JavaScript, as TypeScript sees them.
const PROJECTS: [&str; 4] =
    ["tsconfig.json", "tsconfig.bench.json", "tsconfig.deploy.json", "tsconfig.embed.json"];

pub(super) fn chromium(built: &Built) -> Result<Counts> {
    let is_sound = check_scripts()?;
    let (whole, shell) = (tools::ensure(&CHROMIUM)?, headless_shell()?);
    let programs: [(_, &Path); 2] = [("CHROMIUM", &whole), ("HEADLESS_SHELL", &shell)];
    Ok(run(built, "playwright", &programs)?.unless_failed(is_sound))
}

/// Chromium's headless shell, or the whole of it where there is none. It is no tool of a step, which would fail
/// without it.
fn headless_shell() -> Result<PathBuf> {
    tools::ensure(&HEADLESS_SHELL).or_else(|error| {
        println!("The tests take longer, in the whole of Chromium: {error:#}");
        tools::ensure(&CHROMIUM)
    })
}

/// Whether the scripts that no build goes over are sound: types, and of the bench's peers, whose
/// packages only the bench installs, the syntax.
fn check_scripts() -> Result<bool> {
    let mut is_sound = true;
    for project in PROJECTS {
        let mut tsc = Command::new("npx");
        tsc.current_dir(workspace::join("e2e"));
        tsc.args(["--no-install", "tsc", "--noEmit", "--project", project]);
        is_sound &= tsc.status().context("starting tsc")?.success();
    }
    let mut esbuild = Command::new(tools::ensure(&ESBUILD)?);
    esbuild.current_dir(workspace::join("bench/src")).args(["*.js", "*/*.js", "*/*.jsx"]);
    esbuild.arg(format!("--outdir={}", workspace::target_dir()?.join("bench-syntax").display()));
    is_sound &= esbuild.status().context("starting esbuild")?.success();
    Ok(is_sound)
}

pub(super) fn firefox(built: &Built) -> Result<Counts> {
    let browser = tools::ensure(&FIREFOX)?;
    run(built, "firefox", &[("FIREFOX", &browser)])
}

pub(super) fn webkit(built: &Built) -> Result<Counts> {
    let driver = tools::ensure(&WEBKIT)?;
    run(built, "webkit", &[("WEBKIT_DRIVER", &driver)])
}

/// The proxies of deploy/, real servers each, and the element before them.
pub(super) fn deploy(built: &Built) -> Result<Counts> {
    let (browser, nginx) = (tools::ensure(&CHROMIUM)?, tools::ensure(&NGINX)?);
    run(built, "deploy", &[("CHROMIUM", &browser), ("NGINX_PROGRAM", &nginx)])
}

/// The tests that `config`, a file of e2e/, chooses, with the programs that go by these variables.
fn run(built: &Built, config: &str, programs: &[(&str, &Path)]) -> Result<Counts> {
    let mut playwright = playwright(built.folders()?, config, programs)?;
    let report = workspace::target_dir()?.join(format!("{config}.json"));
    let _ = fs::remove_file(&report);
    playwright.arg("--reporter=list,json").env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
    let run = process::tee(&mut playwright)?;
    let report = fs::read_to_string(&report)?;
    Ok(Counts::of_playwright(&report)?.unless_failed(run.success))
}

/// Playwright by `config`, a file of e2e/, with these files of the element and those programs.
pub(crate) fn playwright(
    element: &dist::Options,
    config: &str,
    programs: &[(&str, &Path)],
) -> Result<Command> {
    process::run(workspace::cargo().args(["build", "--package=mock-api"]))?;
    let mock_api = format!("debug/mock-api{}", std::env::consts::EXE_SUFFIX);
    let mut playwright = Command::new("npx");
    playwright
        .current_dir(workspace::join("e2e"))
        .args(["--no-install", "playwright", "test"])
        .arg(format!("--config={config}.config.ts"))
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .envs(programs.iter().copied())
        .env("DIST", &element.out)
        .env("DIST_NPM", &element.npm)
        .env("MOCK_API", workspace::target_dir()?.join(mock_api));
    Ok(playwright)
}
