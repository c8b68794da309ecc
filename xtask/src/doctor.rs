//! `cargo xtask doctor`: what is here, what would be installed. Changes nothing.

use std::process::ExitCode;

use crate::{
    tools::{self, Found, Remedy, Tool},
    workspace::Workspace,
};

/// Fails where something can neither be found nor installed by us.
pub(crate) fn run(workspace: &Workspace) -> ExitCode {
    let mut stuck = 0;
    for tool in tools::all() {
        let (line, is_stuck) = describe(workspace, tool);
        println!("{:<20}{line}", tool.name());
        stuck += u32::from(is_stuck);
    }
    if stuck > 0 {
        println!("\n{stuck} to be installed by hand.");
        return ExitCode::FAILURE;
    }
    println!("\nAll is here, or will be installed when it is needed.");
    ExitCode::SUCCESS
}

fn describe(workspace: &Workspace, tool: &dyn Tool) -> (String, bool) {
    let seen = match tool.look(workspace) {
        Found::Suits { path, version } => {
            return (format!("ok       {version}, {}", path.display()), false);
        }
        Found::Missing { seen } => seen.map_or_else(String::new, |seen| format!(" Seen: {seen}.")),
    };
    let purpose = tool.purpose();
    match tool.remedy(workspace) {
        Remedy::Install { from, takes } => {
            (format!("missing  needed to {purpose}. To come by {from}, {takes}.{seen}"), false)
        }
        Remedy::ByHand(advice) => {
            (format!("MISSING  needed to {purpose}. Please {advice}.{seen}"), true)
        }
    }
}
