//! The files that the element's core loads when it needs them, before they get their names.

use anyhow::Result;
use fs_err as fs;

use super::{
    sources::{self, Sources},
    wasm::{ENGINE, WIDGET},
};
use crate::workspace;

pub(super) struct Part {
    /// What the element's code calls it; of a language, its code.
    pub(super) key: String,
    /// Its name in the npm package.
    pub(super) file: String,
    pub(super) bytes: Vec<u8>,
}

pub(super) struct Parts {
    pub(super) files: Vec<Part>,
    /// The languages besides English.
    pub(super) languages: Vec<Part>,
}

impl Part {
    pub(super) fn new(key: &str, file: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { key: key.into(), file: file.into(), bytes: bytes.into() }
    }
}

impl Parts {
    /// Compiles, bundles and minifies everything.
    pub(super) fn build(sources: &Sources) -> Result<Self> {
        let languages = languages()?;
        let widget = WIDGET.build()?;
        let engine = ENGINE.build()?;
        let mut files = vec![
            Part::new("glue", "batch-status-app.js", sources::minified(&widget.glue)?),
            Part::new("wasm", "batch-status-app_bg.wasm", widget.bytes),
        ];
        files.extend(sources.lazy()?);
        files.push(sources.worker(&engine.glue)?);
        files.push(Part::new("engine", "batch-status-engine_bg.wasm", engine.bytes));
        Ok(Self { files, languages })
    }
}

/// The files of `messages/` in the order of their codes.
/// `tests/messages.rs` compares them with English.
fn languages() -> Result<Vec<Part>> {
    let mut languages = Vec::new();
    for path in workspace::files("messages")? {
        let code = path.file_stem().unwrap_or_default().to_string_lossy();
        if code != "en" {
            let name = format!("batch-status-{code}.txt");
            languages.push(Part::new(&code, &name, fs::read(&path)?));
        }
    }
    Ok(languages)
}
