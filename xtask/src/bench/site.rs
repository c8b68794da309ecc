//! What the bench's pages load: every file under brotli, as a good host would send it.

use std::{collections::HashMap, fs, path::Path, process::Command};

use anyhow::{Context, Result};

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

/// Files by path, such as `react/app.js`.
pub(super) struct Site(HashMap<String, File>);

pub(super) struct File {
    pub(super) mime: &'static str,
    pub(super) brotli: Vec<u8>,
}

impl Site {
    pub(super) fn build(element: &Path, target: &Path) -> Result<Self> {
        let mut site = Self(HashMap::new());
        site.add_folder("widget", element)?;
        for (name, script, options) in PEERS {
            let out = target.join("peers").join(name);
            bundle(script, options, &out.join("app.js"))?;
            bundle("style.css", &[], &out.join("style.css"))?;
            site.add_folder(name, &out)?;
        }
        Ok(site)
    }

    pub(super) fn get(&self, path: &str) -> Option<&File> {
        self.0.get(path)
    }

    fn add_folder(&mut self, name: &str, folder: &Path) -> Result<()> {
        for entry in
            fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?
        {
            let path = entry?.path();
            if let Some(mime) = mime(&path) {
                let file = path.file_name().unwrap_or_default().to_string_lossy();
                let brotli = dist::under_brotli(&fs::read(&path)?)?;
                self.0.insert(format!("{name}/{file}"), File { mime, brotli });
            }
        }
        Ok(())
    }
}

fn bundle(script: &str, options: &[&str], out: &Path) -> Result<()> {
    let mut esbuild = Command::new(tools::ensure(&ESBUILD)?);
    esbuild.current_dir(workspace::join("bench/src")).arg(script).args(BUNDLE).args(options);
    process::output(esbuild.arg(format!("--outfile={}", out.display()))).map(drop)
}

/// None for what no page of the bench loads.
fn mime(path: &Path) -> Option<&'static str> {
    match path.extension()?.to_str()? {
        "js" => Some("text/javascript"),
        "wasm" => Some("application/wasm"),
        "css" => Some("text/css"),
        "txt" => Some("text/plain"),
        _ => None,
    }
}
