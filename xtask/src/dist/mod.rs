//! `cargo xtask dist`: the files that a page embeds, and what they weigh.
//!
//! In the order of the work: [`wasm`] builds, binds and shrinks; [`languages`] checks the texts;
//! [`embed`] bundles the element around them, with [`minify`] for esbuild and [`files`] for the
//! hashes; [`npm`] makes the package; [`weight`] is the table at the end.

mod embed;
mod files;
mod languages;
mod minify;
mod npm;
mod wasm;
mod weight;

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};
use clap::Args;

pub(crate) use self::weight::under_brotli;
use self::{
    embed::{ENTRY, Embed, Sources},
    files::Folder,
    wasm::{ENGINE, WIDGET, Wasm},
};
use crate::{
    tools::{self, ESBUILD, Tool, WASM_BINDGEN, WASM_OPT, WasmTarget},
    workspace::Workspace,
};

/// What it takes to build the element.
pub(crate) const TOOLS: [&dyn Tool; 4] = [&WasmTarget, &WASM_BINDGEN, &WASM_OPT, &ESBUILD];

#[derive(Args)]
pub(crate) struct Options {
    /// Where the files go; the folder is emptied first
    #[arg(long, default_value = "dist")]
    pub(crate) out: PathBuf,
    /// Where the npm package goes; the folder is emptied first
    #[arg(long, default_value = "dist-npm")]
    pub(crate) npm: PathBuf,
}

/// All that is compiled or minified before files get their names.
struct App {
    glue: Vec<u8>,
    wasm: Vec<u8>,
    engine: Wasm,
}

/// Builds everything, and returns the table of sizes, which it prints too.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<String> {
    tools::ensure_all(workspace, &TOOLS)?;
    let languages = languages::all(workspace)?;
    let app = App::build(workspace)?;
    let out = Folder::empty(workspace.root().join(&options.out))?;
    let embed = embed::write(&sources(workspace)?, &app, &languages, &out)?;
    page(workspace, &out)?;
    let package = Folder::empty(workspace.root().join(&options.npm))?;
    npm::write(workspace, &sources(workspace)?, &app, &languages, &out, &package)?;
    let sizes = weigh(&out, &embed)?;
    println!("\n{} holds:\n\n{sizes}", out.path().display());
    println!("The npm package is in {}.", package.path().display());
    Ok(sizes)
}

impl App {
    fn build(workspace: &Workspace) -> Result<Self> {
        let widget = WIDGET.build(workspace)?;
        Ok(Self {
            glue: minify::minify(workspace, &widget.glue)?,
            wasm: widget.bytes,
            engine: ENGINE.build(workspace)?,
        })
    }
}

fn sources(workspace: &Workspace) -> Result<Sources<'_>> {
    Sources::copy(workspace, workspace.target_dir()?.join("dist/embed"))
}

/// The demo page beside the element: as it lies in the repository, without Trunk's marks.
fn page(workspace: &Workspace, out: &Folder) -> Result<()> {
    let html = fs::read_to_string(workspace.join("index.html")).context("reading index.html")?;
    let lines = html.lines().filter(|line| !line.contains("<link data-trunk"));
    out.write("index.html", lines.flat_map(|line| [line, "\n"]).collect::<String>().as_bytes())?;
    out.copy("page.js", &workspace.join("embed/page.js"))?;
    out.copy("page", &workspace.join("embed/page"))?;
    out.copy("style/page.css", &workspace.join("style/page.css"))
}

fn weigh(out: &Folder, embed: &Embed) -> Result<String> {
    let fetched = [ENTRY, &embed.core.name, &embed.glue.name, &embed.wasm.name];
    let others = embed.languages.iter().chain(&embed.lazy).chain([&embed.diagnose]);
    let others: Vec<_> = others.map(|file| file.name.as_str()).collect();
    weight::table(out.path(), &fetched, &others)
}
