//! Programs that `cargo install` puts into `/.tools`, built for a short wait rather than a fast
//! tool.

use std::{
    env::consts::EXE_SUFFIX,
    iter,
    path::{Path, PathBuf},
};

use anyhow::Result;

use super::{Here, Installation, Source, Tool, numbers, on_path, version_text};
use crate::workspace;

pub(super) struct CargoProgram {
    name: &'static str,
    /// The crate.
    package: &'static str,
    version: Wanted,
    /// Further arguments of `cargo install`.
    args: &'static [&'static str],
    takes: &'static str,
}

enum Wanted {
    /// Of this version or a newer one.
    AtLeast(&'static str),
    /// Of the version of the library of the same name in Cargo.lock: the two speak a format of their
    /// own that changes with every release.
    AsLocked,
}

/// The newest Trunk that builds with this workspace's Rust. No default features: they are TLS and
/// the check for updates, and we serve loopback.
pub(crate) const TRUNK: Tool = Tool {
    name: "trunk",
    purpose: "serve the page",
    source: Source::CargoInstall(CargoProgram {
        name: "trunk",
        package: "trunk",
        version: Wanted::AtLeast("0.21.14"),
        args: &["--locked", "--no-default-features"],
        takes: "2 to 3 minutes",
    }),
};

/// Without its own lock file (`--locked`), which has named a crate version that registries did not
/// have. Its other program, [`test_runner`], comes with it.
pub(crate) const WASM_BINDGEN: Tool = Tool {
    name: "wasm-bindgen",
    purpose: "connect the wasm with JavaScript",
    source: Source::CargoInstall(CargoProgram {
        name: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: Wanted::AsLocked,
        args: &["--no-default-features", "--bin=wasm-bindgen", "--bin=wasm-bindgen-test-runner"],
        takes: "1 to 2 minutes",
    }),
};

/// Measured on two cores: Trunk takes nine minutes with its own release profile and two without
/// optimisation; the time it then loses per build of the page is well under a second.
const PROFILE: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

impl CargoProgram {
    pub(super) fn look(&self) -> Result<Here, String> {
        let wanted = self.wanted().map_err(|error| error.to_string())?;
        let ours = workspace::cache().join("bin").join(format!("{}{EXE_SUFFIX}", self.name));
        let mut seen = String::new();
        for path in iter::once(ours).chain(on_path(self.name)) {
            match self.version_of(&path) {
                Some(version) if self.suits(&version, &wanted) => {
                    return Ok(Here { path, version });
                }
                Some(other) => seen = format!("{other} at {}, wanted {wanted}", path.display()),
                // None there, or another program of this name.
                None => {}
            }
        }
        Err(seen)
    }

    pub(super) fn remedy(&self) -> Result<Installation> {
        let wanted = self.wanted()?;
        let mut cargo = workspace::cargo();
        cargo.args(["install", self.package, "--quiet", "--version", &wanted]).args(self.args);
        cargo.arg("--root").arg(workspace::cache()).envs(PROFILE);
        // Meant for the product, not for these. Without a folder named, cargo removes what it built.
        for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_TARGET_DIR"] {
            cargo.env_remove(variable);
        }
        let from = format!("cargo install {} {wanted}", self.package);
        Ok(Installation { from, takes: self.takes, commands: vec![cargo] })
    }

    fn wanted(&self) -> Result<String> {
        match self.version {
            Wanted::AtLeast(version) => Ok(version.into()),
            Wanted::AsLocked => workspace::locked_version(self.name),
        }
    }

    fn suits(&self, version: &str, wanted: &str) -> bool {
        match self.version {
            Wanted::AtLeast(_) => numbers(version) >= numbers(wanted),
            Wanted::AsLocked => version == wanted,
        }
    }

    /// The second word of `trunk 0.21.14` and the like.
    fn version_of(&self, path: &Path) -> Option<String> {
        let text = version_text(path)?;
        text.strip_prefix(self.name)?.split_whitespace().next().map(str::to_owned)
    }
}

/// The program beside wasm-bindgen that runs tests in a browser.
pub(crate) fn test_runner(wasm_bindgen: &Path) -> PathBuf {
    wasm_bindgen.with_file_name(format!("wasm-bindgen-test-runner{EXE_SUFFIX}"))
}
