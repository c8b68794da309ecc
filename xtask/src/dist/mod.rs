//! `cargo xtask dist`: the files that a page embeds, as small as they get, and what they weigh.
//!
//! In the order of the work: [`wasm`] builds, binds and shrinks; [`names`] shortens what it and its
//! [`glue`] call each other; [`pack`] takes it apart; [`languages`] checks the texts; [`embed`] bundles the element around them,
//! with [`files`] for the hashes; [`page`] reads index.html for what else belongs to it; [`npm`]
//! makes the package; [`weight`] is the table at the end.

mod embed;
mod files;
mod glue;
mod languages;
mod minify;
mod names;
mod npm;
mod pack;
mod page;
mod wasm;
mod weight;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};
use clap::Args;

pub(crate) use self::weight::under_brotli;
use self::{
    embed::{ENTRY, Embed, Sources},
    files::Folder,
    weight::Table,
};
use crate::{
    tools::{self, Esbuild, RustSrc, WasmBindgen, WasmOpt, WasmTarget},
    workspace::Workspace,
};

#[derive(Args)]
pub(crate) struct Options {
    /// Where the files go; the folder is emptied first
    #[arg(long, default_value = "dist")]
    out: PathBuf,
    /// Where the npm package goes; the folder is emptied first
    #[arg(long, default_value = "dist-npm")]
    npm: PathBuf,
    /// Fail when the files weigh more than their budget
    #[arg(long)]
    check: bool,
    /// Build nothing but the element for the tests of panics, into this folder
    #[arg(long)]
    panicking: Option<PathBuf>,
}

impl Options {
    /// For the check that is part of `cargo xtask test`.
    pub(crate) fn checked(out: PathBuf, npm: PathBuf) -> Self {
        Self { check: true, ..Self::into(out, npm) }
    }

    /// Into these folders, whatever it weighs.
    pub(crate) fn into(out: PathBuf, npm: PathBuf) -> Self {
        Self { out, npm, check: false, panicking: None }
    }
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    if let Some(out) = &options.panicking {
        panicking(workspace, out)?;
        return Ok(ExitCode::SUCCESS);
    }
    ensure_tools(workspace)?;
    let languages = languages::all(workspace)?;
    let app = wasm::build(workspace)?;
    let out = Folder::empty(workspace.root().join(&options.out))?;
    let sources = Sources::copy(workspace, workspace.target_dir()?.join("dist/embed"))?;
    let embed = embed::write(&sources, &app, &languages, &out)?;
    page(workspace, &out, &sources.names()?)?;
    let package = Folder::empty(workspace.root().join(&options.npm))?;
    let sources = Sources::copy(workspace, workspace.target_dir()?.join("dist/embed"))?;
    npm::write(workspace, &sources, &app, &languages, &out, &package)?;
    println!("\n{} holds:\n", out.path().display());
    let table = weigh(&out, &embed)?;
    println!("{table}");
    println!("The npm package is in {}.", package.path().display());
    let fits = table.fits();
    Ok(if options.check && !fits { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The element as customers get it, but for one feature of the wasm: tests can make it panic.
pub(crate) fn panicking(workspace: &Workspace, out: &Path) -> Result<()> {
    ensure_tools(workspace)?;
    let app = wasm::build_panicking(workspace)?;
    let out = Folder::empty(workspace.root().join(out))?;
    let sources = Sources::copy(workspace, workspace.target_dir()?.join("dist/embed"))?;
    embed::write(&sources, &app, &languages::all(workspace)?, &out)?;
    Ok(())
}

fn ensure_tools(workspace: &Workspace) -> Result<()> {
    tools::ensure_all(workspace, &[&WasmTarget, &RustSrc, &WasmBindgen, &WasmOpt, &Esbuild])
}

fn weigh(out: &Folder, embed: &Embed) -> Result<Table> {
    let fetched = [ENTRY, &embed.core.name, &embed.glue.name, &embed.wasm.name];
    let languages: Vec<_> = embed.languages.iter().map(|file| file.name.as_str()).collect();
    let mut seldom: Vec<_> = embed.lazy.iter().map(|file| file.name.as_str()).collect();
    seldom.push(&embed.diagnose.name);
    Table::weigh(out.path(), &fetched, &languages, &seldom)
}

/// index.html without Trunk's marks, and every file that it names with one but those of the
/// element, which are there already, bundled.
fn page(workspace: &Workspace, out: &Folder, bundled: &BTreeSet<String>) -> Result<()> {
    let html = fs::read_to_string(workspace.join("index.html")).context("reading index.html")?;
    let page = page::plain(&html)?;
    out.write("index.html", page.html.as_bytes())?;
    for asset in page.assets.iter().filter(|asset| !bundled.contains(&asset.source)) {
        let source = workspace.join(&asset.source);
        let bytes = fs::read(&source).with_context(|| format!("reading {}", source.display()))?;
        let bytes = match asset.name.rsplit_once('.') {
            Some((_, kind @ ("js" | "css"))) => {
                let text = String::from_utf8(bytes).context("a text file that is not UTF-8")?;
                minify::minify(workspace, &text, kind)?
            }
            _ => bytes,
        };
        out.write(&asset.name, &bytes)?;
    }
    Ok(())
}
