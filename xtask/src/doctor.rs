//! `cargo xtask doctor`: what is here, what would be installed. Changes nothing.

use anyhow::{Result, ensure};

use crate::tools::{self, Here, Installation, Tool};

/// Fails where something can neither be found nor installed by us.
pub(crate) fn run() -> Result<()> {
    let mut by_hand = 0;
    for tool in tools::ALL {
        let found = match tool.look() {
            Ok(Here { path, version }) => format!("ok       {version}, {}", path.display()),
            Err(seen) => {
                by_hand += u32::from(tool.remedy().is_err());
                advice(tool, &seen)
            }
        };
        println!("{:<20}{found}", tool.name);
    }
    ensure!(by_hand == 0, "{by_hand} to be installed by hand");
    println!("\nAll is here, or will be installed when it is needed.");
    Ok(())
}

fn advice(tool: &Tool, seen: &str) -> String {
    let purpose = tool.purpose;
    let seen = if seen.is_empty() { String::new() } else { format!(" Seen: {seen}.") };
    match tool.remedy() {
        Ok(Installation { from, takes, .. }) => {
            format!("missing  needed to {purpose}. To come by {from}, {takes}.{seen}")
        }
        Err(advice) => format!("MISSING  needed to {purpose}. Please {advice}.{seen}"),
    }
}
