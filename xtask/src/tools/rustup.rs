//! What rustup adds to a toolchain: clippy and rustfmt, and the standard library for wasm32.

use std::{path::PathBuf, process::Command};

use anyhow::{Result, ensure};

use super::{Here, Installation, Source, Tool, on_path};
use crate::{process, workspace};

/// A part of the toolchain.
pub(super) struct Rustup {
    /// The arguments by which rustup adds it.
    args: &'static [&'static str],
    /// Asks cargo or rustc for it, since a toolchain need not come from rustup.
    find: fn() -> Option<Here>,
}

pub(crate) const RUST_COMPONENTS: Tool = Tool {
    name: "clippy and rustfmt",
    purpose: "check the code",
    source: Source::Rustup(Rustup {
        args: &["component", "add", "clippy", "rustfmt"],
        find: components,
    }),
};

pub(crate) const WASM_TARGET: Tool = Tool {
    name: "wasm target",
    purpose: "compile the element",
    source: Source::Rustup(Rustup {
        args: &["target", "add", "wasm32-unknown-unknown"],
        find: wasm_target,
    }),
};

impl Rustup {
    pub(super) fn look(&self) -> Result<Here, String> {
        (self.find)().ok_or_else(String::new)
    }

    pub(super) fn remedy(&self) -> Result<Installation> {
        let from = format!("rustup {}", self.args.join(" "));
        let is_here = on_path("rustup").next().is_some();
        ensure!(is_here, "use rustup, or what installed Rust, for what `{from}` brings");
        let mut rustup = Command::new("rustup");
        rustup.current_dir(workspace::root()).args(self.args);
        Ok(Installation { from, takes: "10 seconds", commands: vec![rustup] })
    }
}

fn components() -> Option<Here> {
    let version = |of| process::output(workspace::cargo().args([of, "--version"])).ok();
    version("fmt")?;
    let version = version("clippy")?.trim().to_owned();
    Some(Here { path: "cargo clippy".into(), version })
}

fn wasm_target() -> Option<Here> {
    let target = "wasm32-unknown-unknown";
    let mut rustc = Command::new("rustc");
    rustc.current_dir(workspace::root()).args(["--print", "target-libdir", "--target", target]);
    let path = PathBuf::from(process::output(&mut rustc).ok()?.trim());
    path.is_dir().then(|| Here { path, version: target.into() })
}
