//! `cargo xtask dist`: the files that a page embeds, as small as they get, and what they weigh.
//!
//! In the order of the work: [`wasm`] builds, binds and shrinks; [`names`] shortens what it and its
//! glue call each other; [`page`] reads index.html for what else belongs to it; [`entry`] gets the
//! hashed names; [`weight`] is the table at the end.

mod entry;
mod minify;
mod names;
mod page;
mod wasm;
mod weight;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};
use clap::Args;
use sha2::{Digest, Sha256};

use self::{entry::Names, page::Asset, weight::Table};
use crate::{
    tools::{self, Esbuild, RustSrc, WasmBindgen, WasmOpt, WasmTarget},
    workspace::Workspace,
};

/// The one file whose name never changes: what customers' pages load.
const ENTRY: &str = "batch-status.js";

#[derive(Args)]
pub(crate) struct Options {
    /// Where the files go; the folder is emptied first
    #[arg(long, default_value = "dist")]
    out: PathBuf,
    /// Fail when the files weigh more than their budget
    #[arg(long)]
    check: bool,
}

impl Options {
    /// For the check that is part of `cargo xtask test`.
    pub(crate) fn checked(out: PathBuf) -> Self {
        Self { out, check: true }
    }
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    tools::ensure_all(workspace, &[&WasmTarget, &RustSrc, &WasmBindgen, &WasmOpt, &Esbuild])?;
    let out = workspace.root().join(&options.out);
    empty(&out)?;
    let app = wasm::build(workspace)?;
    let names = Names { glue: hashed("js", &app.glue), wasm: hashed("wasm", &app.wasm) };
    write(&out, &names.glue, &app.glue)?;
    write(&out, &names.wasm, &app.wasm)?;
    page(workspace, &out, &names)?;
    println!("\n{} holds:\n", out.display());
    let table = Table::weigh(&out, &[ENTRY, &names.glue, &names.wasm])?;
    println!("{table}");
    let fits = table.fits();
    Ok(if options.check && !fits { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// index.html without Trunk's marks, and every file that it names with one.
fn page(workspace: &Workspace, out: &Path, names: &Names) -> Result<()> {
    let html = fs::read_to_string(workspace.join("index.html")).context("reading index.html")?;
    let page = page::plain(&html)?;
    write(out, "index.html", page.html.as_bytes())?;
    for asset in &page.assets {
        copy(workspace, out, asset, names)?;
    }
    anyhow::ensure!(out.join(ENTRY).exists(), "index.html names no {ENTRY} to copy");
    Ok(())
}

fn copy(workspace: &Workspace, out: &Path, asset: &Asset, names: &Names) -> Result<()> {
    let source = workspace.join(&asset.source);
    let bytes = fs::read(&source).with_context(|| format!("reading {}", source.display()))?;
    let bytes = match asset.name.rsplit_once('.') {
        Some((_, kind @ ("js" | "css"))) => {
            let text = String::from_utf8(bytes).context("a text file that is not UTF-8")?;
            let text = if asset.name == ENTRY { entry::named(&text, names)? } else { text };
            minify::minify(workspace, &text, kind)?
        }
        _ => bytes,
    };
    write(out, &asset.name, &bytes)
}

/// A name that changes with the content, so that caches may keep the file forever.
fn hashed(extension: &str, content: &[u8]) -> String {
    let hash = format!("{:x}", Sha256::digest(content));
    let short = hash.get(..10).unwrap_or(&hash);
    format!("batch-status-app.{short}.{extension}")
}

fn empty(dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("emptying {}", dir.display()))?;
    }
    fs::create_dir_all(dir).with_context(|| format!("creating {}", dir.display()))
}

fn write(dir: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = dir.join(name);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(|| format!("creating {}", parent.display()))?;
    }
    fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))
}
