//! Trunk as a child that ends with us.

use std::process::{ExitCode, ExitStatus, Stdio};

use anyhow::{Context, Result};
use tokio::process::Command;

/// Runs Trunk until it ends or we are asked to. Gives its own exit code, or success when we were
/// asked.
pub(super) async fn run(mut command: Command) -> Result<ExitCode> {
    command.stdin(Stdio::null()).kill_on_drop(true);
    let mut trunk = command.spawn().context("starting Trunk")?;
    tokio::select! {
        status = trunk.wait() => Ok(passed_on(status.context("waiting for Trunk")?)),
        asked = asked_to_end() => {
            asked?;
            trunk.kill().await.context("ending Trunk")?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn passed_on(status: ExitStatus) -> ExitCode {
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
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
