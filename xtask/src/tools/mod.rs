//! What the commands need on the machine, one file for each way to get it.
//!
//! Something suitable on PATH is used as it is. What is missing is installed: what cargo builds into
//! `/.tools`, npm's packages beside their lock files, and what belongs to Rust or to Debian where
//! theirs goes; each with a word on what, why and for how long.

mod cargo_install;
mod debian;
mod lock;
mod npm;
mod rustup;
mod system;

use std::{path::PathBuf, thread, time::Instant};

use anyhow::{Result, bail};

pub(crate) use self::{
    cargo_install::{TRUNK, WASM_BINDGEN, test_runner},
    debian::is_root,
    npm::{BENCH_PACKAGES, E2E_PACKAGES, ESBUILD, EXAMPLES_PACKAGES, PACKAGE_CHECK, WASM_OPT},
    rustup::{RustComponents, WasmTarget},
    system::{CHROMIUM, CXX, Chromedriver, FIREFOX, NODE, NPM},
};
use crate::workspace::Workspace;

/// One thing that a command needs.
pub(crate) trait Tool: Sync {
    fn name(&self) -> &'static str;

    /// What it is needed for, to follow "needed to".
    fn purpose(&self) -> &'static str;

    /// Looks without changing anything.
    fn look(&self, workspace: &Workspace) -> Found;

    /// What would be done about a missing one.
    fn remedy(&self, workspace: &Workspace) -> Remedy;

    /// Does it. Only called where the remedy is to install.
    fn install(&self, workspace: &Workspace) -> Result<()>;

    fn is_missing(&self, workspace: &Workspace) -> bool {
        matches!(self.look(workspace), Found::Missing { .. })
    }
}

/// What a look found.
pub(crate) enum Found {
    Suits { path: PathBuf, version: String },
    Missing { seen: Option<String> },
}

impl Found {
    const NOTHING: Self = Self::Missing { seen: None };
}

pub(crate) enum Remedy {
    /// We can: from where, and about how long that takes on two cores.
    Install { from: String, takes: &'static str },
    /// We cannot: what to do by hand.
    ByHand(String),
}

/// Every tool there is, for `doctor`.
pub(crate) fn all() -> [&'static dyn Tool; 16] {
    [
        &RustComponents,
        &WasmTarget,
        &WASM_BINDGEN,
        &TRUNK,
        &NODE,
        &NPM,
        &WASM_OPT,
        &ESBUILD,
        &CHROMIUM,
        &Chromedriver,
        &FIREFOX,
        &E2E_PACKAGES,
        &EXAMPLES_PACKAGES,
        &PACKAGE_CHECK,
        &BENCH_PACKAGES,
        &CXX,
    ]
}

/// Every program of that name on PATH, in its order; a name with a folder is a path itself.
fn on_path(name: &str) -> impl Iterator<Item = PathBuf> {
    which::which_all(name).into_iter().flatten()
}

/// The path of `tool`, installed first should it be missing.
pub(crate) fn ensure(workspace: &Workspace, tool: &dyn Tool) -> Result<PathBuf> {
    ensure_all(workspace, &[tool])?;
    match tool.look(workspace) {
        Found::Suits { path, .. } => Ok(path),
        Found::Missing { .. } => bail!("{} vanished", tool.name()),
    }
}

/// Makes sure of all of `tools`; those that are missing are installed at the same time, since
/// each has stretches that keep one core busy only.
pub(crate) fn ensure_all(workspace: &Workspace, tools: &[&dyn Tool]) -> Result<()> {
    if missing(workspace, tools).is_empty() {
        return Ok(());
    }
    let _lock = lock::acquire(workspace)?;
    // Whoever held the lock may have installed some meanwhile.
    let plans = plan(workspace, &missing(workspace, tools))?;
    thread::scope(|scope| {
        let runs: Vec<_> =
            plans.iter().map(|plan| scope.spawn(move || plan.carry_out(workspace))).collect();
        let results = runs.into_iter().map(|run| match run.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        // All are waited for, so that one failure does not throw away another's minutes.
        results.collect::<Vec<_>>().into_iter().collect()
    })
}

fn missing<'a>(workspace: &Workspace, tools: &[&'a dyn Tool]) -> Vec<&'a dyn Tool> {
    tools.iter().copied().filter(|tool| tool.is_missing(workspace)).collect()
}

/// One installation, which may bring several tools.
struct Plan<'a> {
    tools: Vec<&'a dyn Tool>,
    from: String,
    takes: &'static str,
}

/// Fails before anything is installed if something cannot be.
fn plan<'a>(workspace: &Workspace, tools: &[&'a dyn Tool]) -> Result<Vec<Plan<'a>>> {
    let mut plans: Vec<Plan<'a>> = Vec::new();
    for &tool in tools {
        match tool.remedy(workspace) {
            Remedy::ByHand(advice) => {
                bail!("{} is missing, needed to {}: {advice}", tool.name(), tool.purpose())
            }
            Remedy::Install { from, takes } => {
                match plans.iter_mut().find(|plan| plan.from == from) {
                    Some(plan) => plan.tools.push(tool),
                    None => plans.push(Plan { tools: vec![tool], from, takes }),
                }
            }
        }
    }
    Ok(plans)
}

impl Plan<'_> {
    fn carry_out(&self, workspace: &Workspace) -> Result<()> {
        let Some((first, others)) = self.tools.split_first() else { return Ok(()) };
        let names = self.tools.iter().map(|tool| tool.name()).collect::<Vec<_>>().join(" and ");
        let purpose = first.purpose();
        let (from, takes) = (&self.from, self.takes);
        println!("Installing {names} ({from}), needed to {purpose}: {takes}, this once.");
        let start = Instant::now();
        first.install(workspace)?;
        let late = others.iter().chain([first]).find_map(|tool| match tool.look(workspace) {
            Found::Missing { seen } => Some((tool.name(), seen.unwrap_or_default())),
            Found::Suits { .. } => None,
        });
        if let Some((name, seen)) = late {
            bail!("{name} was installed ({from}) and still does not suit: {seen}");
        }
        println!("Installed {names} in {} s.", start.elapsed().as_secs());
        Ok(())
    }
}
