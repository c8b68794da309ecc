//! Programs of the system that do not say their version: it is enough that all are on PATH.

use super::{Here, on_path};

pub(super) struct SilentPrograms {
    /// The first is what one uses, and the others are what it needs.
    pub(super) programs: &'static [&'static str],
    /// Debian's packages of them.
    pub(super) packages: &'static [&'static str],
    pub(super) by_hand: &'static str,
}

impl SilentPrograms {
    pub(super) fn look(&self) -> Result<Here, String> {
        let found = self.programs.iter().map(|program| on_path(program).next().ok_or(program));
        let found =
            found.collect::<Result<Vec<_>, _>>().map_err(|missing| format!("no {missing}"))?;
        let path = found.into_iter().next().ok_or_else(String::new)?;
        Ok(Here { path, version: "of some version".into() })
    }
}
