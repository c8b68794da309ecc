//! npm packages: those of a folder of the repository, installed there and again whenever its lock
//! file changes; and the programs among them.

use std::{fs, process::Command, time::SystemTime};

use super::{Here, Installation, NODE, NPM, Source, Tool};
use crate::workspace;

struct Packages {
    folder: &'static str,
    /// What one uses of them: the folder, or a program in it.
    path: &'static str,
}

pub(crate) const E2E_PACKAGES: Tool = Tool {
    name: "e2e",
    purpose: "drive the element in a browser",
    source: &Packages { folder: "e2e", path: "e2e" },
};

pub(crate) const EXAMPLES_PACKAGES: Tool = Tool {
    name: "examples",
    purpose: "build the examples, which the tests open",
    source: &Packages { folder: "examples", path: "examples" },
};

pub(crate) const BENCH_PACKAGES: Tool = Tool {
    name: "bench",
    purpose: "build what the element is measured beside",
    source: &Packages { folder: "bench", path: "bench" },
};

pub(crate) const PACKAGE_CHECK: Tool = Tool {
    name: "package/check",
    purpose: "check the npm package",
    source: &Packages { folder: "package/check", path: "package/check" },
};

/// From npm, in the version that the lock file names, so that the same source makes the same bytes
/// on every machine; and Debian's is too old for today's rustc.
pub(crate) const WASM_OPT: Tool = Tool {
    name: "wasm-opt",
    purpose: "shrink the wasm",
    source: &Packages { folder: "xtask/npm", path: "xtask/npm/node_modules/.bin/wasm-opt" },
};

pub(crate) const ESBUILD: Tool = Tool {
    name: "esbuild",
    purpose: "bundle the JavaScript",
    source: &Packages { folder: "xtask/npm", path: "xtask/npm/node_modules/.bin/esbuild" },
};

impl Source for Packages {
    /// npm writes a lock file of its own into `node_modules`, as the last thing that it does.
    fn look(&self) -> Result<Here, String> {
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
    fn remedy(&self) -> anyhow::Result<Installation> {
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
