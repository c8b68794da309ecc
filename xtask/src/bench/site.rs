//! What the bench's pages load: every file under brotli, as a good host would send it.

use std::{collections::HashMap, path::Path, process::Command};

use anyhow::Result;
use fs_err as fs;

use crate::{
    dist, process,
    tools::{self, ESBUILD},
    workspace,
};

/// All peers alike, as for production.
const BUNDLE: [&str; 7] = [
    "--bundle",
    "--minify",
    "--format=esm",
    "--target=es2022",
    "--jsx=automatic",
    "--legal-comments=none",
    "--define:process.env.NODE_ENV=\"production\"",
];

/// Preact in React's place: the same code.
const PREACT: [&str; 4] = [
    "--alias:react=preact/compat",
    "--alias:react-dom=preact/compat",
    "--alias:react-dom/client=preact/compat/client",
    "--alias:react/jsx-runtime=preact/jsx-runtime",
];

/// Name of the peer, its script and what else esbuild is told.
const PEERS: [(&str, &str, &[&str]); 4] = [
    ("react", "react/main.jsx", &[]),
    ("preact", "react/main.jsx", &PREACT),
    ("plain", "plain/main.js", &[]),
    ("fetch", "fetch/main.js", &[]),
];

/// The files under brotli, by paths such as `react/app.js`.
pub(super) type Site = HashMap<String, Vec<u8>>;

pub(super) fn build(element: &Path, target: &Path) -> Result<Site> {
    let mut site = Site::new();
    add_folder(&mut site, "widget", element)?;
    for (name, script, options) in PEERS {
        let out = target.join("peers").join(name);
        bundle(script, options, &out.join("app.js"))?;
        bundle("style.css", &[], &out.join("style.css"))?;
        add_folder(&mut site, name, &out)?;
    }
    Ok(site)
}

fn add_folder(site: &mut Site, name: &str, folder: &Path) -> Result<()> {
    for path in workspace::files(folder)?.into_iter().filter(|path| path.is_file()) {
        let file = workspace::name(&path);
        site.insert(format!("{name}/{file}"), dist::under_brotli(&fs::read(&path)?)?);
    }
    Ok(())
}

fn bundle(script: &str, options: &[&str], out: &Path) -> Result<()> {
    let mut esbuild = Command::new(tools::ensure(&ESBUILD)?);
    esbuild.current_dir(workspace::join("bench/src")).arg(script).args(BUNDLE).args(options);
    process::output(esbuild.arg(format!("--outfile={}", out.display()))).map(drop)
}
