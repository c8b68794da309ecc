//! The steps that are one command each.

use anyhow::Result;

use super::{built::Built, counts::Counts};
use crate::{fuzz, process, workspace::Workspace};

const DENY_WARNINGS: [&str; 3] = ["--", "-D", "warnings"];

pub(super) fn fmt(workspace: &Workspace) -> Result<Counts> {
    one(workspace, &["fmt", "--all", "--check"])
}

pub(super) fn clippy(workspace: &Workspace) -> Result<Counts> {
    one(workspace, &[&["clippy", "--workspace", "--all-targets"], &DENY_WARNINGS[..]].concat())
}

pub(super) fn clippy_wasm(workspace: &Workspace) -> Result<Counts> {
    let args =
        ["clippy", "--package=batch-status", "--all-targets", "--target=wasm32-unknown-unknown"];
    one(workspace, &[&args[..], &DENY_WARNINGS].concat())
}

pub(super) fn native(workspace: &Workspace) -> Result<Counts> {
    let mut cargo = workspace.cargo();
    let run = process::tee(cargo.args(["test", "--workspace", "--no-fail-fast"]))?;
    Ok(Counts::of_cargo_test(&run.stdout).unless_failed(run.success))
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
