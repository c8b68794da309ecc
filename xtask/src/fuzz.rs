//! `cargo xtask fuzz`: libFuzzer against the store, with `serde_json` to say what is right.
//!
//! Built on the stable toolchain, without cargo-fuzz: what that adds is the sanitizer, and there is
//! no unsafe code to find out.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, Result};
use clap::Args;

use crate::{
    process,
    tools::{self, CXX},
    workspace,
};

/// How LLVM tells the fuzzer which code an input reached, and what it was compared with.
const COVERAGE: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Cdebug-assertions -Coverflow-checks";

#[derive(Args)]
pub(crate) struct Options {
    /// How long it looks for new inputs, after all known ones
    #[arg(long, default_value_t = 1800)]
    seconds: u32,
    /// Keep what it found worth keeping: reduces fuzz/corpus to the fewest inputs that reach as much
    #[arg(long)]
    keep: bool,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let target = Target::build()?;
    target.run(options.seconds)?;
    if options.keep { target.keep() } else { Ok(()) }
}

/// All known inputs, and some seconds of new ones.
pub(crate) fn briefly() -> Result<()> {
    Target::build()?.run(10)
}

/// The program, and where it finds and leaves its inputs.
struct Target {
    program: PathBuf,
    corpus: PathBuf,
    dictionary: PathBuf,
    found: PathBuf,
    failed: PathBuf,
}

impl Target {
    fn build() -> Result<Self> {
        tools::ensure(&CXX)?;
        let folder = workspace::target_dir()?.join("fuzz");
        let mut rustc = Command::new("rustc");
        rustc.current_dir(workspace::root()).args(["--print", "host-tuple"]);
        let host = process::output(&mut rustc)?.trim().to_owned();
        let mut cargo = workspace::cargo();
        cargo.args(["build", "--release", "--locked", "--manifest-path", "fuzz/Cargo.toml"]);
        // With a target named, build scripts are not instrumented.
        cargo.args(["--target", &host]).arg("--target-dir").arg(&folder);
        process::run(cargo.env("RUSTFLAGS", COVERAGE))?;
        let target = Self {
            program: folder.join(host).join("release/store"),
            corpus: workspace::join("fuzz/corpus/store"),
            dictionary: workspace::join("fuzz/json.dict"),
            found: folder.join("found"),
            failed: folder.join("failed"),
        };
        for folder in [&target.found, &target.failed] {
            fs::create_dir_all(folder).context("making a folder for the fuzzer")?;
        }
        Ok(target)
    }

    fn run(&self, seconds: u32) -> Result<()> {
        let mut program = Command::new(&self.program);
        program.args([&self.found, &self.corpus]);
        program.arg(format!("-dict={}", self.dictionary.display()));
        program.arg(format!("-artifact_prefix={}/", self.failed.display()));
        program.arg(format!("-max_total_time={seconds}"));
        process::run(program.args(["-timeout=20", "-verbosity=0", "-print_final_stats=1"]))
    }

    /// A set of inputs is as good as what they reach.
    fn keep(&self) -> Result<()> {
        let all = self.corpus.with_file_name("all");
        fs::rename(&self.corpus, &all)?;
        fs::create_dir(&self.corpus)?;
        let mut program = Command::new(&self.program);
        program.arg("-merge=1").args([&self.corpus, &all, &self.found]);
        process::output(&mut program)?;
        Ok(fs::remove_dir_all(all)?)
    }
}
