//! `cargo xtask <command>`: everything one does with this repository besides editing it.
//!
//! Where to start: [`tools`] finds or installs what the commands need, one file per tool; the
//! commands are [`serve`], [`dist`], [`checks`] (`cargo xtask test`), [`bench`], [`fuzz`], [`soak`], [`frameworks`], [`release`], [`package`] (`cargo
//! xtask reference`) and [`doctor`].

#![expect(
    clippy::disallowed_methods,
    reason = "the clock is forbidden for the wasm; this program runs on the host and times itself"
)]

mod bench;
mod checks;
mod dist;
mod doctor;
mod frameworks;
mod fuzz;
mod generated;
mod http;
mod package;
mod process;
mod release;
mod serve;
mod soak;
mod tools;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Builds, serves and checks the batch-status element.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the demo page with the simulated API behind it, rebuilding on every change
    Serve(serve::Options),
    /// Run all checks; the last line is "N passed, M failed"
    Test(checks::Options),
    /// Build the files that a page embeds and print what they weigh
    Dist(dist::Options),
    /// Measure the element beside the same screen built with other means
    Bench(bench::Options),
    /// Throw answers of all kinds at the store, and compare with what another reader makes of them
    Fuzz(fuzz::Options),
    /// Leave a page open for thousands of refreshes, faults and jumps of the clock, and hold it to what the server says
    Soak(soak::Options),
    /// Build projects of many frameworks and build tools with the packed npm package, and open them
    Frameworks(frameworks::Options),
    /// Write the tables of docs/reference.md from package/element.json, and say where it and the code differ
    Reference,
    /// Make what a version publishes, and send nothing
    Release(release::Options),
    /// Say which tools are here, which would be installed and how; changes nothing
    Doctor,
}

fn main() -> ExitCode {
    run(Cli::parse().command).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Serve(options) => serve::run(&options)?,
        Command::Test(options) => return Ok(checks::run(&options)),
        Command::Dist(options) => dist::run(&options).map(drop)?,
        Command::Bench(options) => bench::run(&options)?,
        Command::Fuzz(options) => fuzz::run(&options)?,
        Command::Soak(options) => soak::run(&options)?,
        Command::Frameworks(options) => frameworks::run(&options)?,
        Command::Reference => package::reference::write()?,
        Command::Release(options) => release::run(&options)?,
        Command::Doctor => doctor::run()?,
    }
    Ok(ExitCode::SUCCESS)
}
