//! The files that make up the element, from `embed/`, the wasm and its glue. `docs/element-and-wasm.md` says
//! which is made of what and in which order.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};

use super::{
    App,
    files::{self, Folder, Published},
    languages::Language,
    minify,
};
use crate::{process, workspace::Workspace};

/// The one file whose name never changes: what customers' pages load.
pub(super) const ENTRY: &str = "batch-status.js";
pub(super) const CLASS: &str = "batch-status-element.js";
pub(super) const CORE: &str = "batch-status-core.js";
pub(super) const DIAGNOSE: &str = "batch-status-diagnose.js";
pub(super) const CORE_FILES: &str = "core/files.js";
/// How tabs ask as one.
pub(super) const TABS: &str = "batch-status-tabs.js";
/// What runs in the worker of large campaigns.
pub(super) const WORKER: &str = "batch-status-worker.js";
/// The glue of its wasm, which it imports.
const ENGINE_GLUE: &str = "core/engine.js";
/// For pages without modules.
const CLASSIC: &str = "batch-status.classic.js";
/// Defines nothing and has no other side effect.
const CLASS_ALONE: &str = "batch-status.class.js";

/// A copy of `embed/`, in which FILES are set.
pub(super) struct Sources<'a> {
    workspace: &'a Workspace,
    dir: PathBuf,
}

/// What a static host serves.
pub(super) struct Embed {
    pub(super) core: Published,
    pub(super) diagnose: Published,
    pub(super) glue: Published,
    pub(super) wasm: Published,
    pub(super) languages: Vec<Published>,
    /// What only some elements ask for.
    pub(super) lazy: Vec<Published>,
}

impl<'a> Sources<'a> {
    pub(super) fn copy(workspace: &'a Workspace, dir: PathBuf) -> Result<Self> {
        let folder = Folder::empty(dir.clone())?;
        folder.copy("", &workspace.join("embed"))?;
        Ok(Self { workspace, dir })
    }

    pub(super) fn set_files(&self, file: &str, expression: &str) -> Result<()> {
        files::set(&self.dir.join(file), expression)
    }

    /// What runs in the worker, in one file, since a worker from a copy of it finds no other.
    pub(super) fn worker(&self, app: &App) -> Result<Vec<u8>> {
        fs::write(self.dir.join(ENGINE_GLUE), &app.engine.glue).context("writing the glue")?;
        self.bundle(WORKER, &["--format=iife"])
    }

    /// Has `file` import `to` where it imports `from`, both as they stand in quotes.
    pub(super) fn reimport(&self, file: &str, from: &str, to: &str) -> Result<()> {
        let path = self.dir.join(file);
        let text = fs::read_to_string(&path).with_context(|| format!("reading {file}"))?;
        ensure!(text.matches(from).count() == 1, "{file} does not import {from} once");
        fs::write(&path, text.replace(from, to)).with_context(|| format!("writing {file}"))
    }

    /// `file` with all that it imports, minified.
    pub(super) fn bundle(&self, file: &str, options: &[&str]) -> Result<Vec<u8>> {
        let mut esbuild = minify::esbuild(self.workspace)?;
        esbuild.current_dir(&self.dir).args([file, "--bundle", "--format=esm"]).args(options);
        Ok(process::output(&mut esbuild)?.into_bytes())
    }
}

/// Writes all files into `out`; each names those before it.
pub(super) fn write(
    sources: &Sources,
    app: &App,
    languages: &[Language],
    out: &Folder,
) -> Result<Embed> {
    let glue = out.publish("batch-status-app", "js", &app.glue)?;
    let wasm = out.publish("batch-status-app", "wasm", &app.wasm)?;
    let mut by_code = Map::new();
    let mut published = Vec::new();
    for Language { code, text } in languages {
        let file = out.publish(&format!("batch-status-{code}"), "txt", text.as_bytes())?;
        by_code.insert(code.clone(), file.json());
        published.push(file);
    }
    let mut names = Map::new();
    names.insert("glue".into(), glue.json());
    names.insert("wasm".into(), wasm.json());
    let engine = out.publish("batch-status-engine", "wasm", &app.engine.bytes)?;
    let worker = out.publish("batch-status-worker", "js", &sources.worker(app)?)?;
    names.insert("worker".into(), worker.json());
    names.insert("engine".into(), engine.json());
    let tabs = out.publish("batch-status-tabs", "js", &sources.bundle(TABS, &[])?)?;
    names.insert("tabs".into(), tabs.json());
    names.insert("lang".into(), by_code.into());
    sources.set_files(CORE_FILES, &Value::from(names).to_string())?;
    let core = out.publish("batch-status-core", "js", &sources.bundle(CORE, &[])?)?;
    let diagnose = out.publish("batch-status-diagnose", "js", &sources.bundle(DIAGNOSE, &[])?)?;
    let names = json!({ "core": core.json(), "diagnose": diagnose.json() });
    sources.set_files(CLASS, &names.to_string())?;
    write_stable(sources, out)?;
    let lazy = vec![tabs, worker, engine];
    Ok(Embed { core, diagnose, glue, wasm, languages: published, lazy })
}

/// The three ways in, and their hashes for pages that check them.
fn write_stable(sources: &Sources, out: &Folder) -> Result<()> {
    let home = "--define:import.meta.url=document.currentScript.src";
    let mut integrity = Map::new();
    for (name, bytes) in [
        (ENTRY, sources.bundle(ENTRY, &[])?),
        (CLASSIC, sources.bundle(ENTRY, &["--format=iife", home])?),
        (CLASS_ALONE, sources.bundle(CLASS, &[])?),
    ] {
        out.write(name, &bytes)?;
        integrity.insert(name.into(), files::integrity(&bytes).into());
    }
    let text = serde_json::to_string_pretty(&Value::Object(integrity))?;
    out.write("integrity.json", format!("{text}\n").as_bytes())
}
