//! Trunk, which builds, watches and serves the page.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use super::{Found, Remedy, Tool, cargo_install::CargoInstall};
use crate::{
    process,
    version::{self, Version},
    workspace::Workspace,
};

/// The newest that builds with this workspace's Rust.
const VERSION: &str = "0.21.14";
/// What Trunk.toml is written for.
const AT_LEAST: Version = (0, 21, 0);

pub(crate) struct Trunk;

impl Tool for Trunk {
    fn name(&self) -> &'static str {
        "trunk"
    }

    fn purpose(&self) -> &'static str {
        "serve the page"
    }

    fn look(&self, workspace: &Workspace) -> Found {
        let mut seen = None;
        for path in candidates(workspace) {
            match version_of(&path) {
                Some(version) if version >= AT_LEAST => {
                    let (major, minor, patch) = version;
                    return Found::Suits { path, version: format!("{major}.{minor}.{patch}") };
                }
                Some(_) => seen = Some(format!("{} is older than 0.21", path.display())),
                // Another program of this name, such as a linter's.
                None => {}
            }
        }
        Found::Missing { seen }
    }

    fn remedy(&self, _: &Workspace) -> Remedy {
        let from = format!("cargo install trunk {VERSION}");
        Remedy::Install { from, takes: "2 to 3 minutes" }
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        // No default features: they are TLS and the check for updates, and we serve loopback.
        CargoInstall { package: "trunk", version: VERSION, args: &["--locked"], crates: 350 }
            .run(workspace)
    }
}

fn candidates(workspace: &Workspace) -> Vec<PathBuf> {
    let ours = workspace.cached_bin().join(format!("trunk{}", std::env::consts::EXE_SUFFIX));
    process::on_path("trunk").into_iter().chain(std::iter::once(ours)).collect()
}

fn version_of(path: &Path) -> Option<Version> {
    let text = process::output(Command::new(path).arg("--version")).ok()?;
    version::find(text.strip_prefix("trunk ")?)
}
