//! `cargo install` into `/.tools`, built for a short wait rather than a fast tool.

use std::fs;

use anyhow::{Context, Result};

use super::progress::Progress;
use crate::{process, workspace::Workspace};

/// A crate from the registry whose programs we need.
pub(super) struct CargoInstall<'a> {
    pub(super) package: &'a str,
    pub(super) version: &'a str,
    /// Further arguments, such as which programs.
    pub(super) args: &'a [&'a str],
    /// How many crates get compiled, roughly.
    pub(super) crates: u32,
}

/// Measured on two cores: trunk takes nine minutes with its own release profile and two without
/// optimisation; the time it then loses per build of the page is well under a second.
const PROFILE: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

impl CargoInstall<'_> {
    pub(super) fn run(&self, workspace: &Workspace) -> Result<()> {
        let build = workspace.cache().join("build").join(self.package);
        let mut cargo = workspace.cargo();
        cargo
            .args(["install", self.package, "--version", self.version, "--no-default-features"])
            .args(self.args)
            .arg("--root")
            .arg(workspace.cache())
            .envs(PROFILE)
            .env("CARGO_TARGET_DIR", &build)
            // Meant for the product, not for these.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        let mut progress = Progress::new(self.package, self.crates);
        process::condensed(&mut cargo, |line| {
            if line.trim_start().starts_with("Compiling ") {
                progress.step();
            }
        })?;
        // Hundreds of megabytes that nothing asks for again.
        fs::remove_dir_all(&build).with_context(|| format!("removing {}", build.display()))
    }
}
