//! `cargo xtask soak`: one page that is left open, in headless Chromium. By chance, and the same for the same seed,
//! it goes through refreshes, faults, jumps of the clock, sleep, hiding, moves and elements made anew; after each
//! answer the screen is held to what the simulated API says. `e2e/support/soaking.ts` does it.

use anyhow::Result;
use clap::Args;

use crate::{
    checks::playwright,
    dist, process,
    tools::{self, CHROMIUM, E2E_PACKAGES},
    workspace,
};

#[derive(Args)]
pub(crate) struct Options {
    /// Where chance begins
    #[arg(long, default_value_t = 1)]
    seed: u32,
    /// How many answers are taken in
    #[arg(long, default_value_t = 2000)]
    refreshes: u32,
    /// Take the files of the last run instead of building them anew
    #[arg(long)]
    built: bool,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    tools::ensure_all(&[&CHROMIUM, &E2E_PACKAGES])?;
    let target = workspace::target_dir()?.join("soak");
    let folders = dist::Options { out: target.join("dist"), npm: target.join("dist-npm") };
    if !options.built {
        dist::run(&folders)?;
    }
    let browser = tools::ensure(&CHROMIUM)?;
    let mut playwright = playwright(&folders, "soak", &[("CHROMIUM", &browser)])?;
    playwright.env("SEED", options.seed.to_string());
    playwright.env("REFRESHES", options.refreshes.to_string());
    process::run(&mut playwright)
}
