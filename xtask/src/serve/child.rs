//! Trunk as a child that ends with us.

use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use tokio::process::Command;

/// Runs Trunk until it ends, which it does by itself only where it fails, or we are asked to.
pub(super) async fn run(mut command: Command) -> Result<()> {
    let mut trunk =
        command.stdin(Stdio::null()).kill_on_drop(true).spawn().context("starting Trunk")?;
    tokio::select! {
        status = trunk.wait() => {
            let status = status.context("waiting for Trunk")?;
            ensure!(status.success(), "Trunk ended ({status})");
            Ok(())
        }
        asked = asked_to_end() => {
            asked?;
            trunk.kill().await.context("ending Trunk")
        }
    }
}

/// Waits for Ctrl-C, a polite kill, or the terminal's end.
#[cfg(unix)]
async fn asked_to_end() -> Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    tokio::select! {
        result = tokio::signal::ctrl_c() => result?,
        _ = terminate.recv() => {}
        _ = hang_up.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn asked_to_end() -> Result<()> {
    Ok(tokio::signal::ctrl_c().await?)
}
