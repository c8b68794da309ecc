//! Whether the description and the code say the same: all that is described must be there, and
//! nothing else may.
//!
//! Attributes, properties and methods are read from the class itself, run by node; what only the
//! widget can honour also from its source, as are parts, states, events and custom properties.

use std::{collections::BTreeSet, path::Path, process::Command};

use anyhow::{Context, Result};
use fs_err as fs;
use serde::Deserialize;

use super::description::{Description, Item, camel};
use crate::{
    process,
    tools::{self, ESBUILD},
    workspace,
};

/// What the class says of itself.
#[derive(Deserialize)]
struct Class {
    observed: BTreeSet<String>,
    accessors: BTreeSet<String>,
    methods: BTreeSet<String>,
    statics: BTreeSet<String>,
}

/// From its text, with all that it imports: as a file, node would want a package.json beside it that says module.
const ASK: &str = r#"
const { BatchStatus } = await import(`data:text/javascript,${encodeURIComponent(process.argv[1])}`);
const own = Object.entries(Object.getOwnPropertyDescriptors(BatchStatus.prototype));
const callbacks = /^(constructor|(connected|disconnected|adopted|attributeChanged|connectedMove)(Move)?Callback)$/;
const named = own.filter(([name]) => !callbacks.test(name));
const statics = Object.getOwnPropertyNames(BatchStatus);
console.log(JSON.stringify({
  observed: BatchStatus.observedAttributes,
  accessors: named.filter(([, it]) => it.get || it.set).map(([name]) => name),
  methods: named.filter(([, it]) => typeof it.value === "function").map(([name]) => name),
  statics: statics.filter((name) => !["length", "name", "prototype", "observedAttributes"].includes(name)),
}));
"#;

/// One line for each thing on which they disagree.
pub(crate) fn differences() -> Result<Vec<String>> {
    let description = Description::read()?;
    let class = ask(&workspace::join("embed/batch-status-element.js"))?;
    let mut found = of_class(&description, &class);
    found.extend(unseen(&description)?);
    found.extend(of_names(&description)?);
    Ok(found)
}

fn ask(module: &Path) -> Result<Class> {
    let mut esbuild = Command::new(tools::ensure(&ESBUILD)?);
    let text = process::output(esbuild.arg(module).args(["--bundle", "--format=esm"]))?;
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", ASK, &text]);
    let answer = process::output(&mut node)?;
    serde_json::from_str(&answer).context("reading what the class says of itself")
}

/// What the class cannot do by itself it hands on, so that it has the whole contract.
fn of_class(description: &Description, class: &Class) -> Vec<String> {
    let Description { attributes, properties, methods, statics, .. } = description;
    let mirrors = attributes.iter().filter(|it| !it.native).map(|it| camel(&it.name));
    [
        compare("attribute", names(attributes), &class.observed),
        compare("property", names(properties).chain(mirrors), &class.accessors),
        compare("method", names(methods), &class.methods),
        compare("static", names(statics), &class.statics),
    ]
    .concat()
}

fn names(items: &[Item]) -> impl Iterator<Item = String> {
    items.iter().map(|it| it.name.clone())
}

fn compare(
    what: &str,
    described: impl Iterator<Item = String>,
    there: &BTreeSet<String>,
) -> Vec<String> {
    let described: BTreeSet<_> = described.collect();
    let missing = described.difference(there).map(|it| format!("{what} {it}: not in the code"));
    let unknown = there.difference(&described).map(|it| format!("{what} {it}: not described"));
    missing.chain(unknown).collect()
}

/// The text that shows that a thing of that name is there.
type Shown = fn(&str) -> String;

/// What is described and not in the source: for each kind where it should be, and as what text.
fn unseen(description: &Description) -> Result<Vec<String>> {
    let Description { attributes, properties, methods, events, slots, states, .. } = description;
    let quoted: Shown = |name| format!("\"{name}\"");
    let field: Shown = |name| format!("pub {}:", name.replace('-', "_"));
    let setter: Shown = |name| format!("fn {}(", snake(name));
    let slot: Shown = |name| format!("PageSlot name=\"{name}\"");
    let rules: [(&str, &[Item], &str, Shown); 6] = [
        ("attribute", attributes, "campaign/src/config/attributes.rs", field),
        ("property", properties, "src/shell/settings.rs", setter),
        ("method", methods, "src/shell/element.rs", str::to_owned),
        ("event", events, "embed", quoted),
        ("slot", slots, "src/ui", slot),
        ("state", states, "campaign/src/widget/stage.rs", quoted),
    ];
    let mut missing = Vec::new();
    for (what, items, place, text) in rules {
        for Item { name, seen, .. } in items {
            let seen = seen.clone();
            let (place, text) = seen.unwrap_or_else(|| (place.to_owned(), text(name)));
            if !source(&workspace::join(&place))?.contains(&text) {
                missing.push(format!("{what} {name}: no {text} in {place}"));
            }
        }
    }
    Ok(missing)
}

/// `token_provider` for `tokenProvider`, as Rust writes it.
fn snake(name: &str) -> String {
    name.chars().fold(String::new(), |snake, letter| {
        let underscore = if letter.is_ascii_uppercase() { "_" } else { "" };
        snake + underscore + &letter.to_lowercase().to_string()
    })
}

/// The text of a source file, or of all those in a folder.
fn source(path: &Path) -> Result<String> {
    if path.is_dir() {
        return workspace::files(path)?.iter().map(|path| source(path)).collect();
    }
    let is_source = path.extension().is_some_and(|it| it == "rs" || it == "js" || it == "css");
    Ok(if is_source { fs::read_to_string(path)? } else { String::new() })
}

/// Parts and custom properties are plain names in the source, so that both sides can be listed.
fn of_names(description: &Description) -> Result<Vec<String>> {
    let read = |folder| source(&workspace::join(folder));
    let markup = read("src/ui")? + &read("embed")?;
    let styles = read("style")? + &read("embed")? + &read("src")?;
    let variable = format!("var(--{}-", description.tag);
    let variables = styles.split(&variable).skip(1).map(|rest| {
        let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '-'));
        rest.split_at(end.unwrap_or(rest.len())).0.to_owned()
    });
    Ok([
        compare("part", names(&description.parts), &parts(&markup)),
        compare("custom property", names(&description.custom_properties), &variables.collect()),
    ]
    .concat())
}

/// The words of `part="several words"` and `part: "word"`, and all in quotes of functions `part_of`.
fn parts(text: &str) -> BTreeSet<String> {
    let after = |mark| text.split(mark).skip(1).filter_map(|rest: &str| rest.split('"').next());
    let words = after(" part=\"").chain(after(" part: \"")).flat_map(str::split_whitespace);
    let bodies = text.split("fn part_of(").skip(1).filter_map(|rest| rest.split("\n}").next());
    // Between quotes is every second piece.
    let quoted = bodies.flat_map(|body| body.split('"').skip(1).step_by(2));
    words.chain(quoted).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_in_every_form() {
        let text = "<tr part=\"row\"> { part: \"error\" } <i part=part> <b part=\"a b-c\">\n    \
                    fn part_of() -> String {\n    \"banner\".into()\n}\n\"no\"";
        let expected = ["row", "a", "b-c", "error", "banner"];
        assert_eq!(parts(text), expected.map(str::to_owned).into());
    }

    #[test]
    fn both_sides_of_a_difference_are_told() {
        let set = |names: [&str; 2]| BTreeSet::from(names.map(str::to_owned));
        assert_eq!(
            compare("part", set(["a", "b"]).into_iter(), &set(["b", "c"])),
            ["part a: not in the code", "part c: not described"]
        );
    }
}
