//! What rustup adds to a toolchain: clippy and rustfmt, and the standard library for wasm32.

use std::{path::PathBuf, process::Command};

use anyhow::Result;

use super::{Found, Remedy, Tool, on_path};
use crate::{process, workspace::Workspace};

/// The arguments by which rustup adds each.
const COMPONENTS: [&str; 4] = ["component", "add", "clippy", "rustfmt"];
const TARGET: [&str; 3] = ["target", "add", "wasm32-unknown-unknown"];

pub(crate) struct RustComponents;
pub(crate) struct WasmTarget;

impl Tool for RustComponents {
    fn name(&self) -> &'static str {
        "clippy and rustfmt"
    }

    fn purpose(&self) -> &'static str {
        "check the code"
    }

    /// Asked of cargo, as the library below is of rustc, since a toolchain need not come from rustup.
    fn look(&self, workspace: &Workspace) -> Found {
        let version =
            |subcommand| process::output(workspace.cargo().args([subcommand, "--version"])).ok();
        match (version("fmt"), version("clippy")) {
            (Some(_), Some(clippy)) => {
                Found::Suits { path: "cargo clippy".into(), version: clippy.trim().into() }
            }
            _ => Found::NOTHING,
        }
    }

    fn remedy(&self, _: &Workspace) -> Remedy {
        remedy(&COMPONENTS)
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        rustup(workspace, &COMPONENTS)
    }
}

impl Tool for WasmTarget {
    fn name(&self) -> &'static str {
        "wasm target"
    }

    fn purpose(&self) -> &'static str {
        "compile the element"
    }

    fn look(&self, workspace: &Workspace) -> Found {
        let target = TARGET[2];
        let mut rustc = Command::new("rustc");
        rustc.current_dir(workspace.root()).args(["--print", "target-libdir", "--target", target]);
        let dir = process::output(&mut rustc).map(|dir| PathBuf::from(dir.trim()));
        match dir {
            Ok(path) if path.is_dir() => Found::Suits { path, version: target.into() },
            _ => Found::NOTHING,
        }
    }

    fn remedy(&self, _: &Workspace) -> Remedy {
        remedy(&TARGET)
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        rustup(workspace, &TARGET)
    }
}

fn remedy(args: &[&str]) -> Remedy {
    let command = format!("rustup {}", args.join(" "));
    if on_path("rustup").next().is_none() {
        let advice = format!("use rustup, or what installed Rust, for what `{command}` brings");
        return Remedy::ByHand(advice);
    }
    Remedy::Install { from: command, takes: "10 seconds" }
}

fn rustup(workspace: &Workspace, args: &[&str]) -> Result<()> {
    let mut rustup = Command::new("rustup");
    process::output(rustup.current_dir(workspace.root()).args(args)).map(drop)
}
