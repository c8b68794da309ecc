//! The project of package/check, which takes the npm package as a customer would: copied into
//! `/.tools/package` with its packages, and installed again whenever its lock file changes.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use super::{Found, Node, Remedy, Tool, npm_tools};
use crate::workspace::Workspace;

pub(crate) struct PackageCheck;

impl Tool for PackageCheck {
    fn name(&self) -> &'static str {
        "package check"
    }

    fn purpose(&self) -> &'static str {
        "check the npm package"
    }

    fn look(&self, workspace: &Workspace) -> Found {
        let installed = fs::read_to_string(stamp(workspace)).unwrap_or_default();
        match fs::read_to_string(workspace.join("package/check/package-lock.json")) {
            Ok(lock) if lock == installed => {
                Found::Suits { path: dir(workspace), version: "as in its lock file".into() }
            }
            _ => Found::NOTHING,
        }
    }

    fn remedy(&self, workspace: &Workspace) -> Remedy {
        npm_tools::after_node(workspace, "npm ci for package/check")
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        if let Found::Missing { .. } = Node.look(workspace) {
            Node.install(workspace)?;
        }
        let (from, to) = (workspace.join("package/check"), dir(workspace));
        fs::create_dir_all(&to).with_context(|| format!("creating {}", to.display()))?;
        for name in ["package.json", "package-lock.json", ".npmrc"] {
            fs::copy(from.join(name), to.join(name)).with_context(|| format!("copying {name}"))?;
        }
        npm_tools::npm_ci(&to)?;
        fs::copy(from.join("package-lock.json"), stamp(workspace))
            .context("noting which lock file is installed")?;
        Ok(())
    }
}

fn dir(workspace: &Workspace) -> PathBuf {
    workspace.cache().join("package")
}

/// A copy of the lock file that was installed: `npm ci` removes it with the rest of the folder.
fn stamp(workspace: &Workspace) -> PathBuf {
    dir(workspace).join("node_modules/.installed-lock.json")
}
