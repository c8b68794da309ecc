//! `cargo xtask bench`: the element beside the same screen built with other means, side by side in
//! headless Chromium.
//!
//! [`site`] builds all of them from `bench/src`, [`server`] serves them and the simulated API on one
//! origin, and `bench/drive` measures. The figures go into docs/performance.md.

mod server;
mod site;

use std::path::Path;

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};
use fs_err as fs;
use tokio::{process::Command, runtime::Runtime};

use self::site::Site;
use crate::{
    checks::playwright,
    dist, generated, process,
    tools::{self, BENCH_PACKAGES, CHROMIUM, E2E_PACKAGES, ESBUILD, NGINX, NODE, WRK},
    workspace,
};

/// What is measured, under the names of their folders in `bench/src`; `page` is the element where
/// the page refuses workers, `fetch` receives the body and lets go of it, `empty` is an empty page.
const CONTENDERS: [&str; 7] = ["widget", "page", "react", "preact", "plain", "fetch", "empty"];
const SIZES: [u32; 3] = [500, 10_000, 100_000];
const DOCUMENT: &str = "docs/performance.md";
const INSIGHT: &str = "docs/insight.md";
const DEPLOY: &str = "docs/deploy.md";

#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct Options {
    /// Instead, prove the forecast and the alarms against simulated campaigns, or put ten thousand
    /// viewers before nginx
    what: Option<Other>,
    /// How many recipients the campaigns have
    #[arg(long, value_delimiter = ',', default_values_t = SIZES)]
    sizes: Vec<u32>,
    /// How often all is measured; the table has the medians
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// Measure these alone
    #[arg(long, value_delimiter = ',', value_parser = CONTENDERS)]
    only: Vec<String>,
    /// Look for leaks of the element instead: 1,000 refreshes, 200 times in and out of the page
    #[arg(long)]
    leaks: bool,
    /// Record what the element's main thread does during refreshes instead, by function
    #[arg(long)]
    profile: bool,
    /// Take the files of the last run instead of building them anew
    #[arg(long)]
    built: bool,
    /// Write the table into docs/performance.md even if not all was measured
    #[arg(long)]
    write: bool,
}

/// What is measured instead of the screen.
#[derive(Clone, Copy, ValueEnum)]
enum Other {
    Insight,
    Deploy,
}

impl Options {
    fn is_whole(&self) -> bool {
        self.only.is_empty() && self.sizes == SIZES && self.rounds >= 5
    }

    fn contenders(&self) -> Vec<&str> {
        // The others' memory is counted from the empty page's.
        let is_chosen = |name: &str| name == "empty" || self.only.iter().any(|it| it == name);
        let chosen = |name: &&str| self.only.is_empty() || is_chosen(name);
        CONTENDERS.into_iter().filter(chosen).collect()
    }

    fn mode(&self) -> &'static str {
        match self {
            Self { leaks: true, .. } => "leaks",
            Self { profile: true, .. } => "profile",
            _ => "measure",
        }
    }
}

pub(crate) fn run(options: &Options) -> Result<()> {
    match options.what {
        Some(Other::Insight) => return insight(),
        Some(Other::Deploy) => return deploy(),
        None => {}
    }
    tools::ensure_all(&[&NODE, &ESBUILD, &CHROMIUM, &BENCH_PACKAGES])?;
    let target = workspace::target_dir()?.join("bench");
    let element = target.join("dist");
    let mut sizes = None;
    if !options.built {
        println!("Building the element.");
        let npm = target.join("dist-npm");
        sizes = Some(dist::run(&dist::Options { out: element.clone(), npm })?);
    }
    println!("Building what it is measured beside, and compressing all.");
    let site = site::build(&element, &target)?;
    let report = target.join("report.md");
    Runtime::new()?.block_on(drive(options, site, &report))?;
    if options.mode() == "measure" && (options.is_whole() || options.write) {
        write(&report, sizes)?;
    }
    Ok(())
}

/// Writes both tables into their document.
fn insight() -> Result<()> {
    let mut text = fs::read_to_string(workspace::join(INSIGHT))?;
    for table in ["eta", "alarms"] {
        let bench = ["bench", "--package", "campaign", "--bench", "insight", "--", table];
        let report = process::output(workspace::cargo().args(bench))?;
        println!("{report}");
        text = generated::with_table(&text, table, &report).context(INSIGHT)?;
    }
    fs::write(workspace::join(INSIGHT), text)?;
    println!("The tables are in {INSIGHT}.");
    Ok(())
}

/// Writes the figures of deploy/nginx into their document. `e2e/deploy/bench.ts` measures them.
fn deploy() -> Result<()> {
    tools::ensure_all(&[&NODE, &E2E_PACKAGES, &NGINX, &WRK])?;
    let target = workspace::target_dir()?.join("bench");
    fs::create_dir_all(&target)?;
    let report = target.join("deploy.md");
    let folders = dist::Options { out: target.join("dist"), npm: target.join("dist-npm") };
    let (nginx, wrk) = (tools::ensure(&NGINX)?, tools::ensure(&WRK)?);
    let mut bench =
        playwright(&folders, "deploy-bench", &[("NGINX_PROGRAM", &nginx), ("WRK", &wrk)])?;
    process::run(bench.env("REPORT", &report))?;
    let text = fs::read_to_string(workspace::join(DEPLOY))?;
    let text = generated::with_table(&text, "deploy", &fs::read_to_string(report)?);
    fs::write(workspace::join(DEPLOY), text.context(DEPLOY)?)?;
    println!("The figures are in {DEPLOY}.");
    Ok(())
}

fn write(report: &Path, sizes: Option<String>) -> Result<()> {
    let report = fs::read_to_string(report)?;
    let mut text = fs::read_to_string(workspace::join(DOCUMENT))?;
    text = generated::with_table(&text, "bench", &report).context(DOCUMENT)?;
    if let Some(sizes) = sizes {
        let sizes = format!("```text\n{sizes}```");
        text = generated::with_table(&text, "sizes", &sizes).context(DOCUMENT)?;
    }
    fs::write(workspace::join(DOCUMENT), text)?;
    println!("The figures are in {DOCUMENT}.");
    Ok(())
}

/// Runs the driver with the server beside it.
async fn drive(options: &Options, site: Site, report: &Path) -> Result<()> {
    let origin = server::start(site).await?;
    let sizes: Vec<_> = options.sizes.iter().map(u32::to_string).collect();
    let status = Command::new(tools::ensure(&NODE)?)
        .arg(workspace::join("bench/drive/main.mjs"))
        .arg(options.mode())
        .env("ORIGIN", origin)
        .env("CHROMIUM", tools::ensure(&CHROMIUM)?)
        .env("CONTENDERS", options.contenders().join(","))
        .env("SIZES", sizes.join(","))
        .env("ROUNDS", options.rounds.to_string())
        .env("REPORT", report)
        .kill_on_drop(true)
        .status()
        .await
        .context("starting node")?;
    ensure!(status.success(), "the driver failed ({status})");
    Ok(())
}
