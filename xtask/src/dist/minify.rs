//! JavaScript and CSS through esbuild.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{
    tools::{self, Esbuild},
    workspace::Workspace,
};

/// `kind` is `js` or `css`. One file at a time: nothing is bundled, imports stay as they are.
pub(super) fn minify(workspace: &Workspace, text: &str, kind: &str) -> Result<Vec<u8>> {
    let esbuild = tools::ensure(workspace, &Esbuild)?;
    let mut child = Command::new(esbuild)
        .args(["--minify", "--legal-comments=none", "--log-level=warning", "--charset=utf8"])
        .arg(format!("--loader={kind}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting esbuild")?;
    // It reads all before it writes any: no thread needed. The pipe closes with the statement.
    child.stdin.take().context("esbuild without input")?.write_all(text.as_bytes())?;
    let output = child.wait_with_output().context("waiting for esbuild")?;
    if !output.status.success() {
        bail!("esbuild failed ({})", output.status);
    }
    Ok(output.stdout)
}
