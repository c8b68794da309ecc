//! Trunk as a child that never outlives us.

use std::{
    process::{ExitCode, ExitStatus, Stdio},
    time::Duration,
};

use anyhow::{Context, Result};
use tokio::{
    process::{Child, Command},
    time::timeout,
};

const PATIENCE: Duration = Duration::from_secs(5);

pub(super) struct TrunkProcess {
    child: Child,
    #[cfg(unix)]
    watchdog: unix::Watchdog,
}

impl TrunkProcess {
    pub(super) fn spawn(mut command: Command) -> Result<Self> {
        command.stdin(Stdio::null()).kill_on_drop(true);
        // A group of its own, so that the compiler that it may have started can be ended with it.
        #[cfg(unix)]
        command.process_group(0);
        let child = command.spawn().context("starting Trunk")?;
        Ok(Self {
            #[cfg(unix)]
            watchdog: unix::Watchdog::over(child.id().context("Trunk ended at once")?)?,
            child,
        })
    }

    /// Trunk's own exit code, or success when we were asked to end.
    pub(super) async fn until_it_ends_or_we_are_told_to(&mut self) -> Result<ExitCode> {
        let told = tokio::select! {
            status = self.child.wait() => Err(status.context("waiting for Trunk")?),
            told = told_to_end() => Ok(told?),
        };
        match told {
            Ok(()) => {
                self.end().await?;
                Ok(ExitCode::SUCCESS)
            }
            Err(status) => {
                self.stand_down();
                Ok(passed_on(status))
            }
        }
    }

    #[cfg(unix)]
    async fn end(&mut self) -> Result<()> {
        self.watchdog.signal("TERM");
        if timeout(PATIENCE, self.child.wait()).await.is_err() {
            self.watchdog.signal("KILL");
            self.child.wait().await.context("waiting for Trunk")?;
        }
        self.stand_down();
        Ok(())
    }

    #[cfg(not(unix))]
    async fn end(&mut self) -> Result<()> {
        timeout(PATIENCE, self.child.kill()).await.context("Trunk does not end")??;
        Ok(())
    }

    fn stand_down(&mut self) {
        #[cfg(unix)]
        self.watchdog.stand_down();
    }
}

fn passed_on(status: ExitStatus) -> ExitCode {
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Ctrl-C, a polite kill, or the terminal gone.
#[cfg(unix)]
async fn told_to_end() -> Result<()> {
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
async fn told_to_end() -> Result<()> {
    Ok(tokio::signal::ctrl_c().await?)
}

#[cfg(unix)]
mod unix {
    use std::{
        io::Write,
        os::unix::process::CommandExt,
        process::{Child, ChildStdin, Command, Stdio},
    };

    use anyhow::{Context, Result};

    /// A shell at the end of a pipe: should we die without a word (`kill -9`), the pipe closes and
    /// it ends the group. The system call that does so directly is Linux's alone, and unsafe. No
    /// `--` before the group: dash's `kill` does not know it.
    const SCRIPT: &str = r#"read -r _ || kill -TERM "-$1" 2>/dev/null"#;

    pub(super) struct Watchdog {
        group: u32,
        shell: Child,
        pipe: Option<ChildStdin>,
    }

    impl Watchdog {
        pub(super) fn over(group: u32) -> Result<Self> {
            let mut shell = Command::new("sh")
                .args(["-c", SCRIPT, "watchdog", &group.to_string()])
                .stdin(Stdio::piped())
                .process_group(0)
                .spawn()
                .context("starting a shell")?;
            let pipe = shell.stdin.take();
            Ok(Self { group, shell, pipe })
        }

        /// To Trunk and all that it started.
        pub(super) fn signal(&self, name: &str) {
            let target = format!("-{}", self.group);
            // Nobody left to signal is fine.
            let _ = Command::new("kill")
                .args([&format!("-{name}"), "--", &target])
                .stderr(Stdio::null())
                .status();
        }

        /// The group has ended: its number may soon be another's.
        pub(super) fn stand_down(&mut self) {
            if let Some(mut pipe) = self.pipe.take() {
                let _ = pipe.write_all(b"done\n");
            }
            let _ = self.shell.wait();
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::{
        os::unix::process::{CommandExt, ExitStatusExt},
        process::Command,
    };

    use super::unix::Watchdog;

    /// It once survived a `kill -9` of ours: the shell's `kill` refused its arguments in silence.
    #[test]
    fn the_group_ends_when_the_pipe_breaks() {
        let mut child = Command::new("sleep").arg("10").process_group(0).spawn().unwrap();
        drop(Watchdog::over(child.id()).unwrap());
        let terminated = Some(15);
        assert_eq!(child.wait().unwrap().signal(), terminated);
    }
}
