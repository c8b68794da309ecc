//! `cargo xtask test`: every check there is, one step each. All run, whatever fails; the last line
//! is the sum.

mod browser;
mod built;
mod counts;
mod e2e;
mod package;
mod served;

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::Result;
use clap::{Args, ValueEnum};

use self::{built::Built, counts::Counts};
pub(crate) use self::{e2e::playwright, package::pack};
use crate::{
    dist, fuzz, process,
    tools::{
        self, CHROMEDRIVER, CHROMIUM, CXX, E2E_PACKAGES, EXAMPLES_PACKAGES, FIREFOX, NGINX,
        PACKAGE_CHECK, RUST_COMPONENTS, TRUNK, Tool, WASM_BINDGEN, WASM_TARGET, WEBKIT,
    },
    workspace,
};

#[derive(Args)]
pub(crate) struct Options {
    /// Run these steps alone, e.g. `--only fmt,native`
    #[arg(long, value_delimiter = ',')]
    only: Vec<Step>,
}

/// In the order in which they run: what fails in seconds comes first.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// rustfmt has nothing to change
    Fmt,
    /// clippy has nothing to say, as compiled for this machine
    Clippy,
    /// clippy has nothing to say, as compiled for browsers
    ClippyWasm,
    /// Unit and integration tests on this machine
    Native,
    /// The fuzzer finds nothing in the store, in a short run
    Fuzz,
    /// The widget's own tests in headless Chromium
    Wasm,
    /// The files for customers build
    Dist,
    /// The npm package, its types and manifests and docs/reference.md say what the code does
    Package,
    /// `cargo xtask serve` serves the page and reaches the simulated API
    Trunk,
    /// Playwright drives the built element in Chromium
    E2e,
    /// nginx, the worker and the Node proxy of deploy/ stand between viewers and the API
    Deploy,
    /// What another engine may do otherwise, in Firefox
    Firefox,
    /// The main journey in `WebKit`, Safari's engine
    Webkit,
}

impl Step {
    fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    fn tools(self) -> Vec<&'static Tool> {
        let with_dist = |others: &[&'static Tool]| [&dist::TOOLS[..], others].concat();
        match self {
            Self::Fmt | Self::Clippy => vec![&RUST_COMPONENTS],
            Self::ClippyWasm => vec![&RUST_COMPONENTS, &WASM_TARGET],
            Self::Native => vec![],
            Self::Fuzz => vec![&CXX],
            Self::Wasm => vec![&WASM_TARGET, &WASM_BINDGEN, &CHROMIUM, &CHROMEDRIVER],
            Self::Dist => with_dist(&[]),
            Self::Package => with_dist(&[&PACKAGE_CHECK]),
            Self::Trunk => vec![&WASM_TARGET, &WASM_BINDGEN, &TRUNK],
            Self::E2e => with_dist(&[&CHROMIUM, &E2E_PACKAGES, &EXAMPLES_PACKAGES]),
            Self::Deploy => with_dist(&[&CHROMIUM, &E2E_PACKAGES, &NGINX]),
            Self::Firefox => with_dist(&[&FIREFOX, &E2E_PACKAGES]),
            Self::Webkit => with_dist(&[&WEBKIT, &E2E_PACKAGES]),
        }
    }

    fn run(self, built: &Built) -> Result<Counts> {
        let cargo = |line: &str| process::run(workspace::cargo().args(line.split(' ')));
        match self {
            Self::Fmt => cargo("fmt --all --check")?,
            Self::Clippy => cargo("clippy --workspace --all-targets -- -D warnings")?,
            Self::ClippyWasm => cargo(
                "clippy --package=batch-status --all-targets --target=wasm32-unknown-unknown \
                 -- -D warnings",
            )?,
            Self::Native => {
                return counts::of_tests(workspace::cargo().args(["test", "--workspace"]));
            }
            Self::Fuzz => fuzz::briefly()?,
            Self::Wasm => return browser::run(),
            Self::Dist => {
                built.folders()?;
            }
            Self::Package => return package::run(built),
            Self::Trunk => served::run()?,
            Self::E2e => return e2e::chromium(built),
            Self::Deploy => return e2e::deploy(built),
            Self::Firefox => return e2e::firefox(built),
            Self::Webkit => return e2e::webkit(built),
        }
        Ok(Counts::PASSED)
    }
}

struct Outcome {
    step: Step,
    counts: Counts,
    took: Duration,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    let chosen = |step: &&Step| options.only.is_empty() || options.only.contains(step);
    let steps: Vec<Step> = Step::value_variants().iter().filter(chosen).copied().collect();
    install_for(&steps);
    let built = Built::default();
    let outcomes: Vec<_> = steps.into_iter().map(|step| timed(step, &built)).collect();
    sum_up(&outcomes)
}

/// All at once, since they share the wait. What cannot be had fails the steps that need it, later
/// and by itself, and spoils no other.
fn install_for(steps: &[Step]) {
    let mut tools: Vec<_> = steps.iter().flat_map(|step| step.tools()).collect();
    tools.sort_by_key(|tool| tool.name);
    tools.dedup_by_key(|tool| tool.name);
    if let Err(error) = tools::ensure_all(&tools) {
        println!("error: {error:#}");
    }
}

fn timed(step: Step, built: &Built) -> Outcome {
    println!("\n==> {}", step.name());
    let start = Instant::now();
    let result = tools::ensure_all(&step.tools()).and_then(|()| step.run(built));
    let counts = result.unwrap_or_else(|error| {
        println!("error: {error:#}");
        Counts::failed(format!("{error:#}"))
    });
    Outcome { step, counts: counts.or_failed_if_empty(), took: start.elapsed() }
}

fn sum_up(outcomes: &[Outcome]) -> ExitCode {
    for Outcome { step, counts, .. } in outcomes {
        for failure in &counts.failures {
            println!("\n{} failed: {failure}", step.name());
        }
    }
    println!("\n{:<14}{:>8}{:>8}{:>9}", "step", "passed", "failed", "time");
    for Outcome { step, counts: Counts { passed, failed, .. }, took } in outcomes {
        println!("{:<14}{passed:>8}{failed:>8}{:>7} s", step.name(), took.as_secs());
    }
    let passed: u64 = outcomes.iter().map(|outcome| outcome.counts.passed).sum();
    let failed: u64 = outcomes.iter().map(|outcome| outcome.counts.failed).sum();
    println!("\n{passed} passed, {failed} failed");
    if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
