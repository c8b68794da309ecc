//! wasm-opt and esbuild, from npm packages that carry them: pinned by `xtask/npm/package.json` and
//! its lock, installed into `/.tools/npm`. Debian's binaryen is too old for today's rustc.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::{Found, Node, Remedy, Tool};
use crate::{
    process,
    version::{self, Version},
    workspace::Workspace,
};

pub(crate) struct WasmOpt;
pub(crate) struct Esbuild;

impl Tool for WasmOpt {
    fn name(&self) -> &'static str {
        "wasm-opt"
    }

    fn purpose(&self) -> &'static str {
        "shrink the wasm"
    }

    fn look(&self, workspace: &Workspace) -> Found {
        look(workspace, self.name(), (123, 0, 0))
    }

    fn remedy(&self, workspace: &Workspace) -> Remedy {
        remedy(workspace)
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        install(workspace)
    }
}

impl Tool for Esbuild {
    fn name(&self) -> &'static str {
        "esbuild"
    }

    fn purpose(&self) -> &'static str {
        "minify the JavaScript"
    }

    fn look(&self, workspace: &Workspace) -> Found {
        look(workspace, self.name(), (0, 25, 0))
    }

    fn remedy(&self, workspace: &Workspace) -> Remedy {
        remedy(workspace)
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        install(workspace)
    }
}

/// Ours first: the pinned versions make the same bytes on every machine.
fn look(workspace: &Workspace, name: &str, at_least: Version) -> Found {
    let ours = workspace.npm_bin().join(name);
    let ours = ours.exists().then_some(ours);
    let mut seen = None;
    for path in ours.into_iter().chain(process::on_path(name)) {
        let text = process::output(Command::new(&path).arg("--version")).unwrap_or_default();
        match version::find(&text) {
            Some(version) if version >= at_least => {
                return Found::Suits { path, version: text.trim().into() };
            }
            _ => seen = Some(format!("{} is too old ({})", path.display(), text.trim())),
        }
    }
    Found::Missing { seen }
}

fn remedy(workspace: &Workspace) -> Remedy {
    after_node(workspace, "npm packages binaryen and esbuild")
}

/// What npm installs is to be had where Node is.
pub(super) fn after_node(workspace: &Workspace, from: &str) -> Remedy {
    let first = match Node.look(workspace) {
        Found::Suits { .. } => None,
        Found::Missing { .. } => Some(Node.remedy(workspace)),
    };
    match first {
        None => Remedy::Install { from: from.into(), takes: "10 seconds" },
        Some(Remedy::Install { from: node, takes }) => {
            Remedy::Install { from: format!("{node}, then {from}"), takes }
        }
        Some(by_hand) => by_hand,
    }
}

fn install(workspace: &Workspace) -> Result<()> {
    if let Found::Missing { .. } = Node.look(workspace) {
        Node.install(workspace)?;
    }
    let (from, to) = (workspace.join("xtask/npm"), workspace.cache().join("npm"));
    fs::create_dir_all(&to).with_context(|| format!("creating {}", to.display()))?;
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(from.join(name), to.join(name)).with_context(|| format!("copying {name}"))?;
    }
    npm_ci(&to)
}

/// Exactly what the lock file in `dir` says.
pub(super) fn npm_ci(dir: &Path) -> Result<()> {
    let mut npm = Command::new(npm_program());
    npm.current_dir(dir)
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        // Its own download host is out of reach in places, and the system's browser serves.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::output(&mut npm).map(drop)
}

fn npm_program() -> PathBuf {
    process::on_path("npm").into_iter().next().unwrap_or_else(|| "npm".into())
}
