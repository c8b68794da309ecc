//! Chromium with its driver, and Firefox. `CHROME`, `CHROMEDRIVER` and `FIREFOX` name others than
//! those on PATH.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use super::{Found, Remedy, Tool, debian};
use crate::{process, version, workspace::Workspace};

/// Debian's names of both; they belong to one version.
const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// Debian's, which follows the extended support releases.
const FIREFOX: [&str; 1] = ["firefox-esr"];
/// Older ones lack what the tests look for: Trusted Types (148) and `navigation` (147).
const FIREFOX_AT_LEAST: u32 = 148;

pub(crate) struct Chromium;
pub(crate) struct Chromedriver;
pub(crate) struct Firefox;

impl Tool for Chromium {
    fn name(&self) -> &'static str {
        "chromium"
    }

    fn purpose(&self) -> &'static str {
        "run the tests in a browser"
    }

    fn look(&self, _: &Workspace) -> Found {
        let names =
            ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
        let on_a_mac =
            PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
        let found = named_by("CHROME")
            .into_iter()
            .chain(names.iter().flat_map(|name| process::on_path(name)))
            .chain(on_a_mac.exists().then_some(on_a_mac));
        first_that_answers(found)
    }

    fn remedy(&self, _: &Workspace) -> Remedy {
        debian::remedy(&PACKAGES, "install Chromium or Chrome, or set CHROME to where it lies")
    }

    fn install(&self, _: &Workspace) -> Result<()> {
        debian::install(&PACKAGES)
    }
}

impl Tool for Chromedriver {
    fn name(&self) -> &'static str {
        "chromedriver"
    }

    fn purpose(&self) -> &'static str {
        "run the wasm's own tests in Chromium"
    }

    fn look(&self, workspace: &Workspace) -> Found {
        let found = named_by("CHROMEDRIVER").into_iter().chain(process::on_path("chromedriver"));
        let driver = first_that_answers(found);
        match (&driver, Chromium.look(workspace)) {
            (Found::Suits { version, .. }, Found::Suits { version: browser, .. })
                if major(version) != major(&browser) =>
            {
                Found::Missing { seen: Some(format!("{version} does not fit {browser}")) }
            }
            _ => driver,
        }
    }

    fn remedy(&self, _: &Workspace) -> Remedy {
        let by_hand =
            "install the chromedriver of your browser's version, or set CHROMEDRIVER to it";
        debian::remedy(&PACKAGES, by_hand)
    }

    fn install(&self, _: &Workspace) -> Result<()> {
        debian::install(&PACKAGES)
    }
}

impl Tool for Firefox {
    fn name(&self) -> &'static str {
        "firefox"
    }

    fn purpose(&self) -> &'static str {
        "run the tests in another engine"
    }

    fn look(&self, _: &Workspace) -> Found {
        let on_a_mac = PathBuf::from("/Applications/Firefox.app/Contents/MacOS/firefox");
        let found = named_by("FIREFOX")
            .into_iter()
            .chain(["firefox-esr", "firefox"].iter().flat_map(|name| process::on_path(name)))
            .chain(on_a_mac.exists().then_some(on_a_mac));
        match first_that_answers(found) {
            Found::Suits { version, .. } if major(&version) < Some(FIREFOX_AT_LEAST) => {
                Found::Missing { seen: Some(format!("{version}, wanted {FIREFOX_AT_LEAST}")) }
            }
            found => found,
        }
    }

    fn remedy(&self, _: &Workspace) -> Remedy {
        debian::remedy(&FIREFOX, "install Firefox, or set FIREFOX to where it lies")
    }

    fn install(&self, _: &Workspace) -> Result<()> {
        debian::install(&FIREFOX)
    }
}

fn named_by(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from)
}

fn first_that_answers(mut paths: impl Iterator<Item = PathBuf>) -> Found {
    let found = paths.find_map(|path| Some((version_of(&path)?, path)));
    found.map_or(Found::NOTHING, |(version, path)| Found::Suits { path, version })
}

fn version_of(path: &Path) -> Option<String> {
    let text = process::output(Command::new(path).arg("--version")).ok()?;
    text.split_whitespace()
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
}

fn major(version: &str) -> Option<u32> {
    version::find(version).map(|(major, ..)| major)
}
