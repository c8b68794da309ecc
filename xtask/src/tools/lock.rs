//! One installation at a time, across processes: a second xtask waits.

use std::fs::{self, File, TryLockError};

use anyhow::{Context, Result};

use crate::workspace::Workspace;

/// Held until dropped; the system lets go of it should this process die.
pub(super) fn acquire(workspace: &Workspace) -> Result<File> {
    fs::create_dir_all(workspace.cache()).context("creating .tools")?;
    let file = File::create(workspace.cache().join("lock")).context("creating .tools/lock")?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            println!("Another `cargo xtask` is installing tools: waiting for it.");
            file.lock().context("waiting for .tools/lock")?;
        }
        Err(TryLockError::Error(error)) => return Err(error).context("locking .tools/lock"),
    }
    Ok(file)
}
