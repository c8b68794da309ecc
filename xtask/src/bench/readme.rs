//! The table in the README, between its markers.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::workspace::Workspace;

const BEGIN: &str = "<!-- bench:begin -->";
const END: &str = "<!-- bench:end -->";

pub(super) fn write(workspace: &Workspace, report: &Path) -> Result<()> {
    let path = workspace.join("README.md");
    let readme = fs::read_to_string(&path).context("reading README.md")?;
    let report = fs::read_to_string(report).context("the bench left no table")?;
    fs::write(&path, spliced(&readme, &report)?).context("writing README.md")?;
    println!("The table is in README.md.");
    Ok(())
}

/// The text with the report in the place of what stood between the markers.
fn spliced(readme: &str, report: &str) -> Result<String> {
    let missing = || format!("README.md has no {BEGIN} … {END}");
    let (before, rest) = readme.split_once(BEGIN).with_context(missing)?;
    let (_, after) = rest.split_once(END).with_context(missing)?;
    Ok([before, BEGIN, "\n", report.trim(), "\n", END, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_between_the_markers_is_replaced() {
        let readme = format!("a\n{BEGIN}\nold\n{END}\nb\n");
        let expected = format!("a\n{BEGIN}\nnew\n{END}\nb\n");
        assert_eq!(spliced(&readme, "new\n").unwrap(), expected);
        assert_eq!(spliced(&expected, "new\n").unwrap(), expected);
        assert!(spliced("a\n", "new").is_err());
    }
}
