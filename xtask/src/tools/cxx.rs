//! The C++ compiler that the fuzzer's own code is built with.

use std::process::Command;

use anyhow::Result;

use super::{Found, Remedy, Tool, debian};
use crate::{process, workspace::Workspace};

const PACKAGES: [&str; 1] = ["g++"];

pub(crate) struct Cxx;

impl Tool for Cxx {
    fn name(&self) -> &'static str {
        "c++"
    }

    fn purpose(&self) -> &'static str {
        "build the fuzzer"
    }

    fn look(&self, _: &Workspace) -> Found {
        let Some(path) = process::on_path("c++").into_iter().next() else { return Found::NOTHING };
        match process::output(Command::new(&path).arg("-dumpversion")) {
            Ok(version) => Found::Suits { path, version: version.trim().into() },
            Err(_) => Found::NOTHING,
        }
    }

    fn remedy(&self, _: &Workspace) -> Remedy {
        debian::remedy(&PACKAGES, "install a C++ compiler")
    }

    fn install(&self, _: &Workspace) -> Result<()> {
        debian::install(&PACKAGES)
    }
}
