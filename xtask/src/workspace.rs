//! Where things lie.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{process, version};

/// The repository, by its root.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    pub(crate) fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask has no parent")?;
        Ok(Self { root: root.to_owned() })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn join(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Everything that xtask installs goes here: ignored by git, and gone with the clone.
    pub(crate) fn cache(&self) -> PathBuf {
        self.root.join(".tools")
    }

    /// `cargo` of the toolchain that built this program, run from the root.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = Command::new(cargo_program());
        cargo.current_dir(&self.root);
        cargo
    }

    /// Cargo's own word on it, since the environment and configuration files can move it.
    pub(crate) fn target_dir(&self) -> Result<PathBuf> {
        let mut cargo = self.cargo();
        let output = process::output(cargo.args(["metadata", "--format-version=1", "--no-deps"]))?;
        let metadata: serde_json::Value = serde_json::from_str(&output)?;
        let dir = metadata.get("target_directory").and_then(serde_json::Value::as_str);
        Ok(dir.context("cargo metadata names no target directory")?.into())
    }

    /// The version of `package` that Cargo.lock holds.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String> {
        let lock = fs::read_to_string(self.join("Cargo.lock")).context("reading Cargo.lock")?;
        version::locked(&lock, package)
            .with_context(|| format!("Cargo.lock holds no {package}: run `cargo fetch`"))
    }
}

/// Cargo names itself to what it runs; without that, the one on PATH.
pub(crate) fn cargo_program() -> String {
    env::var("CARGO").unwrap_or_else(|_| "cargo".into())
}
