//! Packages of Debian and Ubuntu, where we are root; elsewhere a word on what to install.

use std::{
    process::Command,
    sync::{Mutex, PoisonError},
};

use anyhow::Result;

use super::{Remedy, on_path};
use crate::process;

pub(super) fn remedy(packages: &[&str], by_hand: &str) -> Remedy {
    let packages = packages.join(" ");
    if on_path("apt-get").next().is_none() {
        Remedy::ByHand(by_hand.into())
    } else if is_root() {
        Remedy::Install { from: format!("apt-get install {packages}"), takes: "about 1 minute" }
    } else {
        Remedy::ByHand(format!("{by_hand}, e.g. `sudo apt-get install {packages}`"))
    }
}

/// apt stands no second one beside it.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

pub(super) fn install(packages: &[&str]) -> Result<()> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let apt = |args: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(["-q", "-y", "-o", "Dpkg::Use-Pty=0"]).args(args);
        // Another apt may hold the lock for a while, as on a machine that has just booted.
        command.args(["-o", "DPkg::Lock::Timeout=120"]).env("DEBIAN_FRONTEND", "noninteractive");
        process::output(&mut command).map(drop)
    };
    // The lists of a fresh image are empty or old.
    apt(&["update"])?;
    apt(&[&["install", "--no-install-recommends"], packages].concat())
}

pub(crate) fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
