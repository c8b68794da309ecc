//! Programs of the system: browsers, Node and the C++ compiler. An environment variable may name
//! another than the one on PATH.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use super::{Found, Remedy, Tool, debian, on_path};
use crate::{process, version, workspace::Workspace};

pub(crate) struct SystemProgram {
    name: &'static str,
    purpose: &'static str,
    /// The names under which it is on PATH, and paths beside that.
    programs: &'static [&'static str],
    /// The environment variable that names another.
    variable: Option<&'static str>,
    /// The first major version that will do.
    at_least: u32,
    /// Debian's packages of it.
    packages: &'static [&'static str],
    by_hand: &'static str,
}

pub(crate) const CHROMIUM: SystemProgram = SystemProgram {
    name: "chromium",
    purpose: "run the tests in a browser",
    programs: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
    variable: Some("CHROME"),
    at_least: 0,
    packages: &["chromium", "chromium-driver"],
    by_hand: "install Chromium or Chrome, or set CHROME to where it lies",
};

pub(crate) const FIREFOX: SystemProgram = SystemProgram {
    name: "firefox",
    purpose: "run the tests in another engine",
    programs: &["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"],
    variable: Some("FIREFOX"),
    // Older ones lack what the tests look for: Trusted Types (148) and `navigation` (147).
    at_least: 148,
    packages: &["firefox-esr"],
    by_hand: "install Firefox, or set FIREFOX to where it lies",
};

const DRIVER: SystemProgram = SystemProgram {
    name: "chromedriver",
    purpose: "run the wasm's own tests in Chromium",
    programs: &["chromedriver"],
    variable: Some("CHROMEDRIVER"),
    at_least: 0,
    // Both belong to one version.
    packages: CHROMIUM.packages,
    by_hand: "install the chromedriver of your browser's version, or set CHROMEDRIVER to it",
};

pub(crate) const NODE: SystemProgram = SystemProgram {
    name: "node",
    purpose: "run wasm-opt and Playwright",
    programs: &["node"],
    variable: None,
    at_least: 20,
    packages: &["nodejs", "npm"],
    by_hand: "install Node 20 or newer",
};

pub(crate) const NPM: SystemProgram = SystemProgram {
    name: "npm",
    purpose: "install wasm-opt and Playwright",
    programs: &["npm"],
    by_hand: "install npm",
    at_least: 0,
    ..NODE
};

pub(crate) const CXX: SystemProgram = SystemProgram {
    name: "c++",
    purpose: "build the fuzzer",
    programs: &["c++"],
    variable: None,
    at_least: 0,
    packages: &["g++"],
    by_hand: "install a C++ compiler",
};

impl Tool for SystemProgram {
    fn name(&self) -> &'static str {
        self.name
    }

    fn purpose(&self) -> &'static str {
        self.purpose
    }

    fn look(&self, _: &Workspace) -> Found {
        let named = self.variable.and_then(env::var_os).map(PathBuf::from);
        let found = self.programs.iter().flat_map(|program| on_path(program));
        let answers = |path: PathBuf| Some((version_of(&path)?, path));
        match named.into_iter().chain(found).find_map(answers) {
            None => Found::NOTHING,
            Some((version, _)) if major(&version) < self.at_least => {
                Found::Missing { seen: Some(format!("{version}, wanted {}", self.at_least)) }
            }
            Some((version, path)) => Found::Suits { path, version },
        }
    }

    fn remedy(&self, _: &Workspace) -> Remedy {
        debian::remedy(self.packages, self.by_hand)
    }

    fn install(&self, _: &Workspace) -> Result<()> {
        debian::install(self.packages)
    }
}

/// Of the version of Chromium, since it drives no other.
pub(crate) struct Chromedriver;

impl Tool for Chromedriver {
    fn name(&self) -> &'static str {
        DRIVER.name
    }

    fn purpose(&self) -> &'static str {
        DRIVER.purpose
    }

    fn look(&self, workspace: &Workspace) -> Found {
        match (DRIVER.look(workspace), CHROMIUM.look(workspace)) {
            (Found::Suits { version, .. }, Found::Suits { version: browser, .. })
                if major(&version) != major(&browser) =>
            {
                Found::Missing { seen: Some(format!("{version} does not fit {browser}")) }
            }
            (driver, _) => driver,
        }
    }

    fn remedy(&self, workspace: &Workspace) -> Remedy {
        DRIVER.remedy(workspace)
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        DRIVER.install(workspace)
    }
}

/// The first word of what it says of its version that begins with a number.
fn version_of(path: &Path) -> Option<String> {
    let text = process::output(Command::new(path).arg("--version")).ok()?;
    text.split_whitespace()
        .map(|word| word.trim_start_matches('v').trim_end_matches([')', ',']))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
        .map(str::to_owned)
}

fn major(version: &str) -> u32 {
    version::find(version).map_or(0, |(major, ..)| major)
}
