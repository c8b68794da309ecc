//! The npm packages of e2e/, installed there, and again whenever their lock file changes.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use super::{Found, Node, Remedy, Tool, npm_tools};
use crate::workspace::Workspace;

pub(crate) struct E2ePackages;

impl Tool for E2ePackages {
    fn name(&self) -> &'static str {
        "e2e/node_modules"
    }

    fn purpose(&self) -> &'static str {
        "drive the element in a browser"
    }

    fn look(&self, workspace: &Workspace) -> Found {
        let installed = fs::read_to_string(stamp(workspace)).unwrap_or_default();
        match fs::read_to_string(workspace.join("e2e/package-lock.json")) {
            Ok(lock) if lock == installed => Found::Suits {
                path: workspace.join("e2e/node_modules"),
                version: "as in its lock file".into(),
            },
            _ => Found::NOTHING,
        }
    }

    fn remedy(&self, workspace: &Workspace) -> Remedy {
        npm_tools::after_node(workspace, "npm ci in e2e/")
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        if let Found::Missing { .. } = Node.look(workspace) {
            Node.install(workspace)?;
        }
        npm_tools::npm_ci(&workspace.join("e2e"))?;
        fs::copy(workspace.join("e2e/package-lock.json"), stamp(workspace))
            .context("noting which lock file is installed")?;
        Ok(())
    }
}

/// A copy of the lock file that was installed: `npm ci` removes it with the rest of the folder.
fn stamp(workspace: &Workspace) -> PathBuf {
    workspace.join("e2e/node_modules/.installed-lock.json")
}
