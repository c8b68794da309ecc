//! Whether the description and the code say the same: all that is described must be there, and
//! nothing else may.
//!
//! Attributes, properties and methods are read from the class itself, run by node; what only the
//! widget can honour also from its source, as are parts, states, events and custom properties.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::description::{Description, Seen, camel};
use crate::{process, workspace};

/// What the class says of itself.
#[derive(Deserialize)]
struct Class {
    observed: BTreeSet<String>,
    accessors: BTreeSet<String>,
    methods: BTreeSet<String>,
    statics: BTreeSet<String>,
}

/// From its text: as a file, node would want a package.json beside it that says module.
const ASK: &str = r#"
import { readFileSync } from "node:fs";
const text = readFileSync(process.argv[1], "utf8");
const { BatchStatus } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
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
    for Described { what, name, place, text } in described(&description) {
        if !source(&workspace::join(&place))?.contains(&text) {
            found.push(format!("{what} {name}: no {text} in {place}"));
        }
    }
    found.extend(of_names(&description)?);
    Ok(found)
}

fn ask(module: &Path) -> Result<Class> {
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", ASK]).arg(module);
    let answer = process::output(&mut node)?;
    serde_json::from_str(&answer).context("reading what the class says of itself")
}

/// What the class cannot do by itself it hands on, so that it has the whole contract.
fn of_class(description: &Description, class: &Class) -> Vec<String> {
    let attributes = description.attributes.iter();
    let mirrors = attributes.clone().filter(|it| !it.native).map(|it| camel(&it.name));
    let properties = description.properties.iter().map(|it| it.name.clone());
    let methods = description.methods.iter().map(|it| it.name.clone());
    let statics = description.statics.iter().map(|it| it.name.clone());
    [
        compare("attribute", attributes.map(|it| it.name.clone()), &class.observed),
        compare("property", properties.chain(mirrors), &class.accessors),
        compare("method", methods, &class.methods),
        compare("static", statics, &class.statics),
    ]
    .concat()
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

/// Something that is described, and the text that shows where the source has it.
struct Described<'a> {
    what: &'static str,
    name: &'a str,
    place: String,
    text: String,
}

fn described(description: &Description) -> Vec<Described<'_>> {
    let mut all = Vec::new();
    let mut add = |what, name, seen: &Seen, place: &str, text: String| {
        let (place, text) = seen.clone().unwrap_or_else(|| (place.to_owned(), text));
        all.push(Described { what, name, place, text });
    };
    for it in &description.attributes {
        let field = format!("pub {}:", it.name.replace('-', "_"));
        add("attribute", &it.name, &it.seen, "campaign/src/config/attributes.rs", field);
    }
    for it in &description.properties {
        let setter = format!("fn {}(", snake(&it.name));
        add("property", &it.name, &it.seen, "src/shell/settings.rs", setter);
    }
    for it in &description.methods {
        add("method", &it.name, &it.seen, "src/shell/element.rs", it.name.clone());
    }
    for it in &description.events {
        add("event", &it.name, &None, "embed", format!("\"{}\"", it.name));
    }
    for it in &description.slots {
        add("slot", &it.name, &it.seen, "src/ui", format!("PageSlot name=\"{}\"", it.name));
    }
    for it in &description.states {
        let stage = "campaign/src/widget/stage.rs";
        add("state", &it.name, &None, stage, format!("\"{}\"", it.name));
    }
    all
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
    if !path.is_dir() {
        let is_source = path.extension().is_some_and(|it| it == "rs" || it == "js" || it == "css");
        let text = if is_source { fs::read_to_string(path) } else { Ok(String::new()) };
        return text.with_context(|| format!("reading {}", path.display()));
    }
    fs::read_dir(path)?.map(|entry| source(&entry?.path())).collect()
}

/// Parts and custom properties are plain names in the source, so that both sides can be listed.
fn of_names(description: &Description) -> Result<Vec<String>> {
    let read = |folder| source(&workspace::join(folder));
    let markup = read("src/ui")? + &read("embed")?;
    let styles = read("style")? + &read("embed")? + &read("src")?;
    let variable = format!("var(--{}-", description.tag);
    let names = styles.split(&variable).skip(1).map(|rest| {
        let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '-'));
        rest.split_at(end.unwrap_or(rest.len())).0.to_owned()
    });
    let described = description.custom_properties.iter().map(|it| it.name.clone());
    Ok([
        compare("part", description.parts.iter().map(|it| it.name.clone()), &parts(&markup)),
        compare("custom property", described, &names.collect()),
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
