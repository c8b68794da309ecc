//! The tables of docs/reference.md: written by `cargo xtask reference`, compared by `cargo xtask
//! test`.

use std::iter;

use anyhow::{Context, Result, ensure};
use fs_err as fs;

use super::{
    agreement,
    description::{Access, Description, Item, camel},
};
use crate::{
    generated,
    tools::{self, NODE},
    workspace,
};

const DOCUMENT: &str = "docs/reference.md";

/// `cargo xtask reference`: fails where the description and the code disagree.
pub(crate) fn write() -> Result<()> {
    let (before, after) = texts()?;
    if before == after {
        println!("{DOCUMENT} is up to date.");
    } else {
        fs::write(workspace::join(DOCUMENT), after)?;
        println!("{DOCUMENT} has new tables.");
    }
    tools::ensure(&NODE)?;
    let differences = agreement::differences()?;
    ensure!(differences.is_empty(), "the code differs:\n  {}", differences.join("\n  "));
    Ok(())
}

/// Whether the tables are those of the description.
pub(crate) fn is_current() -> Result<bool> {
    texts().map(|(before, after)| before == after)
}

/// The file as it is, and with the tables that it should have.
fn texts() -> Result<(String, String)> {
    let before = fs::read_to_string(workspace::join(DOCUMENT))?;
    let mut after = before.clone();
    for (name, table) in tables(&Description::read()?) {
        after = generated::with_table(&after, name, &table).context(DOCUMENT)?;
    }
    Ok((before, after))
}

/// `llms.txt`: the whole contract in one text, for what writes code for a customer.
pub(crate) fn for_models(description: &Description) -> String {
    let Description { tag, summary, documentation, .. } = description;
    let head = format!(
        "# <{tag}>\n\n> {summary}\n\n{documentation}\n\n\
         In a bundle: `import \"{tag}\"` defines the element. In React: `import {{ BatchStatus }} from \"{tag}/react\"`, a \
         component that takes attributes and properties in camel case and listens by `onUpdate`, `onReady` and so on. In a \
         page: `<script type=\"module\" src=\"/vendor/{tag}/{tag}.js\"></script>`, with the files that \
         `npx {tag} copy <folder>` writes.\n\n\
         ```html\n<{tag} batch-id=\"f1e2d3c4-5678-9012-3456-789012345678\" endpoint=\"/batch-status\"></{tag}>\n```\n\n\
         `endpoint` is a proxy on a server that adds the API key. Never write a key into a page, a bundle or an address: \
         it can place calls, and whoever can open the page has it.\n"
    );
    let chapters = tables(description).map(|(name, table)| format!("\n## {name}\n\n{table}"));
    head + &chapters.concat()
}

fn tables(description: &Description) -> [(&'static str, String); 8] {
    let Description { states, parts, slots, .. } = description;
    let attributes = description.attributes.iter().map(attribute);
    let methods = description.methods.iter().map(method);
    let events = description.events.iter().map(|it| event(description, it));
    let styles = description.custom_properties.iter().map(|it| custom_property(description, it));
    [
        ("attributes", table("Attribute | Default | Meaning", attributes)),
        ("properties", table("Property | ", properties(description))),
        ("methods", table("Method | ", methods)),
        ("events", table("Event | Detail | When", events)),
        ("states", table("State | ", states.iter().map(named))),
        ("parts", table("Part | ", parts.iter().map(named))),
        ("slots", table("Slot | ", slots.iter().map(named))),
        ("custom-properties", table("Property | Type | Default | What", styles)),
    ]
}

fn table(head: &str, rows: impl Iterator<Item = String>) -> String {
    let rule = head.split('|').map(|_| "---").collect::<Vec<_>>().join("|");
    let rows = rows.map(|row| format!("| {row} |\n"));
    format!("| {} |\n|{rule}|\n", head.trim_end()) + &rows.collect::<String>()
}

fn named(it: &Item) -> String {
    format!("`{}` | {}", it.name, it.meaning)
}

fn attribute(it: &Item) -> String {
    let default = it.default.as_deref().unwrap_or("none");
    let values: Vec<_> = it.values.iter().map(|value| format!("`{value}`")).collect();
    let values = if values.is_empty() { String::new() } else { values.join(", ") + ". " };
    format!("`{}` | {default} | {values}{}", it.name, it.meaning)
}

fn properties(description: &Description) -> impl Iterator<Item = String> {
    let names: Vec<_> = description.mirrored().map(|it| format!("`{}`", camel(&it.name))).collect();
    let mirrored = format!(
        "{} | The attributes; `null` removes one. Honoured when set before the script has loaded",
        names.join(", ")
    );
    let own = description.properties.iter().map(|it| {
        let access = match it.access {
            Access::ReadOnly => "Read-only",
            Access::ReadWrite => "Read and write",
            Access::WriteOnly => "Write-only",
        };
        format!("`{}` | {access}. {}", it.name, it.meaning)
    });
    let class = &description.class;
    let statics = description.statics.iter();
    let statics = statics.map(move |it| format!("`{class}.{}` | {}", it.name, it.meaning));
    iter::once(mirrored).chain(own).chain(statics)
}

fn method(it: &Item) -> String {
    let returns = match it.kind.as_str() {
        "void" => String::new(),
        returns => format!("`{}`. ", returns.replace('|', "\\|")),
    };
    format!("`{}({})` | {returns}{}", it.name, it.takes.replace('|', "\\|"), it.meaning)
}

fn event(description: &Description, it: &Item) -> String {
    format!("`{}` | {} | {}", description.event_name(it), it.detail, it.meaning)
}

fn custom_property(description: &Description, it: &Item) -> String {
    let name = description.custom_property_name(it);
    let default = it.default.as_ref().map(|default| format!("`{default}`"));
    let default = default.as_deref().unwrap_or("by the theme");
    format!("`{name}` | `{}` | {default} | {}", it.syntax, it.meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_a_cell_in_every_row_for_every_column() {
        let description = Description::read().unwrap();
        for (name, table) in tables(&description) {
            let cells = |line: &str| line.replace("\\|", "").matches('|').count();
            let mut counts: Vec<_> = table.lines().map(cells).collect();
            counts.dedup();
            assert_eq!(counts.len(), 1, "{name}:\n{table}");
        }
    }
}
