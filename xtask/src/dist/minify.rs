//! esbuild, which minifies all JavaScript and CSS.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use crate::tools::{self, ESBUILD};

pub(super) fn esbuild() -> Result<Command> {
    let mut esbuild = Command::new(tools::ensure(&ESBUILD)?);
    esbuild.args(["--minify", "--legal-comments=none", "--log-level=warning", "--charset=utf8"]);
    Ok(esbuild)
}

/// One text of its own, of which imports stay as they are. `kind` is `js` or `css`.
pub(super) fn minify(text: &str, kind: &str) -> Result<Vec<u8>> {
    let mut child = esbuild()?
        .arg(format!("--loader={kind}"))
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
