//! wasm-bindgen's programs: exactly the version of the library in Cargo.lock, since the two speak
//! a format of their own that changes with every release.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use super::{Found, Remedy, Tool, cargo_install::CargoInstall};
use crate::{process, workspace::Workspace};

const PROGRAM: &str = "wasm-bindgen";
/// Beside it; runs tests in a browser.
pub(crate) const TEST_RUNNER: &str = "wasm-bindgen-test-runner";

pub(crate) struct WasmBindgen;

impl Tool for WasmBindgen {
    fn name(&self) -> &'static str {
        PROGRAM
    }

    fn purpose(&self) -> &'static str {
        "connect the wasm with JavaScript"
    }

    fn look(&self, workspace: &Workspace) -> Found {
        let Ok(version) = workspace.locked_version(PROGRAM) else { return Found::NOTHING };
        let mut seen = None;
        for path in candidates(workspace) {
            match version_of(&path) {
                Some(found) if found == version && test_runner(&path).exists() => {
                    return Found::Suits { path, version };
                }
                Some(found) => {
                    seen = Some(format!("{found} at {}, wanted {version}", path.display()));
                }
                None => {}
            }
        }
        Found::Missing { seen }
    }

    fn remedy(&self, workspace: &Workspace) -> Remedy {
        match workspace.locked_version(PROGRAM) {
            Ok(version) => Remedy::Install {
                from: format!("cargo install wasm-bindgen-cli {version}"),
                takes: "1 to 2 minutes",
            },
            Err(error) => Remedy::ByHand(error.to_string()),
        }
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        let version = workspace.locked_version(PROGRAM)?;
        // Without its own lock file (`--locked`), which has named a crate version that registries
        // did not have.
        let args = ["--bin", PROGRAM, "--bin", TEST_RUNNER];
        let package = "wasm-bindgen-cli";
        CargoInstall { package, version: &version, args: &args, crates: 155 }.run(workspace)
    }
}

pub(crate) fn test_runner(wasm_bindgen: &Path) -> PathBuf {
    wasm_bindgen.with_file_name(format!("{TEST_RUNNER}{}", std::env::consts::EXE_SUFFIX))
}

fn candidates(workspace: &Workspace) -> Vec<PathBuf> {
    let ours = workspace.cached_bin().join(format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX));
    std::iter::once(ours).chain(process::on_path(PROGRAM)).collect()
}

fn version_of(path: &Path) -> Option<String> {
    let text = process::output(Command::new(path).arg("--version")).ok()?;
    text.split_whitespace().nth(1).map(str::to_owned)
}
