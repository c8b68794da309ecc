//! The files for customers, which the first step of a run that needs them builds for all.

use std::cell::OnceCell;

use anyhow::Result;

use crate::{dist, workspace};

#[derive(Default)]
pub(super) struct Built(OnceCell<dist::Options>);

impl Built {
    /// Where they are: apart from the `dist` that one may be serving.
    pub(super) fn folders(&self) -> Result<&dist::Options> {
        if let Some(folders) = self.0.get() {
            return Ok(folders);
        }
        let out = workspace::join("target/checked-dist");
        let folders = dist::Options { out, npm: workspace::join("target/checked-dist-npm") };
        dist::run(&folders)?;
        Ok(self.0.get_or_init(|| folders))
    }
}
