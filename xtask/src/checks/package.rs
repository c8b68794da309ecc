//! The npm package, and all that is written of the element: whether it says what the code does,
//! whether docs/reference.md does, and whether a customer's project can use it.

use std::{
    ops::Add,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use fs_err as fs;

use serde::Deserialize;

use super::{built::Built, counts::Counts};
use crate::{
    package::{agreement, reference},
    process,
    tools::{self, PACKAGE_CHECK},
    workspace,
};

/// In the order of their names.
const ALL_BUT_PARTS: [&str; 21] = [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "class.d.ts",
    "class.js",
    "classic.d.ts",
    "cli.js",
    "custom-elements.json",
    "define.js",
    "details.d.ts",
    "html-custom-data.json",
    "index.d.ts",
    "index.js",
    "llms.txt",
    "package.json",
    "react.d.ts",
    "react.js",
    "solid.d.ts",
    "svelte.d.ts",
    "vue.d.ts",
    "web-types.json",
];

pub(super) fn run(built: &Built) -> Result<Counts> {
    let project = &Project(tools::ensure(&PACKAGE_CHECK)?);
    let package = &built.folders()?.npm;
    let archive = &pack(package, &workspace::join("target"))?;
    let checks = [
        ("the description and the code agree", agrees()),
        ("the tables of docs/reference.md are current", is_current()),
        ("the archive holds what a customer needs, and nothing else", holds(package)),
        ("publint finds nothing", publint(project, package)),
        ("the types resolve in every way", types_resolve(project, archive)),
        ("it installs from its archive", installs(project, archive)),
        (
            "a strict project type-checks, with React 19 and 18, Vue, Svelte and Solid",
            type_checks(project),
        ),
        ("Vite builds it, with every file beside the bundle", builds(project)),
        ("`npx batch-status copy` writes the static files", copies(project, built)),
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
        return Counts::failed(format!("{name}: {error:#}"));
    }
    println!("ok      {name}");
    Counts::PASSED
}

/// The archive that npm would publish, in the folder `to`.
pub(crate) fn pack(package: &Path, to: &Path) -> Result<PathBuf> {
    let mut npm = Command::new("npm");
    npm.current_dir(package).args(["pack", "--silent", "--pack-destination"]).arg(to);
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

/// What npm would pack, but for the parts, whose names follow from the languages and the modules of `embed/`.
fn holds(package: &Path) -> Result<()> {
    let mut npm = Command::new("npm");
    let printed = process::output(npm.current_dir(package).args(["pack", "--dry-run", "--json"]))?;
    let printed: Vec<Packed> = serde_json::from_str(&printed)?;
    let files = printed.iter().flat_map(|packed| &packed.files).map(|file| file.path.as_str());
    let (parts, mut others): (Vec<_>, Vec<_>) =
        files.partition(|path| path.starts_with("batch-status-") || path.starts_with("cdn/"));
    others.sort_unstable();
    ensure!(others == ALL_BUT_PARTS, "it holds {others:?}");
    ensure!(parts.contains(&"cdn/batch-status.js"), "there are no static files among {parts:?}");
    Ok(())
}

#[derive(Deserialize)]
struct Packed {
    files: Vec<PackedFile>,
}

#[derive(Deserialize)]
struct PackedFile {
    path: String,
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

/// The same files as for a static host, without the demo page.
fn copies(project: &Project, built: &Built) -> Result<()> {
    let to = project.0.join("dist/copied");
    project.run("batch-status", &["copy", &to.to_string_lossy()])?;
    let from = &built.folders()?.out;
    for name in ["batch-status.js", "batch-status.classic.js", "embed.html", "integrity.json"] {
        let is_same = fs::read(to.join(name))? == fs::read(from.join(name))?;
        ensure!(is_same, "{name} differs");
    }
    let files = workspace::files(&to)?;
    ensure!(
        files.iter().all(|path| workspace::name(path) != "index.html"),
        "the demo page is there"
    );
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
