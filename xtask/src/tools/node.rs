//! Node and npm, which run wasm-opt and the tests in browsers.

use std::process::Command;

use anyhow::Result;

use super::{Found, Remedy, Tool, debian};
use crate::{process, version, workspace::Workspace};

const AT_LEAST: u32 = 20;

pub(crate) struct Node;

impl Tool for Node {
    fn name(&self) -> &'static str {
        "node and npm"
    }

    fn purpose(&self) -> &'static str {
        "run wasm-opt and Playwright"
    }

    fn look(&self, _: &Workspace) -> Found {
        let Some(path) = process::on_path("node").into_iter().next() else {
            return Found::NOTHING;
        };
        let text = process::output(Command::new(&path).arg("--version")).unwrap_or_default();
        match version::find(&text) {
            _ if process::on_path("npm").is_empty() => {
                Found::Missing { seen: Some("node without npm".into()) }
            }
            Some((major, ..)) if major >= AT_LEAST => {
                Found::Suits { path, version: text.trim().trim_start_matches('v').into() }
            }
            _ => {
                let seen = format!("{} at {}, wanted {AT_LEAST}", text.trim(), path.display());
                Found::Missing { seen: Some(seen) }
            }
        }
    }

    fn remedy(&self, _: &Workspace) -> Remedy {
        debian::remedy(&["nodejs", "npm"], "install Node 20 or newer with npm")
    }

    fn install(&self, _: &Workspace) -> Result<()> {
        debian::install(&["nodejs", "npm"])
    }
}
