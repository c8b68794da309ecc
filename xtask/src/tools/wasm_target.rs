//! Rust's standard library for wasm32.

use std::process::Command;

use anyhow::Result;

use super::{Found, Remedy, Tool};
use crate::{process, workspace::Workspace};

const TARGET: &str = "wasm32-unknown-unknown";

pub(crate) struct WasmTarget;

impl Tool for WasmTarget {
    fn name(&self) -> &'static str {
        "wasm target"
    }

    fn purpose(&self) -> &'static str {
        "compile the element"
    }

    fn look(&self, workspace: &Workspace) -> Found {
        // Asked of rustc, since a toolchain need not come from rustup.
        let mut rustc = Command::new("rustc");
        rustc.current_dir(workspace.root()).args(["--print", "target-libdir", "--target", TARGET]);
        let Ok(dir) = process::output(&mut rustc) else { return Found::NOTHING };
        let path = std::path::PathBuf::from(dir.trim());
        if path.is_dir() { Found::Suits { path, version: TARGET.into() } } else { Found::NOTHING }
    }

    fn remedy(&self, _: &Workspace) -> Remedy {
        if process::on_path("rustup").is_empty() {
            return Remedy::ByHand(format!(
                "install the {TARGET} standard library with what installed Rust, or use rustup"
            ));
        }
        Remedy::Install { from: format!("rustup target add {TARGET}"), takes: "10 seconds" }
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        let mut rustup = Command::new("rustup");
        rustup.current_dir(workspace.root()).args(["target", "add", TARGET]);
        process::output(&mut rustup).map(drop)
    }
}
