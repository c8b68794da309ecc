//! The two wasms with their glue: cargo compiles them, wasm-bindgen connects them with JavaScript,
//! wasm-opt shrinks them.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use fs_err as fs;

use crate::{
    process,
    tools::{self, WASM_BINDGEN, WASM_OPT},
    workspace,
};

const TARGET: &str = "wasm32-unknown-unknown";

/// How one of the wasms is built.
pub(super) struct Recipe {
    /// The name of the file that cargo makes.
    file: &'static str,
    cargo: &'static [&'static str],
    /// The profile of Cargo.toml.
    profile: &'static str,
    /// How wasm-opt weighs size against speed.
    level: &'static str,
}

pub(super) const WIDGET: Recipe = Recipe {
    file: "batch-status-app",
    cargo: &["--bin=batch-status-app"],
    profile: "release",
    level: "-Oz",
};

/// The engine for workers.
pub(super) const ENGINE: Recipe = Recipe {
    file: "batch-status-engine",
    cargo: &["--package=batch-status-engine", "--bin=batch-status-engine"],
    profile: "engine",
    level: "-O3",
};

/// A wasm, and the JavaScript that it is called through.
pub(super) struct Wasm {
    pub(super) bytes: Vec<u8>,
    pub(super) glue: PathBuf,
}

impl Recipe {
    pub(super) fn build(&self) -> Result<Wasm> {
        let target = workspace::target_dir()?.join("dist");
        let compiled = self.compile(&target)?;
        let out = target.join("bound");
        self.bind(&compiled, &out)?;
        let small = out.join("small.wasm");
        self.shrink(&out.join(format!("{}_bg.wasm", self.file)), &small)?;
        let bytes = fs::read(small)?;
        Ok(Wasm { bytes, glue: out.join(format!("{}.js", self.file)) })
    }

    /// Into a folder of its own: what Trunk and the tests compile is built with other flags, and
    /// each would compile everything anew in turn with the other.
    fn compile(&self, target: &Path) -> Result<PathBuf> {
        let Self { file, cargo: selection, profile, .. } = self;
        let mut cargo = workspace::cargo();
        cargo.args(["build", "--target", TARGET, "--profile", profile]).args(*selection);
        cargo.arg("--target-dir").arg(target);
        cargo.env("CARGO_ENCODED_RUSTFLAGS", neutral_paths()?.join("\x1f"));
        process::run(&mut cargo)?;
        Ok(target.join(TARGET).join(profile).join(format!("{file}.wasm")))
    }

    fn bind(&self, compiled: &Path, out: &Path) -> Result<()> {
        let mut bindgen = Command::new(tools::ensure(&WASM_BINDGEN)?);
        bindgen.args(["--target", "web", "--no-typescript", "--out-name", self.file]);
        // The core says where the wasm lies; the glue's own idea of it lacks the hash in the name.
        bindgen.arg("--omit-default-module-path");
        process::run(bindgen.arg("--out-dir").arg(out).arg(compiled))
    }

    fn shrink(&self, wasm: &Path, to: &Path) -> Result<()> {
        let mut wasm_opt = Command::new(tools::ensure(&WASM_OPT)?);
        // The module's own name is how stacks name a wasm that has no address.
        wasm_opt.args([self.level, "--emit-module-names"]);
        process::run(wasm_opt.arg(wasm).arg("-o").arg(to))
    }
}

/// Panic messages name source files: under these flags without the folders of the machine that
/// built them, which are private and would give the same source other hashes elsewhere.
fn neutral_paths() -> Result<Vec<String>> {
    let sysroot = process::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo_home = cargo_home.or_else(|| Some(env::home_dir()?.join(".cargo")));
    let folders = [sysroot.trim().into(), cargo_home.context("no home folder")?];
    Ok(folders.iter().map(|dir| format!("--remap-path-prefix={}=", dir.display())).collect())
}
