//! Programs of the system: browsers, Node and the C++ compiler. An environment variable may name
//! another than the one on PATH.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use super::{Here, Source, Tool, numbers, on_path, silent::SilentPrograms, version_text};

pub(super) struct SystemProgram {
    /// The names under which it is on PATH, and paths beside that.
    programs: &'static [&'static str],
    /// The environment variable that names another.
    variable: Option<&'static str>,
    /// The first major version that will do.
    at_least: u32,
    /// Files that must be there with it.
    beside: &'static [&'static str],
    /// The program whose major version it must have.
    partner: Option<&'static Tool>,
    /// Debian's packages of it.
    pub(super) packages: &'static [&'static str],
    pub(super) by_hand: &'static str,
}

/// Of any version, and found on PATH alone.
const fn any(
    programs: &'static [&'static str],
    packages: &'static [&'static str],
    by_hand: &'static str,
) -> SystemProgram {
    SystemProgram {
        programs,
        variable: None,
        at_least: 0,
        beside: &[],
        partner: None,
        packages,
        by_hand,
    }
}

/// Debian's packages of Chromium and its driver, which belong to one version.
const CHROMIUM_PACKAGES: &[&str] = &["chromium", "chromium-driver"];
const CHROMIUM_PROGRAMS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const FIREFOX_PROGRAMS: &[&str] =
    &["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"];

pub(crate) const CHROMIUM: Tool = Tool {
    name: "chromium",
    purpose: "run the tests in a browser",
    source: Source::System(SystemProgram {
        variable: Some("CHROME"),
        ..any(
            CHROMIUM_PROGRAMS,
            CHROMIUM_PACKAGES,
            "install Chromium or Chrome, or set CHROME to where it lies",
        )
    }),
};

/// The engine without windows: a page in it takes a quarter less time.
pub(crate) const HEADLESS_SHELL: Tool = Tool {
    name: "chromium-headless-shell",
    purpose: "run the tests faster",
    source: Source::System(SystemProgram {
        variable: Some("HEADLESS_SHELL"),
        ..any(
            &["chromium-headless-shell"],
            &["chromium-headless-shell"],
            "install Chromium's headless shell, or set HEADLESS_SHELL to where it lies",
        )
    }),
};

/// It drives no other Chromium than that of its own version.
pub(crate) const CHROMEDRIVER: Tool = Tool {
    name: "chromedriver",
    purpose: "run the wasm's own tests in Chromium",
    source: Source::System(SystemProgram {
        variable: Some("CHROMEDRIVER"),
        partner: Some(&CHROMIUM),
        ..any(
            &["chromedriver"],
            CHROMIUM_PACKAGES,
            "install the chromedriver of your browser's version, or set CHROMEDRIVER to it",
        )
    }),
};

pub(crate) const FIREFOX: Tool = Tool {
    name: "firefox",
    purpose: "run the tests in another engine",
    source: Source::System(SystemProgram {
        variable: Some("FIREFOX"),
        // Older ones lack what the tests look for: Trusted Types (148) and `navigation` (147).
        at_least: 148,
        ..any(
            FIREFOX_PROGRAMS,
            &["firefox-esr"],
            "install Firefox, or set FIREFOX to where it lies",
        )
    }),
};

pub(crate) const NODE: Tool = Tool {
    name: "node",
    purpose: "run wasm-opt and Playwright",
    source: Source::System(SystemProgram {
        at_least: 20,
        ..any(&["node"], &["nodejs", "npm"], "install Node 20 or newer")
    }),
};

pub(crate) const NPM: Tool = Tool {
    name: "npm",
    purpose: "install wasm-opt and Playwright",
    source: Source::System(any(&["npm"], &["nodejs", "npm"], "install npm")),
};

/// With its modules for JavaScript and brotli, which Debian has in packages of their own. The variable is not called
/// NGINX, since nginx itself looks for sockets under that name.
pub(crate) const NGINX: Tool = Tool {
    name: "nginx",
    purpose: "drive what runs in front of the API",
    source: Source::System(SystemProgram {
        variable: Some("NGINX_PROGRAM"),
        beside: &[
            "/usr/lib/nginx/modules/ngx_http_js_module.so",
            "/usr/lib/nginx/modules/ngx_http_brotli_filter_module.so",
        ],
        ..any(
            &["nginx", "/usr/sbin/nginx"],
            &["nginx", "libnginx-mod-http-js", "libnginx-mod-http-brotli-filter"],
            "install nginx with its modules http-js and http-brotli-filter, as Debian has them",
        )
    }),
};

/// The load of the bench.
pub(crate) const WRK: Tool = Tool {
    name: "wrk",
    purpose: "play ten thousand viewers",
    source: Source::System(any(&["wrk"], &["wrk"], "install wrk")),
};

pub(crate) const CXX: Tool = Tool {
    name: "c++",
    purpose: "build the fuzzer",
    source: Source::System(any(&["c++"], &["g++"], "install a C++ compiler")),
};

/// With a display that is none, since it has no other way to run without one.
pub(crate) const WEBKIT: Tool = Tool {
    name: "webkit",
    purpose: "run the main journey in Safari's engine",
    source: Source::Silent(SilentPrograms {
        programs: &["WebKitWebDriver", "Xvfb"],
        packages: &["webkit2gtk-driver", "xvfb"],
        by_hand: "install WebKitGTK with WebKitWebDriver, and Xvfb",
    }),
};

pub(crate) const CADDY: Tool = Tool {
    name: "caddy",
    purpose: "serve the static files as others would",
    source: Source::System(any(&["caddy"], &["caddy"], "install Caddy")),
};

pub(crate) const PYTHON: Tool = Tool {
    name: "python3",
    purpose: "serve the static files as others would",
    source: Source::System(any(&["python3"], &["python3"], "install Python 3")),
};

impl SystemProgram {
    pub(super) fn look(&self) -> Result<Here, String> {
        let named = self.variable.and_then(env::var_os).map(PathBuf::from);
        let found = self.programs.iter().flat_map(|program| on_path(program));
        let answers = |path: PathBuf| Some(Here { version: version_of(&path)?, path });
        let here = named.into_iter().chain(found).find_map(answers).ok_or_else(String::new)?;
        let Here { version, .. } = &here;
        if major(version) < self.at_least {
            return Err(format!("{version}, wanted {}", self.at_least));
        }
        if let Some(missing) = self.beside.iter().find(|file| !Path::new(file).exists()) {
            return Err(format!("{version} without {missing}"));
        }
        match self.partner.and_then(|partner| partner.look().ok()) {
            Some(partner) if major(version) != major(&partner.version) => {
                Err(format!("{version} does not fit {}", partner.version))
            }
            _ => Ok(here),
        }
    }
}

/// The first word of what it says of its version that begins with a number.
fn version_of(path: &Path) -> Option<String> {
    version_text(path)
        .or_else(|| short_version_text(path))?
        .split([' ', '\n', '/'])
        .map(|word| word.trim_start_matches('v').trim_end_matches([')', ',']))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
        .map(str::to_owned)
}

/// What nginx and wrk say to `-v`, wherever they write it and however they end.
fn short_version_text(program: &Path) -> Option<String> {
    let output = Command::new(program).arg("-v").output().ok()?;
    Some(String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

fn major(version: &str) -> u32 {
    numbers(version).first().copied().unwrap_or(0)
}
