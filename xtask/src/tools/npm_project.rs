//! The npm packages of a folder of the repository, installed there, and again whenever its lock file
//! changes.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use super::{Found, Node, Remedy, Tool, npm_tools};
use crate::workspace::Workspace;

pub(crate) struct NpmProject {
    folder: &'static str,
    name: &'static str,
    purpose: &'static str,
}

pub(crate) const E2E_PACKAGES: NpmProject = NpmProject {
    folder: "e2e",
    name: "e2e/node_modules",
    purpose: "drive the element in a browser",
};

pub(crate) const EXAMPLES_PACKAGES: NpmProject = NpmProject {
    folder: "examples",
    name: "examples' packages",
    purpose: "build the examples, which the tests open",
};

pub(crate) const BENCH_PACKAGES: NpmProject = NpmProject {
    folder: "bench",
    name: "bench/node_modules",
    purpose: "build what the element is measured beside",
};

impl Tool for NpmProject {
    fn name(&self) -> &'static str {
        self.name
    }

    fn purpose(&self) -> &'static str {
        self.purpose
    }

    fn look(&self, workspace: &Workspace) -> Found {
        let installed = fs::read_to_string(self.stamp(workspace)).unwrap_or_default();
        match fs::read_to_string(self.lock(workspace)) {
            Ok(lock) if lock == installed => Found::Suits {
                path: self.dir(workspace).join("node_modules"),
                version: "as in its lock file".into(),
            },
            _ => Found::NOTHING,
        }
    }

    fn remedy(&self, workspace: &Workspace) -> Remedy {
        npm_tools::after_node(workspace, &format!("npm ci in {}/", self.folder))
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        if let Found::Missing { .. } = Node.look(workspace) {
            Node.install(workspace)?;
        }
        npm_tools::npm_ci(&self.dir(workspace))?;
        fs::copy(self.lock(workspace), self.stamp(workspace))
            .context("noting which lock file is installed")?;
        Ok(())
    }
}

impl NpmProject {
    fn dir(&self, workspace: &Workspace) -> PathBuf {
        workspace.join(self.folder)
    }

    fn lock(&self, workspace: &Workspace) -> PathBuf {
        self.dir(workspace).join("package-lock.json")
    }

    /// A copy of the lock file that was installed: `npm ci` removes it with the rest of the folder.
    fn stamp(&self, workspace: &Workspace) -> PathBuf {
        self.dir(workspace).join("node_modules/.installed-lock.json")
    }
}
