//! The steps that are one command each.

use std::process::ExitCode;

use anyhow::Result;

use super::counts::Counts;
use crate::{dist, fuzz, process, workspace::Workspace};

/// Where the checks build what they test, apart from the `dist` that one may be serving.
pub(super) const DIST: &str = "target/checked-dist";
pub(super) const NPM: &str = "target/checked-dist-npm";

/// All of it; and by itself, as in the widget, what the engine has with another feature.
const PARTS: [&[&str]; 2] = [&["--workspace"], &["--package=campaign"]];

const DENY_WARNINGS: [&str; 3] = ["--", "-D", "warnings"];

pub(super) fn fmt(workspace: &Workspace) -> Result<Counts> {
    one(workspace, &["fmt", "--all", "--check"])
}

pub(super) fn clippy(workspace: &Workspace) -> Result<Counts> {
    for part in PARTS {
        one(workspace, &[&["clippy"], part, &["--all-targets"], &DENY_WARNINGS].concat())?;
    }
    Ok(Counts::PASSED)
}

pub(super) fn clippy_wasm(workspace: &Workspace) -> Result<Counts> {
    let args =
        ["clippy", "--package=batch-status", "--all-targets", "--target=wasm32-unknown-unknown"];
    one(workspace, &[&args[..], &DENY_WARNINGS].concat())
}

pub(super) fn native(workspace: &Workspace) -> Result<Counts> {
    let mut counts = Counts::default();
    for part in PARTS {
        let mut cargo = workspace.cargo();
        let run = process::tee(cargo.arg("test").args(part).arg("--no-fail-fast"))?;
        counts = counts + Counts::of_cargo_test(&run.stdout).unless_failed(run.success);
    }
    Ok(counts)
}

pub(super) fn fuzz(workspace: &Workspace) -> Result<Counts> {
    fuzz::briefly(workspace)?;
    Ok(Counts::PASSED)
}

pub(super) fn dist(workspace: &Workspace) -> Result<Counts> {
    let code = dist::run(workspace, &dist::Options::checked(DIST.into(), NPM.into()))?;
    Ok(if code == ExitCode::SUCCESS { Counts::PASSED } else { Counts::FAILED })
}

/// A cargo command that counts as one check.
fn one(workspace: &Workspace, args: &[&str]) -> Result<Counts> {
    process::run(workspace.cargo().args(args))?;
    Ok(Counts::PASSED)
}
