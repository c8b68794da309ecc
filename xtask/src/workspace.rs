//! Where things lie.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use fs_err as fs;

use crate::process;

/// The folder of the repository.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// A path of the repository.
pub(crate) fn join(relative: impl AsRef<Path>) -> PathBuf {
    root().join(relative)
}

/// The files and folders in a folder of the repository, in the order of their names.
pub(crate) fn files(folder: impl AsRef<Path>) -> Result<Vec<PathBuf>> {
    let files = fs::read_dir(join(folder))?.map(|file| Ok(file?.path()));
    let mut files = files.collect::<Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}

/// A file's name without its folder.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Everything that xtask installs goes here: ignored by git, and gone with the clone.
pub(crate) fn cache() -> PathBuf {
    join(".tools")
}

/// The `cargo` that runs this program, which it names, else the one on PATH; run from the root.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}

/// Cargo's own word on it, since the environment and configuration files can move it.
pub(crate) fn target_dir() -> Result<PathBuf> {
    let output = process::output(cargo().args(["metadata", "--format-version=1", "--no-deps"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&output)?;
    let dir = metadata.get("target_directory").and_then(serde_json::Value::as_str);
    Ok(dir.context("cargo metadata names no target directory")?.into())
}

/// The version of `package` that Cargo.lock holds; the first, should there be several.
pub(crate) fn locked_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string(join("Cargo.lock"))?;
    let name = format!("name = \"{package}\"");
    // The line after the name has the version in quotes.
    let version = lock.lines().skip_while(|line| *line != name).nth(1);
    let version = version.and_then(|line| line.split('"').nth(1));
    Ok(version.with_context(|| format!("Cargo.lock holds no {package}"))?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locked_version_is_that_of_the_whole_name() {
        assert!(locked_version("wasm-bindgen").unwrap().starts_with("0.2."));
        assert!(locked_version("wasm-bindgen-futures").unwrap().starts_with("0.4."));
        assert!(locked_version("wasm").is_err());
    }
}
