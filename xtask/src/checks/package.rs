//! The npm package, and all that is written of the element: whether it says what the code does,
//! whether docs/reference.md does, and whether a customer's project can use it.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, bail, ensure};

use super::{built::Built, counts::Counts};
use crate::{
    package::{agreement, reference},
    process,
    tools::{self, PACKAGE_CHECK},
    workspace::Workspace,
};

type Check = fn(&Place) -> Result<()>;

/// Where a check looks.
struct Place<'a> {
    workspace: &'a Workspace,
    /// The package as `dist` wrote it.
    package: PathBuf,
    /// The customer's project, with all its packages.
    project: PathBuf,
}

const CHECKS: [(&str, Check); 8] = [
    ("the description and the code agree", agrees),
    ("the tables of docs/reference.md are current", is_current),
    ("publint finds nothing", publint),
    ("the types resolve in every way", types_resolve),
    ("it installs from its archive", installs),
    ("a strict project type-checks, with React 19 and 18, Vue, Svelte and Solid", type_checks),
    ("Vite builds it, with every file beside the bundle", builds),
    ("a server can import it", imports_on_server),
];

pub(super) fn run(workspace: &Workspace, built: &Built) -> Result<Counts> {
    let project = tools::ensure(workspace, &PACKAGE_CHECK)?;
    let place = Place { workspace, package: built.npm(workspace)?, project };
    Ok(CHECKS
        .iter()
        .fold(Counts::default(), |counts, (name, check)| counts + one(&place, name, *check)))
}

fn one(place: &Place, name: &str, check: Check) -> Counts {
    match check(place) {
        Ok(()) => {
            println!("ok      {name}");
            Counts::PASSED
        }
        Err(error) => {
            println!("FAILED  {name}\n{error:#}");
            Counts::FAILED
        }
    }
}

fn agrees(place: &Place) -> Result<()> {
    let differences = agreement::differences(place.workspace)?;
    ensure!(differences.is_empty(), "package/element.json:\n  {}", differences.join("\n  "));
    Ok(())
}

fn is_current(place: &Place) -> Result<()> {
    ensure!(reference::is_current(place.workspace)?, "run `cargo xtask reference` and commit it");
    Ok(())
}

fn publint(place: &Place) -> Result<()> {
    place.run("publint", &["run", "--strict", "--pack=npm", &place.package.to_string_lossy()])
}

/// It is modules only, and says so: what `require` and ten-year-old resolution make of it is left
/// out.
fn types_resolve(place: &Place) -> Result<()> {
    let archive = pack(place)?;
    let archive = archive.to_string_lossy();
    place.run("attw", &[&archive, "--profile=esm-only", "--format=ascii"])
}

fn installs(place: &Place) -> Result<()> {
    let archive = pack(place)?;
    let mut npm = Command::new("npm");
    npm.current_dir(&place.project).args(["install", "--no-save", "--prefer-offline"]);
    process::output(npm.arg("--loglevel=error").arg(archive))?;
    let installed = place.project.join("node_modules/batch-status/package.json");
    ensure!(installed.is_file(), "npm left no {}", installed.display());
    Ok(())
}

fn type_checks(place: &Place) -> Result<()> {
    for project in ["tsconfig.json", "tsconfig.react18.json", "tsconfig.types.json"] {
        place.run("tsc", &["--project", project])?;
    }
    Ok(())
}

fn builds(place: &Place) -> Result<()> {
    place.run("vite", &["build", "--emptyOutDir"])?;
    let assets = place.project.join("dist/assets");
    let files: Vec<_> = fs::read_dir(&assets)
        .with_context(|| format!("reading {}", assets.display()))?
        .filter_map(|file| Some(file.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    for (stem, end) in [
        ("batch-status-core-", ".js"),
        ("batch-status-diagnose-", ".js"),
        ("batch-status-engine_bg-", ".wasm"),
        ("batch-status-tabs-", ".js"),
        ("batch-status-worker-", ".js"),
        ("batch-status-app-", ".js"),
        ("batch-status-app_bg-", ".wasm"),
    ] {
        let is_there = files.iter().any(|file| file.starts_with(stem) && file.ends_with(end));
        ensure!(is_there, "no {stem}*{end} among {files:?}");
    }
    Ok(())
}

/// No window: nothing is defined and nothing thrown.
fn imports_on_server(place: &Place) -> Result<()> {
    let script = "const [all, { BatchStatus }] = await Promise.all(\
                  [import('batch-status'), import('batch-status/class')]);\
                  if (all.BatchStatus !== BatchStatus) throw new Error('two classes');";
    let mut node = Command::new("node");
    node.current_dir(&place.project).args(["--input-type=module", "--eval", script]);
    process::output(&mut node).map(drop)
}

/// The archive that npm would publish.
fn pack(place: &Place) -> Result<PathBuf> {
    let to = place.workspace.join("target");
    fs::create_dir_all(&to)?;
    let mut npm = Command::new("npm");
    npm.current_dir(&place.package).args(["pack", "--silent", "--pack-destination"]).arg(&to);
    let printed = process::output(&mut npm)?;
    let Some(name) = printed.lines().last() else { bail!("npm pack named no file") };
    Ok(to.join(name.trim()))
}

impl Place<'_> {
    fn run(&self, program: &str, args: &[&str]) -> Result<()> {
        let program = self.project.join("node_modules/.bin").join(program);
        let mut command = Command::new(program);
        process::output(command.current_dir(&self.project).args(args)).map(drop)
    }
}
