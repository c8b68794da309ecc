//! What the element's files call each other: hashed names and integrity hashes, in the one line
//! `const FILES = {…};` of those that load others.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// How the line begins, in every file that has one.
const LINE: &str = "const FILES = {";

/// A folder that files are written to.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn empty(path: PathBuf) -> Result<Self> {
        if path.exists() {
            fs::remove_dir_all(&path).with_context(|| format!("emptying {}", path.display()))?;
        }
        fs::create_dir_all(&path).with_context(|| format!("creating {}", path.display()))?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.0.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("creating {}", parent.display()))?;
        }
        fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))
    }

    /// A file, or a folder with all that is in it, under that name; the files of a folder go into this
    /// one itself where the name is empty.
    pub(super) fn copy(&self, name: &str, from: &Path) -> Result<()> {
        let reading = || format!("reading {}", from.display());
        if !from.is_dir() {
            return self.write(name, &fs::read(from).with_context(reading)?);
        }
        for entry in fs::read_dir(from).with_context(reading)? {
            let entry = entry?;
            let name = Path::new(name).join(entry.file_name());
            self.copy(&name.to_string_lossy(), &entry.path())?;
        }
        Ok(())
    }

    /// Under a name that changes with the content, so that caches may keep the file for ever.
    pub(super) fn publish(&self, stem: &str, extension: &str, bytes: &[u8]) -> Result<Published> {
        let hash = format!("{:x}", Sha256::digest(bytes));
        let short = hash.get(..6).unwrap_or(&hash);
        let name = format!("{stem}.{short}.{extension}");
        self.write(&name, bytes)?;
        Ok(Published { name, integrity: integrity(bytes) })
    }
}

/// A file as those that load it need to know it.
#[derive(Clone)]
pub(super) struct Published {
    pub(super) name: String,
    pub(super) integrity: String,
}

impl Published {
    pub(super) fn json(&self) -> Value {
        json!([self.name, self.integrity])
    }
}

/// The hash as browsers check it.
pub(super) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

/// The file at `path` with `expression` for its FILES. Fails where the line is not there exactly
/// once: with the names of development the file would load nothing.
pub(super) fn set(path: &Path, expression: &str) -> Result<()> {
    let name = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("reading {name}"))?;
    let text = replaced(&text, expression).with_context(|| format!("in {name}"))?;
    fs::write(path, text).with_context(|| format!("writing {name}"))
}

fn replaced(text: &str, expression: &str) -> Result<String> {
    let is_it = |line: &&str| line.starts_with(LINE) && line.ends_with("};");
    let found = text.lines().filter(is_it).count();
    ensure!(found == 1, "`{LINE}…}};` stands there {found} times, not once");
    let replaced = |line| {
        if is_it(&line) { format!("const FILES = {expression};\n") } else { format!("{line}\n") }
    };
    Ok(text.lines().map(replaced).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_replaced_and_nothing_else() {
        let text = "// const FILES\nconst FILES = { a: [\"a.js\", \"\"] };\nlet FILES2;\n";
        let expected = "// const FILES\nconst FILES = {\"a\":1};\nlet FILES2;\n";
        assert_eq!(replaced(text, "{\"a\":1}").unwrap(), expected);
    }

    #[test]
    fn a_missing_second_or_broken_line_is_an_error() {
        let line = "const FILES = { a: 1 };\n";
        for text in ["", &line.repeat(2), "const FILES = {\n  a: 1,\n};\n", &format!("  {line}")] {
            assert!(replaced(text, "{}").is_err(), "{text}");
        }
    }

    /// `printf abc | openssl dgst -sha256 -binary | base64`
    #[test]
    fn integrity_is_what_browsers_compute() {
        assert_eq!(integrity(b"abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }
}
