//! rustfmt and clippy, which rustup's minimal profile leaves out.

use std::process::Command;

use anyhow::Result;

use super::{Found, Remedy, Tool};
use crate::{process, version, workspace::Workspace};

pub(crate) struct RustComponents;

impl Tool for RustComponents {
    fn name(&self) -> &'static str {
        "clippy and rustfmt"
    }

    fn purpose(&self) -> &'static str {
        "check the code"
    }

    fn look(&self, workspace: &Workspace) -> Found {
        let says =
            |subcommand| process::output(workspace.cargo().args([subcommand, "--version"])).ok();
        let (Some(clippy), Some(_)) = (says("clippy"), says("fmt")) else { return Found::NOTHING };
        let version = version::find(&clippy)
            .map_or_else(String::new, |(x, y, z)| format!("clippy {x}.{y}.{z}"));
        let path = process::on_path("cargo-clippy").into_iter().next();
        Found::Suits { path: path.unwrap_or_else(|| "cargo clippy".into()), version }
    }

    fn remedy(&self, _: &Workspace) -> Remedy {
        if process::on_path("rustup").is_empty() {
            return Remedy::ByHand("install both with what installed Rust, or use rustup".into());
        }
        let from = "rustup component add clippy rustfmt".into();
        Remedy::Install { from, takes: "10 seconds" }
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        let mut rustup = Command::new("rustup");
        rustup.current_dir(workspace.root()).args(["component", "add", "clippy", "rustfmt"]);
        process::output(&mut rustup).map(drop)
    }
}
