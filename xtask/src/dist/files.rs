//! Folders that files are written to, and the hashed names that some of them get.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::{Engine, prelude::BASE64_STANDARD};
use fs_err as fs;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::workspace;

pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn empty(path: PathBuf) -> Result<Self> {
        if path.exists() {
            fs::remove_dir_all(&path)?;
        }
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> Result<()> {
        let path = self.0.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        Ok(fs::write(path, content.as_ref())?)
    }

    pub(super) fn write_json(&self, name: &str, value: &Value) -> Result<()> {
        self.write(name, format!("{value:#}\n"))
    }

    /// A file, or a folder with all that is in it, under that name; the files of a folder go into this
    /// one itself where the name is empty.
    pub(super) fn copy(&self, name: &str, from: &Path) -> Result<()> {
        if !from.is_dir() {
            return self.write(name, fs::read(from)?);
        }
        for path in workspace::files(from)? {
            let name = Path::new(name).join(workspace::name(&path));
            self.copy(&name.to_string_lossy(), &path)?;
        }
        Ok(())
    }

    /// Writes the file `name` under its hashed name. Gives that name, and the hash by which browsers check the file.
    pub(super) fn publish(&self, name: &str, bytes: &[u8]) -> Result<(String, String)> {
        let name = hashed(name, bytes)?;
        self.write(&name, bytes)?;
        Ok((name, integrity(bytes)))
    }
}

/// A name that changes with the content, so that caches may keep the file for ever.
pub(super) fn hashed(name: &str, bytes: &[u8]) -> Result<String> {
    let (stem, extension) = name.split_once('.').context("a name without extension")?;
    let stem = stem.trim_end_matches("_bg");
    let hash = format!("{:x}", Sha256::digest(bytes));
    Ok(format!("{stem}.{}.{extension}", hash.get(..6).unwrap_or(&hash)))
}

/// The hash as browsers check it.
pub(super) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `printf abc | openssl dgst -sha256 -binary | base64`
    #[test]
    fn integrity_is_what_browsers_compute() {
        assert_eq!(integrity(b"abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }
}
