//! Packages of Debian and Ubuntu, where we are root; elsewhere a word on what to install.

use std::{
    process::Command,
    sync::{Mutex, MutexGuard, PoisonError},
};

use anyhow::{Result, ensure};

use super::{Installation, on_path};
use crate::process;

const APT: &str = "apt-get";

pub(super) fn remedy(packages: &[&str], by_hand: &'static str) -> Result<Installation> {
    let names = packages.join(" ");
    ensure!(on_path(APT).next().is_some(), by_hand);
    ensure!(is_root(), "{by_hand}, e.g. `sudo apt-get install {names}`");
    let install = [&["install", "--no-install-recommends"], packages].concat();
    Ok(Installation {
        from: format!("apt-get install {names}"),
        takes: "about 1 minute",
        // The lists of a fresh image are empty or old.
        commands: vec![apt(&["update"]), apt(&install)],
    })
}

fn apt(args: &[&str]) -> Command {
    let mut command = Command::new(APT);
    command.args(["-q", "-y", "-o", "Dpkg::Use-Pty=0"]).args(args);
    // Another apt may hold the lock for a while, as on a machine that has just booted.
    command.args(["-o", "DPkg::Lock::Timeout=120"]).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Waits where `command` is apt, which stands no second one beside it.
pub(super) fn turn(command: &Command) -> Option<MutexGuard<'static, ()>> {
    let is_apt = command.get_program() == APT;
    is_apt.then(|| ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner))
}

pub(crate) fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
