//! `cargo xtask dist`: the files that a page embeds, and what they weigh.
//!
//! In the order of the work: [`wasm`] builds, binds and shrinks; [`sources`] bundles the JavaScript;
//! [`parts`] are the files that the element loads; [`embed`] writes them for a static host, under
//! the hashed names of [`files`]; [`npm`] makes the package; [`weight`] is the table at the end.

mod embed;
mod files;
mod npm;
mod parts;
mod sources;
mod wasm;
mod weight;

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use fs_err as fs;

pub(crate) use self::weight::under_brotli;
use self::{files::Folder, parts::Parts, sources::Sources};
use crate::{
    tools::{self, ESBUILD, Tool, WASM_BINDGEN, WASM_OPT, WASM_TARGET},
    workspace,
};

/// What it takes to build the element.
pub(crate) const TOOLS: [&Tool; 4] = [&WASM_TARGET, &WASM_BINDGEN, &WASM_OPT, &ESBUILD];

/// The page for frames.
const FRAME: [&str; 2] = ["embed.html", "embed.js"];

#[derive(Args)]
pub(crate) struct Options {
    /// Where the files go; the folder is emptied first
    #[arg(long, default_value = "dist")]
    pub(crate) out: PathBuf,
    /// Where the npm package goes; the folder is emptied first
    #[arg(long, default_value = "dist-npm")]
    pub(crate) npm: PathBuf,
}

/// Builds everything, and returns the table of sizes, which it prints too.
pub(crate) fn run(options: &Options) -> Result<String> {
    tools::ensure_all(&TOOLS)?;
    let sources = Sources::copy()?;
    let parts = Parts::build(&sources)?;
    let out = Folder::empty(workspace::join(&options.out))?;
    let embed = embed::write(&sources, &parts, &out)?;
    pages(&out)?;
    let package = Folder::empty(workspace::join(&options.npm))?;
    npm::write(&sources, &parts, &out, &package)?;
    let sizes = weight::table(out.path(), &embed.fetched, &embed.others)?;
    println!("\n{} holds:\n\n{sizes}", out.path().display());
    println!("The npm package is in {}.", package.path().display());
    Ok(sizes)
}

/// The page for frames, the theme presets, and the demo page as it lies in the repository, without Trunk's marks.
fn pages(out: &Folder) -> Result<()> {
    for file in FRAME {
        out.copy(file, &workspace::join("embed").join(file))?;
    }
    out.copy("themes", &workspace::join("package/themes"))?;
    let html = fs::read_to_string(workspace::join("index.html"))?;
    let lines = html.split_inclusive('\n').filter(|line| !line.contains("<link data-trunk"));
    out.write("index.html", lines.collect::<String>())?;
    out.copy("page.js", &workspace::join("embed/page.js"))?;
    out.copy("page", &workspace::join("embed/page"))?;
    out.copy("style/page.css", &workspace::join("style/page.css"))
}
