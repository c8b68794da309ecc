//! The steps that are one command each.

use anyhow::Result;

use super::{built::Built, counts::Counts};
use crate::{fuzz, process, workspace::Workspace};

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

pub(super) fn dist(workspace: &Workspace, built: &Built) -> Result<Counts> {
    built.ensure(workspace)?;
    Ok(Counts::PASSED)
}

/// A cargo command that counts as one check.
fn one(workspace: &Workspace, args: &[&str]) -> Result<Counts> {
    process::run(workspace.cargo().args(args))?;
    Ok(Counts::PASSED)
}
