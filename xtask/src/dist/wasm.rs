//! The release wasm and its glue: compiled, bound, shrunk, with short names between them.

use std::{env, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result};

use super::{minify, names};
use crate::{
    process,
    tools::{self, WasmBindgen, WasmOpt},
    workspace::Workspace,
};

const BIN: &str = "batch-status-app";

/// What today's rustc emits for wasm32 by default; wasm-opt refuses what it is not told of.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Measured on a small Leptos program: of 25.4 kB under brotli `-Oz` leaves 24.4 and dropping the
/// notes for other tools 0.1 less. A second round, `-Os`, gufa, monomorphising, reordering and
/// merging gained nothing.
const SHRINK: [&str; 5] =
    ["-Oz", "--converge", "--strip-debug", "--strip-producers", "--strip-target-features"];

/// The two files, ready to be served.
pub(super) struct App {
    pub(super) glue: Vec<u8>,
    pub(super) wasm: Vec<u8>,
}

pub(super) fn build(workspace: &Workspace) -> Result<App> {
    let target = workspace.target_dir()?;
    compile(workspace)?;
    let compiled = target.join(format!("wasm32-unknown-unknown/release/{BIN}.wasm"));
    let stage = target.join("dist-stage");
    bind(workspace, &compiled, &stage)?;
    let (small, short) = (stage.join("small.wasm"), stage.join("short.wasm"));
    let mut shrink = wasm_opt(workspace)?;
    shrink.arg(stage.join(format!("{BIN}_bg.wasm"))).arg("-o").arg(&small);
    process::run(shrink.args(SHRINK))?;
    let names = names::shorten(&mut wasm_opt(workspace)?, &small, &short)?;
    let glue = fs::read_to_string(stage.join(format!("{BIN}.js"))).context("reading the glue")?;
    let glue = minify::minify(workspace, &names.rename(&glue)?, "js")?;
    Ok(App { glue, wasm: fs::read(short).context("reading the shrunk wasm")? })
}

fn compile(workspace: &Workspace) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--release", "--target", "wasm32-unknown-unknown", "--bin", BIN]);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", neutral_paths(workspace)?.join("\x1f"));
    process::run(&mut cargo)
}

fn bind(workspace: &Workspace, compiled: &PathBuf, stage: &PathBuf) -> Result<()> {
    let mut bindgen = Command::new(tools::ensure(workspace, &WasmBindgen)?);
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", BIN]);
    // The entry says where the wasm lies; a default in the glue would be a wrong, unhashed name.
    bindgen.arg("--omit-default-module-path");
    bindgen.args(["--remove-name-section", "--remove-producers-section"]);
    process::run(bindgen.arg("--out-dir").arg(stage).arg(compiled))
}

fn wasm_opt(workspace: &Workspace) -> Result<Command> {
    let mut wasm_opt = Command::new(tools::ensure(workspace, &WasmOpt)?);
    wasm_opt.args(WASM_FEATURES);
    Ok(wasm_opt)
}

/// Panic messages name source files: under these flags without the folders of whoever built it,
/// which are nobody's business, make the same source differ by machine and cost bytes.
fn neutral_paths(workspace: &Workspace) -> Result<Vec<String>> {
    let sysroot = process::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let mut dirs = vec![PathBuf::from(sysroot.trim()), workspace.root().to_owned()];
    let registry = cargo_home()?.join("registry/src");
    dirs.extend(fs::read_dir(registry).into_iter().flatten().flatten().map(|entry| entry.path()));
    Ok(dirs.iter().map(|dir| format!("--remap-path-prefix={}=", dir.display())).collect())
}

fn cargo_home() -> Result<PathBuf> {
    if let Some(home) = env::var_os("CARGO_HOME") {
        return Ok(home.into());
    }
    Ok(env::home_dir().context("no home folder")?.join(".cargo"))
}
