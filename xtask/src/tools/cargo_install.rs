//! Programs that `cargo install` puts into `/.tools`, built for a short wait rather than a fast
//! tool.

use std::{
    env::consts::EXE_SUFFIX,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::{Found, Remedy, Tool, on_path};
use crate::{process, version, workspace::Workspace};

pub(crate) struct CargoProgram {
    name: &'static str,
    purpose: &'static str,
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
pub(crate) const TRUNK: CargoProgram = CargoProgram {
    name: "trunk",
    purpose: "serve the page",
    package: "trunk",
    version: Wanted::AtLeast("0.21.14"),
    args: &["--locked", "--no-default-features"],
    takes: "2 to 3 minutes",
};

/// Without its own lock file (`--locked`), which has named a crate version that registries did not
/// have. Its other program, [`test_runner`], comes with it.
pub(crate) const WASM_BINDGEN: CargoProgram = CargoProgram {
    name: "wasm-bindgen",
    purpose: "connect the wasm with JavaScript",
    package: "wasm-bindgen-cli",
    version: Wanted::AsLocked,
    args: &["--no-default-features", "--bin=wasm-bindgen", "--bin=wasm-bindgen-test-runner"],
    takes: "1 to 2 minutes",
};

/// Measured on two cores: Trunk takes nine minutes with its own release profile and two without
/// optimisation; the time it then loses per build of the page is well under a second.
const PROFILE: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

impl Tool for CargoProgram {
    fn name(&self) -> &'static str {
        self.name
    }

    fn purpose(&self) -> &'static str {
        self.purpose
    }

    fn look(&self, workspace: &Workspace) -> Found {
        let Ok(wanted) = self.wanted(workspace) else { return Found::NOTHING };
        let ours = workspace.cache().join("bin").join(format!("{}{EXE_SUFFIX}", self.name));
        let mut seen = None;
        for path in std::iter::once(ours).chain(on_path(self.name)) {
            match self.version_of(&path) {
                Some(version) if self.suits(&version, &wanted) => {
                    return Found::Suits { path, version };
                }
                Some(other) => {
                    seen = Some(format!("{other} at {}, wanted {wanted}", path.display()));
                }
                // None there, or another program of this name.
                None => {}
            }
        }
        Found::Missing { seen }
    }

    fn remedy(&self, workspace: &Workspace) -> Remedy {
        match self.wanted(workspace) {
            Ok(wanted) => Remedy::Install {
                from: format!("cargo install {} {wanted}", self.package),
                takes: self.takes,
            },
            Err(error) => Remedy::ByHand(error.to_string()),
        }
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        let build = workspace.cache().join("build").join(self.package);
        let mut cargo = workspace.cargo();
        cargo.args(["install", self.package, "--quiet", "--version", &self.wanted(workspace)?]);
        cargo.args(self.args).arg("--root").arg(workspace.cache());
        cargo.envs(PROFILE).env("CARGO_TARGET_DIR", &build);
        // Meant for the product, not for these.
        cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        process::output(&mut cargo)?;
        // Hundreds of megabytes that nothing asks for again.
        fs::remove_dir_all(&build).with_context(|| format!("removing {}", build.display()))
    }
}

impl CargoProgram {
    fn wanted(&self, workspace: &Workspace) -> Result<String> {
        match self.version {
            Wanted::AtLeast(version) => Ok(version.into()),
            Wanted::AsLocked => workspace.locked_version(self.name),
        }
    }

    fn suits(&self, version: &str, wanted: &str) -> bool {
        match self.version {
            Wanted::AtLeast(_) => version::find(version) >= version::find(wanted),
            Wanted::AsLocked => version == wanted,
        }
    }

    /// The second word of `trunk 0.21.14` and the like.
    fn version_of(&self, path: &Path) -> Option<String> {
        let text = process::output(Command::new(path).arg("--version")).ok()?;
        let version = text.strip_prefix(self.name)?;
        version.split_whitespace().next().map(str::to_owned)
    }
}

/// The program beside wasm-bindgen that runs tests in a browser.
pub(crate) fn test_runner(wasm_bindgen: &Path) -> PathBuf {
    wasm_bindgen.with_file_name(format!("wasm-bindgen-test-runner{EXE_SUFFIX}"))
}
