//! `cargo xtask fuzz`: libFuzzer against the store, with `serde_json` to say what is right.
//!
//! Built on the stable toolchain, without cargo-fuzz: what that adds is the sanitizer, and there is
//! no unsafe code to find out.

use std::{path::PathBuf, process::Command};

use anyhow::Result;
use clap::Args;
use fs_err as fs;

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
    let fuzzer = Fuzzer::build()?;
    fuzzer.run(options.seconds)?;
    if options.keep { fuzzer.keep() } else { Ok(()) }
}

/// All known inputs, and some seconds of new ones.
pub(crate) fn briefly() -> Result<()> {
    Fuzzer::build()?.run(10)
}

struct Fuzzer {
    program: PathBuf,
    /// The known inputs.
    corpus: PathBuf,
    /// Where it leaves new ones.
    found: PathBuf,
    /// Where it leaves those that fail.
    failed: PathBuf,
}

impl Fuzzer {
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
        let (found, failed) = (folder.join("found"), folder.join("failed"));
        fs::create_dir_all(&found)?;
        fs::create_dir_all(&failed)?;
        let program = folder.join(host).join("release/store");
        Ok(Self { program, corpus: workspace::join("fuzz/corpus/store"), found, failed })
    }

    fn run(&self, seconds: u32) -> Result<()> {
        let mut program = Command::new(&self.program);
        program.args([&self.found, &self.corpus]);
        program.arg(format!("-dict={}", workspace::join("fuzz/json.dict").display()));
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
        process::output(program.arg("-merge=1").args([&self.corpus, &all, &self.found]))?;
        Ok(fs::remove_dir_all(all)?)
    }
}
