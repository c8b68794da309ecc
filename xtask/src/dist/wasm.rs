//! The release wasm and its glue: compiled, bound, shrunk, with short names between them.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::weight::under_brotli;
use super::{glue, minify, names, pack};
use crate::{
    process,
    tools::{self, WasmBindgen, WasmOpt},
    workspace::Workspace,
};

const BIN: &str = "batch-status-app";
const TARGET: &str = "wasm32-unknown-unknown";

/// What today's rustc emits for wasm32 by default; wasm-opt refuses what it is not told of.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Measured on the element, of 83.7 kB under brotli: `--low-memory-unused` saves 0.6 kB, flattening
/// first 0.7 kB. The former lets addresses be folded as if nothing lay in the first kilobyte, where
/// here only the far end of a full stack lies. `--closed-world`, gufa, merging, reordering, dropping
/// the four exports that the glue does not use (wasm-metadce) and a second round gained nothing.
/// `--dealign` drops hints that browsers do not heed, 0.2 kB.
const SHRINK: [&str; 10] = [
    "--flatten",
    "--rereloop",
    "-Os",
    "--low-memory-unused",
    "-Oz",
    "--converge",
    "--dealign",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Unstable, and nowhere but in the one call of cargo below. The standard library comes compiled
/// for speed and with the machinery of unwinding and formatted panics; compiled along and with
/// panics as bare traps, an embed is 10 kB of 95 smaller under brotli. Without `fmt-debug` and
/// `location-detail` it would be 5 bytes less.
const BUILD_STD: [&str; 4] =
    ["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size"];
const BARE_TRAPS: [&str; 2] = ["-Zunstable-options", "-Cpanic=immediate-abort"];

/// A custom section of the widget's name, by which its traps are told from others' in a stack
/// (embed/core/instance.js).
const NAME: &[u8] = b"\0\x09\x04name\0\x02\x01b";

/// The versions of all crates, that of brotli among them.
const LOCK: &[u8] = include_bytes!("../../../Cargo.lock");

/// The feature of the widget by which tests can make it panic.
const PANICS: [&str; 2] = ["--features", "provoked-panic"];

/// The files of the widget, ready to be served.
pub(super) struct App {
    pub(super) glue: Vec<u8>,
    pub(super) wasm: Vec<u8>,
    /// The engine for workers, and its glue.
    pub(super) engine: Vec<u8>,
    pub(super) engine_glue: String,
    /// The one stylesheet that is not in the wasm.
    pub(super) views: Vec<u8>,
}

pub(super) fn build(workspace: &Workspace) -> Result<App> {
    let (stage, views) = bound(workspace, "stage", &[])?;
    let (small, short) = (stage.join("small.wasm"), stage.join("short.wasm"));
    let mut shrink = wasm_opt(workspace)?;
    shrink.arg(stage.join(format!("{BIN}_bg.wasm"))).arg("-o").arg(&small);
    process::run(shrink.args(SHRINK))?;
    let names = names::shorten(&mut wasm_opt(workspace)?, &small, &short)?;
    let glue = names.rename(&glue::shorter(&glue(&stage)?)?)?;
    let glue = minify::minify(workspace, &glue, "js")?;
    let short = fs::read(short).context("reading the shrunk wasm")?;
    let wasm = packed(&stage.join("packed"), &[&short, NAME].concat())?;
    let (engine, engine_glue) = build_engine(workspace)?;
    Ok(App { glue, wasm, engine, engine_glue, views })
}

/// The wasm packed. That weighs hundreds of arrangements, so what came of it last is kept in a folder for
/// the same wasm, packed by the same code.
fn packed(folder: &Path, wasm: &[u8]) -> Result<Vec<u8>> {
    let mut key = Sha256::new();
    for part in [wasm, include_bytes!("pack.rs"), include_bytes!("unpack.wat"), LOCK] {
        key.update(Sha256::digest(part));
    }
    let kept = folder.join(format!("{:x}.wasm", key.finalize()));
    if let Ok(packed) = fs::read(&kept) {
        return Ok(packed);
    }
    let packed = pack::pack(wasm, |packed| Ok(under_brotli(packed)?.len()))?;
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).context("making a folder for the packed wasm")?;
    // Whoever reads it finds it whole or not at all.
    let part = kept.with_extension("part");
    fs::write(&part, &packed).context("keeping the packed wasm")?;
    fs::rename(&part, &kept).context("keeping the packed wasm")?;
    Ok(packed)
}

