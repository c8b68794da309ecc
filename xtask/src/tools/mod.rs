//! What the commands need on the machine, one file for each way to get it.
//!
//! Something suitable on PATH is used as it is. What is missing is installed: what cargo builds into
//! `/.tools`, npm's packages beside their lock files, and what belongs to Rust or to Debian where
//! theirs goes; each with a word on what, why and for how long.

mod cargo_install;
mod debian;
mod npm;
mod rustup;
mod silent;
mod system;

use std::{
    fs::{File, TryLockError},
    panic,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::Instant,
};

use anyhow::{Context, Result, anyhow, bail};
use fs_err as fs;

use self::{
    cargo_install::CargoProgram, npm::Packages, rustup::Rustup, silent::SilentPrograms,
    system::SystemProgram,
};
pub(crate) use self::{
    cargo_install::{TRUNK, WASM_BINDGEN, test_runner},
    debian::is_root,
    npm::{
        BENCH_PACKAGES, E2E_PACKAGES, ESBUILD, EXAMPLES_PACKAGES, FRAMEWORKS_PACKAGES,
        PACKAGE_CHECK, WASM_OPT,
    },
    rustup::{RUST_COMPONENTS, WASM_TARGET},
    system::{
        CADDY, CHROMEDRIVER, CHROMIUM, CXX, FIREFOX, HEADLESS_SHELL, NGINX, NODE, NPM, PYTHON,
        WEBKIT, WRK,
    },
};
use crate::{process, workspace};

/// One thing that a command needs.
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    /// What it is needed for, to follow "needed to".
    pub(crate) purpose: &'static str,
    source: Source,
}

enum Source {
    Rustup(Rustup),
    CargoInstall(CargoProgram),
    Npm(Packages),
    System(SystemProgram),
    Silent(SilentPrograms),
}

/// A tool that suits.
pub(crate) struct Here {
    pub(crate) path: PathBuf,
    pub(crate) version: String,
}

/// The commands that bring a tool: what they do, and about how long that takes on two cores.
pub(crate) struct Installation {
    pub(crate) from: String,
    pub(crate) takes: &'static str,
    commands: Vec<Command>,
}

/// Every tool that a command cannot do without, for `doctor`.
pub(crate) const ALL: [&Tool; 22] = [
    &RUST_COMPONENTS,
    &WASM_TARGET,
    &WASM_BINDGEN,
    &TRUNK,
    &NODE,
    &NPM,
    &WASM_OPT,
    &ESBUILD,
    &CHROMIUM,
    &CHROMEDRIVER,
    &FIREFOX,
    &WEBKIT,
    &E2E_PACKAGES,
    &EXAMPLES_PACKAGES,
    &PACKAGE_CHECK,
    &BENCH_PACKAGES,
    &NGINX,
    &WRK,
    &FRAMEWORKS_PACKAGES,
    &CADDY,
    &PYTHON,
    &CXX,
];

impl Tool {
    /// Looks without changing anything. The error says what is there instead, if anything.
    pub(crate) fn look(&self) -> Result<Here, String> {
        match &self.source {
            Source::Rustup(part) => part.look(),
            Source::CargoInstall(program) => program.look(),
            Source::Npm(packages) => packages.look(),
            Source::System(program) => program.look(),
            Source::Silent(programs) => programs.look(),
        }
    }

    /// What brings a missing one. The error says what to do by hand, where we cannot.
    pub(crate) fn remedy(&self) -> Result<Installation> {
        match &self.source {
            Source::Rustup(part) => part.remedy(),
            Source::CargoInstall(program) => program.remedy(),
            Source::Npm(packages) => packages.remedy(),
            Source::System(program) => debian::remedy(program.packages, program.by_hand),
            Source::Silent(programs) => debian::remedy(programs.packages, programs.by_hand),
        }
    }

    fn is_missing(&self) -> bool {
        self.look().is_err()
    }
}

/// The path of `tool`, installed first should it be missing.
pub(crate) fn ensure(tool: &Tool) -> Result<PathBuf> {
    ensure_all(&[tool])?;
    tool.look().map(|here| here.path).map_err(|_| anyhow!("{} vanished", tool.name))
}

