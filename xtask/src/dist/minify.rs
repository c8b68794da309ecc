//! esbuild, which minifies.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use crate::{
    tools::{self, ESBUILD},
    workspace::Workspace,
};

pub(super) fn esbuild(workspace: &Workspace) -> Result<Command> {
    let mut esbuild = Command::new(tools::ensure(workspace, &ESBUILD)?);
    esbuild.args(["--minify", "--legal-comments=none", "--log-level=warning", "--charset=utf8"]);
    Ok(esbuild)
}

/// One module of its own, of which imports stay as they are.
pub(super) fn minify(workspace: &Workspace, text: &str) -> Result<Vec<u8>> {
    let mut child = esbuild(workspace)?
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting esbuild")?;
    // It reads all before it writes any: no thread needed. The pipe closes with the statement.
    child.stdin.take().context("esbuild without input")?.write_all(text.as_bytes())?;
    let output = child.wait_with_output().context("waiting for esbuild")?;
    ensure!(output.status.success(), "esbuild failed ({})", output.status);
    Ok(output.stdout)
}
