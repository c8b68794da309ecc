//! `cargo xtask frameworks`: the projects of `frameworks/`, each built with the packed npm package as a customer would
//! build it, and opened in headless Chromium; and the static files on servers of others. `e2e/frameworks.ts` and
//! `e2e/hosts.ts` do it.

use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::{
    checks::{pack, playwright},
    dist, process,
    tools::{self, CADDY, CHROMIUM, E2E_PACKAGES, FRAMEWORKS_PACKAGES, PYTHON},
    workspace,
};

#[derive(Args)]
pub(crate) struct Options {
    /// Take the files of the last run instead of building them anew
    #[arg(long)]
    built: bool,
    /// Try these projects alone: a word of their tests' names, such as `Next`
    #[arg(long)]
    only: Option<String>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    tools::ensure_all(&[&CHROMIUM, &E2E_PACKAGES, &FRAMEWORKS_PACKAGES, &CADDY, &PYTHON])?;
    let target = workspace::target_dir()?.join("frameworks");
    let folders = dist::Options { out: target.join("dist"), npm: target.join("dist-npm") };
    if !options.built {
        dist::run(&folders)?;
    }
    let [caddy, python] = [tools::ensure(&CADDY)?, tools::ensure(&PYTHON)?];
    let mut npm = Command::new("npm");
    npm.current_dir(workspace::join("frameworks")).args([
        "install",
        "--no-save",
        "--prefer-offline",
    ]);
    process::output(npm.arg("--loglevel=error").arg(pack(&folders.npm, &target)?))?;
    let browser = tools::ensure(&CHROMIUM)?;
    let mut playwright = playwright(&folders, "frameworks", &[("CHROMIUM", &browser)])?;
    playwright.env("CADDY", caddy).env("PYTHON", python);
    playwright.args(options.only.iter().flat_map(|name| ["--grep", name]));
    process::run(&mut playwright)
}
