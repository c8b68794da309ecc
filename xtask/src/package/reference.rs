//! The tables of docs/reference.md: written by `cargo xtask reference`, compared by `cargo xtask
//! test`.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::{
    agreement,
    description::{Access, Description, camel},
};
use crate::{
    generated,
    tools::{self, NODE},
    workspace::Workspace,
};

const DOCUMENT: &str = "docs/reference.md";

/// `cargo xtask reference`: fails where the description and the code disagree.
pub(crate) fn write(workspace: &Workspace) -> Result<()> {
    let (before, after) = texts(workspace)?;
    if before == after {
        println!("{DOCUMENT} is up to date.");
    } else {
        fs::write(workspace.join(DOCUMENT), after).context(DOCUMENT)?;
        println!("{DOCUMENT} has new tables.");
    }
    tools::ensure(workspace, &NODE)?;
    let differences = agreement::differences(workspace)?;
    ensure!(differences.is_empty(), "the code differs:\n  {}", differences.join("\n  "));
    Ok(())
}

/// Whether the tables are those of the description.
pub(crate) fn is_current(workspace: &Workspace) -> Result<bool> {
    texts(workspace).map(|(before, after)| before == after)
}

/// The file as it is, and with the tables that it should have.
fn texts(workspace: &Workspace) -> Result<(String, String)> {
    let before = fs::read_to_string(workspace.join(DOCUMENT)).context(DOCUMENT)?;
    let after = with_tables(&before, &Description::read(workspace)?)?;
    Ok((before, after))
}

fn with_tables(text: &str, description: &Description) -> Result<String> {
    let with_table =
        |text: String, (name, table): &(&str, String)| generated::with_table(&text, name, table);
    tables(description).iter().try_fold(text.to_owned(), with_table).context(DOCUMENT)
}

fn tables(description: &Description) -> Vec<(&'static str, String)> {
    vec![
        ("attributes", attributes(description)),
        ("properties", properties(description)),
        ("methods", methods(description)),
        ("events", events(description)),
        ("states", table("State | ", Description::there(&description.states).map(named))),
        ("parts", table("Part | ", Description::there(&description.parts).map(named))),
        ("slots", slots(description)),
        ("custom-properties", custom_properties(description)),
    ]
}

fn table(head: &str, rows: impl Iterator<Item = String>) -> String {
    let rule = head.split('|').map(|_| "---").collect::<Vec<_>>().join("|");
    let rows = rows.map(|row| format!("| {row} |\n"));
    format!("| {} |\n|{rule}|\n", head.trim_end()) + &rows.collect::<String>()
}

fn named(named: &super::description::Named) -> String {
    format!("`{}` | {}", named.name, named.meaning)
}

fn attributes(description: &Description) -> String {
    let row = |attribute: &super::description::Attribute| {
        let default = attribute.default.as_deref().unwrap_or("none");
        let values: Vec<_> = attribute.values.iter().map(|value| format!("`{value}`")).collect();
        let values =
            if values.is_empty() { String::new() } else { format!("{}. ", values.join(", ")) };
        format!("`{}` | {default} | {values}{}", attribute.name, attribute.meaning)
    };
    table("Attribute | Default | Meaning", description.attributes().map(row))
}

fn properties(description: &Description) -> String {
    let names: Vec<_> = description.mirrored().map(|it| format!("`{}`", camel(&it.name))).collect();
    let mirrored = format!(
        "{} | The attributes; `null` removes one. Honoured when set before the script has loaded",
        names.join(", ")
    );
    let row = |property: &super::description::Property| {
        let access = match property.access {
            Access::ReadOnly => "Read-only",
            Access::WriteOnly => "Write-only",
        };
        format!("`{}` | {access}. {}", property.name, property.meaning)
    };
    let of_class = |it: &super::description::Static| {
        format!("`{}.{}` | {}", description.class, it.name, it.meaning)
    };
    let rows = std::iter::once(mirrored).chain(description.properties().map(row));
    table("Property | ", rows.chain(description.statics.iter().map(of_class)))
}

fn methods(description: &Description) -> String {
    let row = |it: &super::description::Method| {
        let returns = if it.returns == "void" {
            String::new()
        } else {
            format!("`{}`. ", it.returns.replace('|', "\\|"))
        };
        format!("`{}()` | {returns}{}", it.name, it.meaning)
    };
    table("Method | ", description.methods().map(row))
}

fn events(description: &Description) -> String {
    let row = |event: &super::description::Event| {
        format!("`{}` | {} | {}", description.event_name(event), event.detail, event.meaning)
    };
    table("Event | Detail | When", description.events().map(row))
}

fn slots(description: &Description) -> String {
    let rows: Vec<_> = Description::there(&description.slots).map(named).collect();
    if rows.is_empty() { "None.\n".into() } else { table("Slot | ", rows.into_iter()) }
}

fn custom_properties(description: &Description) -> String {
    let row = |it: &super::description::CustomProperty| {
        let default = it
            .default
            .as_ref()
            .map_or_else(|| "by the theme".to_owned(), |default| format!("`{default}`"));
        let name = description.custom_property_name(it);
        format!("`{name}` | `{}` | {default} | {}", it.syntax, it.meaning)
    };
    table("Property | Type | Default | What", description.custom_properties.iter().map(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_a_cell_in_every_row_for_every_column() {
        let description = Description::read(&Workspace::find().unwrap()).unwrap();
        for (name, table) in tables(&description) {
            let cells = |line: &str| line.replace("\\|", "").matches('|').count();
            let mut counts: Vec<_> = table.lines().map(cells).collect();
            counts.dedup();
            assert_eq!(counts.len(), 1, "{name}:\n{table}");
        }
    }
}
