//! npm packages: those of a folder of the repository, installed there and again whenever its lock
//! file changes; and the programs among them.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, Result};

use super::{Found, NODE, NPM, Remedy, Tool};
use crate::{process, workspace::Workspace};

pub(crate) struct NpmPackages {
    folder: &'static str,
    purpose: &'static str,
}

pub(crate) const E2E_PACKAGES: NpmPackages =
    NpmPackages { folder: "e2e", purpose: "drive the element in a browser" };
pub(crate) const EXAMPLES_PACKAGES: NpmPackages =
    NpmPackages { folder: "examples", purpose: "build the examples, which the tests open" };
pub(crate) const BENCH_PACKAGES: NpmPackages =
    NpmPackages { folder: "bench", purpose: "build what the element is measured beside" };
pub(crate) const PACKAGE_CHECK: NpmPackages =
    NpmPackages { folder: "package/check", purpose: "check the npm package" };
/// Debian's binaryen is too old for today's rustc.
const BUILD_PACKAGES: NpmPackages =
    NpmPackages { folder: "xtask/npm", purpose: "shrink the wasm and bundle the JavaScript" };

impl Tool for NpmPackages {
    fn name(&self) -> &'static str {
        self.folder
    }

    fn purpose(&self) -> &'static str {
        self.purpose
    }

    fn look(&self, workspace: &Workspace) -> Found {
        let installed = fs::read(self.stamp(workspace)).unwrap_or_default();
        match fs::read(self.lock_file(workspace)) {
            Ok(lock) if lock == installed => {
                Found::Suits { path: self.dir(workspace), version: "as in its lock file".into() }
            }
            _ => Found::NOTHING,
        }
    }

    /// What npm installs is to be had where Node is.
    fn remedy(&self, workspace: &Workspace) -> Remedy {
        let own = format!("npm ci in {}/", self.folder);
        let missing = [&NODE, &NPM].into_iter().find(|tool| tool.is_missing(workspace));
        match missing.map(|tool| tool.remedy(workspace)) {
            None => Remedy::Install { from: own, takes: "10 seconds" },
            Some(Remedy::Install { from, takes }) => {
                Remedy::Install { from: format!("{from}, then {own}"), takes }
            }
            Some(by_hand) => by_hand,
        }
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        if NODE.is_missing(workspace) || NPM.is_missing(workspace) {
            NODE.install(workspace)?;
        }
        let mut npm = Command::new("npm");
        npm.current_dir(self.dir(workspace)).args(["ci", "--no-audit", "--no-fund"]);
        // Its own download host is out of reach in places, and the system's browser serves.
        npm.arg("--loglevel=error").env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        process::output(&mut npm)?;
        fs::copy(self.lock_file(workspace), self.stamp(workspace))
            .context("noting which lock file is installed")?;
        Ok(())
    }
}

impl NpmPackages {
    fn dir(&self, workspace: &Workspace) -> PathBuf {
        workspace.join(self.folder)
    }

    fn lock_file(&self, workspace: &Workspace) -> PathBuf {
        self.dir(workspace).join("package-lock.json")
    }

    /// A copy of the lock file that was installed: `npm ci` removes it with the rest of the folder.
    fn stamp(&self, workspace: &Workspace) -> PathBuf {
        self.dir(workspace).join("node_modules/.installed-lock.json")
    }
}

/// One of the programs of `xtask/npm`, in the version that its lock file names: so the same source
/// makes the same bytes on every machine.
pub(crate) struct BuildProgram {
    name: &'static str,
    purpose: &'static str,
}

pub(crate) const WASM_OPT: BuildProgram =
    BuildProgram { name: "wasm-opt", purpose: "shrink the wasm" };
pub(crate) const ESBUILD: BuildProgram =
    BuildProgram { name: "esbuild", purpose: "bundle the JavaScript" };

impl Tool for BuildProgram {
    fn name(&self) -> &'static str {
        self.name
    }

    fn purpose(&self) -> &'static str {
        self.purpose
    }

    fn look(&self, workspace: &Workspace) -> Found {
        let path = BUILD_PACKAGES.dir(workspace).join("node_modules/.bin").join(self.name);
        match BUILD_PACKAGES.look(workspace) {
            Found::Suits { version, .. } => Found::Suits { path, version },
            missing @ Found::Missing { .. } => missing,
        }
    }

    fn remedy(&self, workspace: &Workspace) -> Remedy {
        BUILD_PACKAGES.remedy(workspace)
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        BUILD_PACKAGES.install(workspace)
    }
}