/// Makes sure of all of `tools`; those that are missing are installed at the same time, since
/// each has stretches that keep one core busy only.
pub(crate) fn ensure_all(tools: &[&Tool]) -> Result<()> {
    if !tools.iter().any(|tool| tool.is_missing()) {
        return Ok(());
    }
    let _lock = lock()?;
    // Whatever held the lock may have installed some meanwhile.
    let missing: Vec<&Tool> = tools.iter().copied().filter(|tool| tool.is_missing()).collect();
    let installations = installations(&missing)?;
    thread::scope(|scope| {
        let start = |(tools, how): (Vec<_>, _)| scope.spawn(move || install(&tools, how));
        let running: Vec<_> = installations.into_iter().map(start).collect();
        // The scope waits for all, so that one failure does not throw away another's minutes.
        running.into_iter().try_for_each(|it| it.join().unwrap_or_else(|e| panic::resume_unwind(e)))
    })?;
    for tool in missing {
        if let Err(seen) = tool.look() {
            bail!("{} was installed and still does not suit: {seen}", tool.name);
        }
    }
    Ok(())
}

/// What to install, with the tools that it brings. Fails where something is to be done by hand.
fn installations<'a>(tools: &[&'a Tool]) -> Result<Vec<(Vec<&'a Tool>, Installation)>> {
    let mut all: Vec<(Vec<&Tool>, Installation)> = Vec::new();
    for &tool in tools {
        let Tool { name, purpose, .. } = tool;
        let how =
            tool.remedy().with_context(|| format!("{name} is missing, needed to {purpose}"))?;
        match all.iter_mut().find(|(_, other)| other.from == how.from) {
            Some((tools, _)) => tools.push(tool),
            None => all.push((vec![tool], how)),
        }
    }
    Ok(all)
}

fn install(tools: &[&Tool], how: Installation) -> Result<()> {
    let Installation { from, takes, commands } = how;
    let purpose = tools.first().map_or("", |tool| tool.purpose);
    let names = tools.iter().map(|tool| tool.name).collect::<Vec<_>>().join(" and ");
    println!("Installing {names} ({from}), needed to {purpose}: {takes}, this once.");
    let start = Instant::now();
    for mut command in commands {
        let _turn = debian::turn(&command);
        process::output(&mut command)?;
    }
    println!("Installed {names} in {} s.", start.elapsed().as_secs());
    Ok(())
}

/// Lets one xtask install at a time; a second one waits. Held until dropped, and the system lets go
/// of it should this process die.
fn lock() -> Result<File> {
    fs::create_dir_all(workspace::cache())?;
    let file = File::create(workspace::cache().join("lock")).context("creating .tools/lock")?;
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        println!("Another `cargo xtask` is installing tools: waiting for it.");
    }
    file.lock().context("locking .tools/lock")?;
    Ok(file)
}

/// Every program of that name on PATH, in its order; a name with a folder is a path itself.
fn on_path(name: &str) -> impl Iterator<Item = PathBuf> {
    which::which_all(name).into_iter().flatten()
}

/// What the program says of its version when it is asked in one of the usual ways, if it is there
/// and runs.
fn version_text(program: &Path) -> Option<String> {
    let asked = |how: &str| process::output(Command::new(program).arg(how)).ok();
    asked("--version").or_else(|| asked("version"))
}

/// The numbers at the start of a version, which compare as versions do.
fn numbers(version: &str) -> Vec<u32> {
    version.split(['.', '-']).map_while(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_their_numbers() {
        for (version, expected) in [
            ("0.21.14", &[0, 21, 14][..]),
            ("0.22.0-beta.1", &[0, 22, 0]),
            ("143.0.7499.40", &[143, 0, 7499, 40]),
            ("140.7.0esr", &[140, 7]),
            ("12", &[12]),
            ("no number", &[]),
        ] {
            assert_eq!(numbers(version), expected, "{version}");
        }
        assert!(numbers("0.21.14") > numbers("0.21.9"));
    }
}
