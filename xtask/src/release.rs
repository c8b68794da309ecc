//! `cargo xtask release`: what a version publishes, made and checked, and nothing sent. `.github/workflows/release.yml`
//! sends it.

use std::{env, path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use clap::Args;
use fs_err as fs;

use crate::{checks::pack, dist, process, workspace};

const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Says its version to the page.
const CLASS: &str = "embed/batch-status-element.js";
/// Names the repository on GitHub, as `owner/name`. npm signs no statement of where a package comes from without it.
const REPOSITORY: &str = "GITHUB_REPOSITORY";

#[derive(Args)]
pub(crate) struct Options {
    /// The tag that is to be published: `v` and the version of Cargo.toml
    #[arg(long)]
    tag: String,
}

/// Writes into `target/release-files`: the npm package's archive, the static files' archive, and the notes.
pub(crate) fn run(options: &Options) -> Result<()> {
    let tag = &options.tag;
    ensure!(*tag == format!("v{VERSION}"), "{tag} is not v{VERSION}, the version in Cargo.toml");
    let class = fs::read_to_string(workspace::join(CLASS))?;
    let line = format!("static version = \"{VERSION}\"");
    ensure!(class.contains(&line), "{CLASS} has no `{line}`");
    let changelog = fs::read_to_string(workspace::join("CHANGELOG.md"))?;
    let notes =
        notes(&changelog, VERSION).with_context(|| format!("CHANGELOG.md has no {VERSION}"))?;
    let files = workspace::target_dir()?.join("release-files");
    let folders = dist::Options { out: files.join("dist"), npm: files.join("dist-npm") };
    dist::run(&folders)?;
    if let Ok(repository) = env::var(REPOSITORY) {
        name_repository(&folders.npm.join("package.json"), &repository)?;
    }
    let package = pack(&folders.npm, &files)?;
    let site = files.join(format!("batch-status-{VERSION}-static.tar.gz"));
    archive(&folders.out, &site)?;
    fs::write(files.join("notes.md"), notes)?;
    println!("\n{}\n{}", package.display(), site.display());
    Ok(())
}

/// What the changelog says of a version.
fn notes(changelog: &str, version: &str) -> Option<String> {
    let head = format!("## [{version}]");
    let mut lines = changelog.lines().skip_while(|line| !line.starts_with(&head));
    lines.next()?;
    let lines: Vec<_> = lines.take_while(|line| !line.starts_with("## [")).collect();
    let notes = lines.join("\n").trim().to_owned();
    (!notes.is_empty()).then_some(notes + "\n")
}

fn name_repository(package: &Path, repository: &str) -> Result<()> {
    let text = fs::read_to_string(package)?;
    let line = "\"license\":";
    ensure!(text.matches(line).count() == 1, "package.json has no line {line}");
    let url = format!("git+https://github.com/{repository}.git");
    let named = format!("\"repository\": {{ \"type\": \"git\", \"url\": \"{url}\" }},\n  {line}");
    Ok(fs::write(package, text.replace(line, &named))?)
}

/// The same bytes from the same files, whenever and by whomever they are packed.
fn archive(folder: &Path, to: &Path) -> Result<()> {
    let mut tar = Command::new("tar");
    tar.args(["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner"]);
    tar.env("GZIP", "-n").arg("-czf").arg(to).arg("-C").arg(folder).arg(".");
    process::run(&mut tar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_published_with_its_own_part_of_the_changelog() {
        let changelog = "# Changelog\n\n## [Unreleased]\n\n- New\n\n## [0.2.0] - 2026-01-02\n\n### Added\n\n- Two\n\n\
                         ## [0.1.0] - 2026-01-01\n\n- One\n";
        for (version, expected) in [
            ("0.2.0", Some("### Added\n\n- Two\n")),
            ("0.1.0", Some("- One\n")),
            ("0.1", None),
            ("0.3.0", None),
        ] {
            assert_eq!(notes(changelog, version).as_deref(), expected, "{version}");
        }
    }

    #[test]
    fn a_version_of_which_nothing_is_said_is_not_published() {
        assert_eq!(notes("## [0.2.0]\n\n## [0.1.0]\n\n- One\n", "0.2.0"), None);
    }
}