/// The engine for workers: wanted fast, since only large campaigns need it, and with the wide
/// registers of today's browsers; where it does not compile, the page does without.
fn build_engine(workspace: &Workspace) -> Result<(Vec<u8>, String)> {
    const NAME: &str = "batch_status_engine";
    let target = workspace.target_dir()?.join("dist-engine");
    let mut flags = vec!["-Ctarget-feature=+simd128".to_owned()];
    flags.extend(BARE_TRAPS.map(String::from));
    flags.extend(neutral_paths(workspace)?);
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--release", "--target", TARGET, "--package", "batch-status-engine"]);
    cargo.args(["-Z", "build-std=std,panic_abort", "--config", "profile.release.opt-level=3"]);
    cargo.arg("--target-dir").arg(&target);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f")).env("RUSTC_BOOTSTRAP", "1");
    process::run(&mut cargo)?;
    let stage = target.join("stage");
    bind(workspace, &target.join(TARGET).join(format!("release/{NAME}.wasm")), NAME, &stage)?;
    let small = stage.join("small.wasm");
    let mut shrink = wasm_opt(workspace)?;
    shrink.arg("--enable-simd").arg(stage.join(format!("{NAME}_bg.wasm"))).arg("-o").arg(&small);
    process::run(shrink.args(["-O3", "--strip-debug", "--strip-producers"]))?;
    let glue = stage.join(format!("{NAME}.js"));
    Ok((
        fs::read(small).context("reading the engine")?,
        fs::read_to_string(glue).context("reading the engine's glue")?,
    ))
}

/// The widget that panics when it is told to: compiled like the other, but not shrunk, since only
/// tests load it.
pub(super) fn build_panicking(workspace: &Workspace) -> Result<App> {
    let (stage, views) = bound(workspace, "stage-panicking", &PANICS)?;
    let glue = glue(&stage)?.into_bytes();
    let wasm = fs::read(stage.join(format!("{BIN}_bg.wasm"))).context("reading the wasm")?;
    let (engine, engine_glue) = build_engine(workspace)?;
    Ok(App { glue, wasm, engine, engine_glue, views })
}

fn glue(stage: &Path) -> Result<String> {
    let glue = fs::read_to_string(stage.join(format!("{BIN}.js"))).context("reading the glue")?;
    glue::for_modules(&glue)
}

/// The folder with the wasm and its glue, and the style of views.
fn bound(workspace: &Workspace, stage: &str, features: &[&str]) -> Result<(PathBuf, Vec<u8>)> {
    let target = workspace.target_dir()?.join("dist");
    let style = target.join("style");
    minify::folder(workspace, &workspace.join("style"), &style)?;
    let compiled = compile(workspace, &target, &style, features)?;
    let stage = target.join(stage);
    bind(workspace, &compiled, BIN, &stage)?;
    let views = fs::read(style.join("views.css")).context("reading the style of views")?;
    Ok((stage, views))
}

/// Into a folder of its own: the ordinary build for wasm32, which Trunk and the tests use, has
/// another standard library and would compile everything anew in turn with this one.
fn compile(
    workspace: &Workspace,
    target: &Path,
    style: &Path,
    features: &[&str],
) -> Result<PathBuf> {
    let flags: Vec<String> =
        BARE_TRAPS.map(String::from).into_iter().chain(neutral_paths(workspace)?).collect();
    let mut cargo = workspace.cargo();
    cargo
        .args(["build", "--release", "--target", TARGET, "--bin", BIN])
        .args(BUILD_STD)
        .args(features);
    cargo.arg("--target-dir").arg(target);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f")).env("RUSTC_BOOTSTRAP", "1");
    // For build.rs: worth 0.4 kB under brotli.
    cargo.env("BATCH_STATUS_STYLE", style);
    process::run(&mut cargo)?;
    Ok(target.join(TARGET).join(format!("release/{BIN}.wasm")))
}

fn bind(workspace: &Workspace, compiled: &Path, name: &str, stage: &Path) -> Result<()> {
    let mut bindgen = Command::new(tools::ensure(workspace, &WasmBindgen)?);
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", name]);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// One function, `end`, and in the type section a number to tell it by.
    fn wasm(number: u8) -> Vec<u8> {
        [&b"\0asm\x01\0\0\0"[..], &[1, 1, number, 10, 4, 1, 2, 0, 0x0b]].concat()
    }

    #[test]
    fn what_was_packed_last_is_kept() {
        let folder = env::temp_dir().join(format!("packed-{}", std::process::id()));
        let first = packed(&folder, &wasm(1)).unwrap();
        assert_eq!(packed(&folder, &wasm(1)).unwrap(), first);
        let kept = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
        fs::write(kept, "as it was kept").unwrap();
        assert_eq!(packed(&folder, &wasm(1)).unwrap(), b"as it was kept");
        let other = packed(&folder, &wasm(2)).unwrap();
        assert_ne!(other, first);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(folder).unwrap();
    }
}
