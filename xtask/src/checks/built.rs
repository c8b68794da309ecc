//! The files for customers, which the first step of a run that needs them builds for all.

use std::{cell::OnceCell, path::PathBuf};

use anyhow::Result;

use crate::{dist, workspace::Workspace};

/// Apart from the `dist` that one may be serving.
const DIST: &str = "target/checked-dist";
const NPM: &str = "target/checked-dist-npm";

#[derive(Default)]
pub(super) struct Built(OnceCell<()>);

impl Built {
    pub(super) fn ensure(&self, workspace: &Workspace) -> Result<()> {
        if self.0.get().is_none() {
            dist::run(workspace, &dist::Options { out: DIST.into(), npm: NPM.into() })?;
            let _ = self.0.set(());
        }
        Ok(())
    }

    /// The folder of the files that a static host serves.
    pub(super) fn dist(&self, workspace: &Workspace) -> Result<PathBuf> {
        self.ensure(workspace)?;
        Ok(workspace.join(DIST))
    }

    /// The folder of the npm package.
    pub(super) fn npm(&self, workspace: &Workspace) -> Result<PathBuf> {
        self.ensure(workspace)?;
        Ok(workspace.join(NPM))
    }
}
