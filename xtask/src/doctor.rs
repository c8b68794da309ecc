//! `cargo xtask doctor`: what is here, what would be installed. Changes nothing.

use anyhow::{Result, bail};

use crate::tools::{self, Here, Remedy};

/// Fails where something can neither be found nor installed by us.
pub(crate) fn run() -> Result<()> {
    let mut by_hand = 0;
    for tool in tools::ALL {
        let found = match tool.look() {
            Ok(Here { path, version }) => format!("ok       {version}, {}", path.display()),
            Err(seen) => {
                let purpose = tool.purpose;
                let seen = if seen.is_empty() { seen } else { format!(" Seen: {seen}.") };
                match tool.remedy() {
                    Remedy::Install { from, takes, .. } => {
                        format!("missing  needed to {purpose}. To come by {from}, {takes}.{seen}")
                    }
                    Remedy::ByHand(advice) => {
                        by_hand += 1;
                        format!("MISSING  needed to {purpose}. Please {advice}.{seen}")
                    }
                }
            }
        };
        println!("{:<20}{found}", tool.name);
    }
    if by_hand > 0 {
        bail!("{by_hand} to be installed by hand");
    }
    println!("\nAll is here, or will be installed when it is needed.");
    Ok(())
}
