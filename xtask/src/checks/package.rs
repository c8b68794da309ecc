//! The npm package, and all that is written of the element: whether it says what the code does,
//! whether docs/reference.md does, and whether a customer's project can use it.

use std::{
    ops::Add,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use super::{built::Built, counts::Counts};
use crate::{
    package::{agreement, reference},
    process,
    tools::{self, PACKAGE_CHECK},
    workspace,
};

pub(super) fn run(built: &Built) -> Result<Counts> {
    let project = &Project(tools::ensure(&PACKAGE_CHECK)?);
    let package = &built.folders()?.npm;
    let archive = &pack(package)?;
    let checks = [
        ("the description and the code agree", agrees()),
        ("the tables of docs/reference.md are current", is_current()),
        ("publint finds nothing", publint(project, package)),
        ("the types resolve in every way", types_resolve(project, archive)),
        ("it installs from its archive", installs(project, archive)),
        (
            "a strict project type-checks, with React 19 and 18, Vue, Svelte and Solid",
            type_checks(project),
        ),
        ("Vite builds it, with every file beside the bundle", builds(project)),
        ("a server can import it", imports_on_server(project)),
    ];
    Ok(checks
        .into_iter()
        .map(|(name, result)| count(name, result))
        .fold(Counts::default(), Add::add))
}

fn count(name: &str, result: Result<()>) -> Counts {
    if let Err(error) = result {
        println!("FAILED  {name}\n{error:#}");
        return Counts::FAILED;
    }
    println!("ok      {name}");
    Counts::PASSED
}

/// The archive that npm would publish.
pub(crate) fn pack(package: &Path) -> Result<PathBuf> {
    let to = workspace::join("target");
    let mut npm = Command::new("npm");
    npm.current_dir(package).args(["pack", "--silent", "--pack-destination"]).arg(&to);
    let printed = process::output(&mut npm)?;
    Ok(to.join(printed.lines().last().context("npm pack named no file")?.trim()))
}

fn agrees() -> Result<()> {
    let differences = agreement::differences()?;
    ensure!(differences.is_empty(), "package/element.json:\n  {}", differences.join("\n  "));
    Ok(())
}

fn is_current() -> Result<()> {
    ensure!(reference::is_current()?, "run `cargo xtask reference` and commit it");
    Ok(())
}

fn publint(project: &Project, package: &Path) -> Result<()> {
    project.run("publint", &["run", "--strict", "--pack=npm", &package.to_string_lossy()])
}

/// It is modules only, and says so: what `require` and ten-year-old resolution make of it is left
/// out.
fn types_resolve(project: &Project, archive: &Path) -> Result<()> {
    let archive = archive.to_string_lossy();
    project.run("attw", &[&archive, "--profile=esm-only", "--format=ascii"])
}

fn installs(project: &Project, archive: &Path) -> Result<()> {
    let mut npm = Command::new("npm");
    npm.current_dir(&project.0).args(["install", "--no-save", "--prefer-offline"]);
    process::output(npm.arg("--loglevel=error").arg(archive))?;
    let installed = project.0.join("node_modules/batch-status/package.json");
    ensure!(installed.is_file(), "npm left no {}", installed.display());
    Ok(())
}

fn type_checks(project: &Project) -> Result<()> {
    for config in ["tsconfig.json", "tsconfig.react18.json", "tsconfig.types.json"] {
        project.run("tsc", &["--project", config])?;
    }
    Ok(())
}

fn builds(project: &Project) -> Result<()> {
    project.run("vite", &["build", "--emptyOutDir"])?;
    let files = workspace::files(project.0.join("dist/assets"))?;
    let files: Vec<_> = files.iter().map(|path| workspace::name(path)).collect();
    for part in ["core", "diagnose", "tabs", "worker", "app", "app-wasm", "engine-wasm"] {
        let stem = format!("batch-status-{part}-");
        let is_there = files.iter().any(|file| file.starts_with(&stem));
        ensure!(is_there, "no {stem}*.js among {files:?}");
    }
    Ok(())
}

/// No window: nothing is defined and nothing thrown.
fn imports_on_server(project: &Project) -> Result<()> {
    let script = "const [all, { BatchStatus }] = await Promise.all(\
                  [import('batch-status'), import('batch-status/class')]);\
                  if (all.BatchStatus !== BatchStatus) throw new Error('two classes');";
    let mut node = Command::new("node");
    node.current_dir(&project.0).args(["--input-type=module", "--eval", script]);
    process::output(&mut node).map(drop)
}

/// The customer's project, with all its packages.
struct Project(PathBuf);

impl Project {
    fn run(&self, program: &str, args: &[&str]) -> Result<()> {
        let mut command = Command::new(self.0.join("node_modules/.bin").join(program));
        process::output(command.current_dir(&self.0).args(args)).map(drop)
    }
}
