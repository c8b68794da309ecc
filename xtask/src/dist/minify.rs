//! JavaScript and CSS through esbuild.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{
    tools::{self, Esbuild},
    workspace::Workspace,
};

pub(super) const OPTIONS: [&str; 4] =
    ["--minify", "--legal-comments=none", "--log-level=warning", "--charset=utf8"];

/// `kind` is `js` or `css`. One file at a time: nothing is bundled, imports stay as they are.
pub(super) fn minify(workspace: &Workspace, text: &str, kind: &str) -> Result<Vec<u8>> {
    let esbuild = tools::ensure(workspace, &Esbuild)?;
    let mut child = Command::new(esbuild)
        .args(OPTIONS)
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

/// Every stylesheet of `from`, under its name in `to`.
pub(super) fn folder(workspace: &Workspace, from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("creating {}", to.display()))?;
    for file in fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let file = file?;
        let text = fs::read_to_string(file.path())?;
        replace(&to.join(file.file_name()), &minify(workspace, &text, "css")?)?;
    }
    Ok(())
}

/// Touches no file that is already so: cargo would take it for a changed one and compile anew.
fn replace(file: &Path, text: &[u8]) -> Result<()> {
    if fs::read(file).is_ok_and(|before| before == text) {
        return Ok(());
    }
    fs::write(file, text).with_context(|| format!("writing {}", file.display()))
}
