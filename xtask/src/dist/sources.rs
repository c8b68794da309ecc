//! The element's JavaScript: a copy of `embed/`, in which the names of files are set, and which
//! esbuild bundles and minifies.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use fs_err as fs;

use super::{files::Folder, parts::Part};
use crate::{
    process,
    tools::{self, ESBUILD},
    workspace,
};

/// The one file whose name never changes: what customers' pages load.
pub(super) const ENTRY: &str = "batch-status.js";
pub(super) const CLASS: &str = "batch-status-element.js";
pub(super) const CORE: &str = "batch-status-core.js";
pub(super) const DIAGNOSE: &str = "batch-status-diagnose.js";
/// What runs in the worker of large campaigns.
const WORKER: &str = "batch-status-worker.js";
/// The glue of its wasm, which it imports.
const ENGINE_GLUE: &str = "core/engine.js";
/// The file that tells the core what the others are called.
pub(super) const CORE_FILES: &str = "core/files.js";
/// How they come.
pub(super) const HOW_PARTS_COME: &str = "core/parts.js";

/// How the line begins in which a file says what those that it loads are called, and their hashes.
const LINE: &str = "const FILES = {";

pub(super) struct Sources(PathBuf);

impl Sources {
    pub(super) fn copy() -> Result<Self> {
        let dir = workspace::target_dir()?.join("dist/embed");
        Folder::empty(dir.clone())?.copy("", &workspace::join("embed"))?;
        Ok(Self(dir))
    }

    /// What runs in the worker, in one file, since a worker from a copy of it finds no other.
    pub(super) fn worker(&self, glue: &Path) -> Result<Part> {
        self.put(ENGINE_GLUE, glue)?;
        Ok(Part::new("worker", WORKER, self.bundle(WORKER, &["--format=iife"])?))
    }

    /// What the core imports for some elements alone: the modules that are none of the others, by the
    /// word between `batch-status-` and `.js`.
    pub(super) fn lazy(&self) -> Result<Vec<Part>> {
        let mut parts = Vec::new();
        for path in workspace::files(&self.0)? {
            let file = workspace::name(&path);
            let key = file.strip_prefix("batch-status-").and_then(|name| name.strip_suffix(".js"));
            if let Some(key) = key.filter(|_| ![CLASS, CORE, DIAGNOSE, WORKER].contains(&&*file)) {
                parts.push(Part::new(key, &file, self.bundle(&file, &[])?));
            }
        }
        Ok(parts)
    }

    /// `file` with all that it imports, minified.
    pub(super) fn bundle(&self, file: &str, options: &[&str]) -> Result<String> {
        let mut esbuild = esbuild()?;
        esbuild.current_dir(&self.0).args([file, "--bundle", "--format=esm"]).args(options);
        process::output(&mut esbuild)
    }

    /// A module that exports `run`, which runs `module` anew with each call and returns its exports.
    pub(super) fn as_function(&self, module: &str) -> Result<String> {
        let file = "as-function.js";
        fs::write(self.0.join(file), module)?;
        let script = self.bundle(file, &["--format=iife", "--global-name=module"])?;
        Ok(format!("export const run = () => {{\n{script}\nreturn module;\n}};\n"))
    }

    /// Puts `expression` in the place of what FILES is in `file`.
    pub(super) fn set_files(&self, file: &str, expression: &str) -> Result<()> {
        self.edit(file, |text| with_files(text, expression))
    }

    /// Puts another file in the place of `file`.
    pub(super) fn put(&self, file: &str, other: &Path) -> Result<()> {
        fs::copy(other, self.0.join(file))?;
        Ok(())
    }

    /// Puts `to` in the place of `from`, which stands in `file` once.
    pub(super) fn replace(&self, file: &str, from: &str, to: &str) -> Result<()> {
        self.edit(file, |text| replaced_once(text, from, to))
    }

    fn edit(&self, file: &str, change: impl Fn(&str) -> Result<String>) -> Result<()> {
        let path = self.0.join(file);
        let text = fs::read_to_string(&path)?;
        let text = change(&text).with_context(|| format!("in {file}"))?;
        Ok(fs::write(path, text)?)
    }
}

/// One file by itself, of which imports stay as they are.
pub(super) fn minified(path: &Path) -> Result<String> {
    process::output(esbuild()?.arg(path))
}

fn esbuild() -> Result<Command> {
    let mut esbuild = Command::new(tools::ensure(&ESBUILD)?);
    esbuild.args(["--minify", "--legal-comments=none", "--log-level=warning", "--charset=utf8"]);
    Ok(esbuild)
}

/// Fails where the line is not there exactly once: with the names of development the file would
/// load nothing.
fn with_files(text: &str, expression: &str) -> Result<String> {
    let mut lines = text.lines();
    let line = lines.find(|line| line.starts_with(LINE) && line.ends_with("};"));
    let line = line.with_context(|| format!("no line `{LINE}…}};`"))?;
    ensure!(!lines.any(|line| line.starts_with(LINE)), "two lines `{LINE}…}};`");
    replaced_once(text, line, &format!("const FILES = {expression};"))
}

pub(super) fn replaced_once(text: &str, from: &str, to: &str) -> Result<String> {
    let found = text.matches(from).count();
    ensure!(found == 1, "{from} stands there {found} times, not once");
    Ok(text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_replaced_and_nothing_else() {
        let text = "// const FILES\nconst FILES = { a: [\"a.js\", \"\"] };\nlet FILES2;\n";
        let expected = "// const FILES\nconst FILES = {\"a\":1};\nlet FILES2;\n";
        assert_eq!(with_files(text, "{\"a\":1}").unwrap(), expected);
    }

    #[test]
    fn a_missing_second_or_broken_line_is_an_error() {
        let line = "const FILES = { a: 1 };\n";
        let second = format!("{line}const FILES = {{ b: 1 }};\n");
        for text in
            ["", &line.repeat(2), &second, "const FILES = {\n  a: 1,\n};\n", " const FILES = {};"]
        {
            assert!(with_files(text, "{}").is_err(), "{text}");
        }
    }
}
