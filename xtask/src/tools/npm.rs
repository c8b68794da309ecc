//! npm packages: those of a folder of the repository, installed there and again whenever its lock
//! file changes; and the programs among them.

use std::{process::Command, time::SystemTime};

use fs_err as fs;

use super::{Here, Installation, NODE, NPM, Source, Tool};
use crate::workspace;

pub(super) struct Packages {
    folder: &'static str,
    /// What one uses of them: the folder, or a program in it.
    path: &'static str,
}

pub(crate) const E2E_PACKAGES: Tool = folder("e2e", "drive the element in a browser");
pub(crate) const EXAMPLES_PACKAGES: Tool =
    folder("examples", "build the examples, which the tests open");
pub(crate) const BENCH_PACKAGES: Tool =
    folder("bench", "build what the element is measured beside");
pub(crate) const FRAMEWORKS_PACKAGES: Tool =
    folder("frameworks", "build projects of other tools with the npm package");
pub(crate) const PACKAGE_CHECK: Tool = folder("package/check", "check the npm package");

/// From npm, since Debian's is too old for today's rustc.
pub(crate) const WASM_OPT: Tool =
    program("wasm-opt", "xtask/npm/node_modules/.bin/wasm-opt", "shrink the wasm");
pub(crate) const ESBUILD: Tool =
    program("esbuild", "xtask/npm/node_modules/.bin/esbuild", "bundle the JavaScript");

const fn folder(folder: &'static str, purpose: &'static str) -> Tool {
    Tool { name: folder, purpose, source: Source::Npm(Packages { folder, path: folder }) }
}

/// In the version that the lock file names, so that the same source makes the same bytes on every
/// machine.
const fn program(name: &'static str, path: &'static str, purpose: &'static str) -> Tool {
    Tool { name, purpose, source: Source::Npm(Packages { folder: "xtask/npm", path }) }
}

impl Packages {
    /// npm writes a lock file of its own into `node_modules`, as the last thing that it does.
    pub(super) fn look(&self) -> Result<Here, String> {
        let changed = |file: &str| modified(&format!("{}/{file}", self.folder));
        match changed("node_modules/.package-lock.json") {
            Some(installed) if Some(installed) >= changed("package-lock.json") => {
                let version = "as in its lock file".into();
                Ok(Here { path: workspace::join(self.path), version })
            }
            _ => Err(String::new()),
        }
    }

    /// What npm installs is to be had where Node is.
    pub(super) fn remedy(&self) -> anyhow::Result<Installation> {
        let own = format!("npm ci in {}/", self.folder);
        let mut npm = Command::new("npm");
        npm.current_dir(workspace::join(self.folder)).args(["ci", "--no-audit", "--no-fund"]);
        // Its own download host is out of reach in places, and the system's browser serves.
        npm.arg("--loglevel=error").env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        let Some(missing) = [&NODE, &NPM].into_iter().find(|tool| tool.is_missing()) else {
            return Ok(Installation { from: own, takes: "10 seconds", commands: vec![npm] });
        };
        let Installation { from, takes, mut commands } = missing.remedy()?;
        commands.push(npm);
        Ok(Installation { from: format!("{from}, then {own}"), takes, commands })
    }
}

fn modified(path: &str) -> Option<SystemTime> {
    fs::metadata(workspace::join(path)).and_then(|file| file.modified()).ok()
}
