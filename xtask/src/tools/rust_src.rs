//! The source of Rust's standard library, which `cargo xtask dist` compiles along with the element.

use std::{path::PathBuf, process::Command};

use anyhow::Result;

use super::{Found, Remedy, Tool};
use crate::{
    process,
    version::{self, Version},
    workspace::Workspace,
};

/// The first rustc that knows `panic=immediate-abort`.
const AT_LEAST: Version = (1, 92, 0);

pub(crate) struct RustSrc;

impl Tool for RustSrc {
    fn name(&self) -> &'static str {
        "rust-src"
    }

    fn purpose(&self) -> &'static str {
        "compile the standard library small, for dist"
    }

    fn look(&self, workspace: &Workspace) -> Found {
        let Some(version) = rustc_version(workspace) else { return Found::NOTHING };
        if version < AT_LEAST {
            return Found::Missing { seen: Some(format!("rustc {}", dotted(version))) };
        }
        match library(workspace).filter(|library| library.join("Cargo.lock").is_file()) {
            Some(path) => Found::Suits { path, version: dotted(version) },
            None => Found::NOTHING,
        }
    }

    fn remedy(&self, workspace: &Workspace) -> Remedy {
        if rustc_version(workspace).is_some_and(|version| version < AT_LEAST) {
            return Remedy::ByHand(format!("update Rust to {} or newer", dotted(AT_LEAST)));
        }
        if process::on_path("rustup").is_empty() {
            let path = library(workspace).unwrap_or_default();
            return Remedy::ByHand(format!(
                "use rustup, or install the source of the standard library with what installed \
                 Rust, so that {} exists; serve and the other checks do without",
                path.join("Cargo.lock").display()
            ));
        }
        Remedy::Install { from: "rustup component add rust-src".into(), takes: "10 seconds" }
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        let mut rustup = Command::new("rustup");
        rustup.current_dir(workspace.root()).args(["component", "add", "rust-src"]);
        process::output(&mut rustup).map(drop)
    }
}

fn rustc_version(workspace: &Workspace) -> Option<Version> {
    let mut rustc = Command::new("rustc");
    let text = process::output(rustc.current_dir(workspace.root()).arg("--version")).ok()?;
    version::find(&text)
}

/// Where the toolchain in use has the source, if it has it.
fn library(workspace: &Workspace) -> Option<PathBuf> {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(workspace.root()).args(["--print", "sysroot"]);
    let sysroot = process::output(&mut rustc).ok()?;
    Some(PathBuf::from(sysroot.trim()).join("lib/rustlib/src/rust/library"))
}

fn dotted((major, minor, patch): Version) -> String {
    format!("{major}.{minor}.{patch}")
}
