//! Whether the description and the code say the same. What is planned must not be there yet, all
//! else must; and nothing may be there that is not described.
//!
//! Attributes, properties and methods are read from the class itself, run by node; what only the
//! widget can honour also from its source, as are parts, states, events and custom properties.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::description::{Description, Named, camel};
use crate::{process, workspace::Workspace};

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
pub(crate) fn differences(workspace: &Workspace) -> Result<Vec<String>> {
    let description = Description::read(workspace)?;
    let class = ask(&workspace.join("embed/batch-status-element.js"))?;
    let code = Code::read(workspace)?;
    let mut found = of_class(&description, &class);
    found.extend(of_planned(&description, &code));
    found.extend(of_names(&description, &code));
    Ok(found)
}

fn ask(module: &Path) -> Result<Class> {
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", ASK]).arg(module);
    let answer = process::output(&mut node)?;
    serde_json::from_str(&answer).context("reading what the class says of itself")
}

/// The class has the whole contract, planned or not: what it cannot do yet it hands on.
fn of_class(description: &Description, class: &Class) -> Vec<String> {
    let names = |list: &mut dyn Iterator<Item = &str>| -> BTreeSet<String> {
        list.map(str::to_owned).collect()
    };
    let attributes = names(&mut description.attributes.iter().map(|it| it.name.as_str()));
    let methods = names(&mut description.methods.iter().map(|it| it.name.as_str()));
    let statics = names(&mut description.statics.iter().map(|it| it.name.as_str()));
    let mut properties = names(&mut description.properties.iter().map(|it| it.name.as_str()));
    let own = description.attributes.iter().filter(|it| !it.native);
    properties.extend(own.map(|it| camel(&it.name)));
    [
        compare("attribute", &attributes, &class.observed),
        compare("property", &properties, &class.accessors),
        compare("method", &methods, &class.methods),
        compare("static", &statics, &class.statics),
    ]
    .concat()
}

fn compare(what: &str, described: &BTreeSet<String>, there: &BTreeSet<String>) -> Vec<String> {
    let missing = described.difference(there).map(|it| format!("{what} {it}: not in the code"));
    missing
        .chain(there.difference(described).map(|it| format!("{what} {it}: not described")))
        .collect()
}

/// The source, by file from the root of the repository.
struct Code(Vec<(String, String)>);

impl Code {
    fn read(workspace: &Workspace) -> Result<Self> {
        let mut files = Vec::new();
        for dir in ["src", "embed", "style", "campaign/src"] {
            collect(&workspace.join(dir), &mut files)?;
        }
        let named = files.into_iter().map(|path| {
            let name = path.strip_prefix(workspace.root()).unwrap_or(&path);
            let name = name.to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&path).with_context(|| format!("reading {name}"))?;
            Ok((name, text))
        });
        Ok(Self(named.collect::<Result<_>>()?))
    }

    /// Whether a file under `place` holds `text`.
    fn has(&self, place: &str, text: &str) -> bool {
        self.under(place).any(|file| file.contains(text))
    }

    fn under(&self, place: &str) -> impl Iterator<Item = &str> {
        let is_there = move |name: &str| name == place || name.starts_with(&format!("{place}/"));
        self.0.iter().filter(move |(name, _)| is_there(name)).map(|(_, text)| text.as_str())
    }
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| format!("reading {}", dir.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|it| ["rs", "js", "css"].iter().any(|e| it == *e)) {
            files.push(path);
        }
    }
    Ok(())
}

/// What is planned is not in the source yet, and all else is.
fn of_planned(description: &Description, code: &Code) -> Vec<String> {
    let checked = |name: &str| {
        let field = format!("pub {}:", name.replace('-', "_"));
        ("campaign/src/config/attributes.rs".to_owned(), field)
    };
    let given = |name: &str| ("src/shell/settings.rs".to_owned(), format!("fn {}(", snake(name)));
    let export = |name: &str| ("src/shell/element.rs".to_owned(), name.to_owned());
    let mut things = Vec::new();
    for it in &description.attributes {
        let seen = it.seen.clone().unwrap_or_else(|| checked(&it.name));
        things.push(("attribute", &it.name, it.planned, seen));
    }
    for it in &description.properties {
        let seen = it.seen.clone().unwrap_or_else(|| given(&it.name));
        things.push(("property", &it.name, it.planned, seen));
    }
    for it in &description.methods {
        let seen = it.seen.clone().unwrap_or_else(|| export(&it.name));
        things.push(("method", &it.name, it.planned, seen));
    }
    for it in &description.events {
        let seen = ("embed".to_owned(), format!("\"{}\"", it.name));
        things.push(("event", &it.name, it.planned, seen));
    }
    for it in &description.slots {
        let seen = it.seen.clone();
        let seen =
            seen.unwrap_or_else(|| ("src/ui".to_owned(), format!("PageSlot name=\"{}\"", it.name)));
        things.push(("slot", &it.name, it.planned, seen));
    }
    for it in &description.states {
        let seen = ("campaign/src/widget/stage.rs".to_owned(), format!("\"{}\"", it.name));
        things.push(("state", &it.name, it.planned, seen));
    }
    let found = things.into_iter().filter_map(|(what, name, planned, (place, text))| {
        match (planned, code.has(&place, &text)) {
            (true, true) => Some(format!("{what} {name}: planned, and in {place}: publish it")),
            (false, false) => Some(format!("{what} {name}: no {text} in {place}")),
            _ => None,
        }
    });
    found.collect()
}

/// `tokenProvider` as Rust writes it.
fn snake(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            words.push('_');
        }
        words.push(letter.to_ascii_lowercase());
    }
    words
}

/// Parts and custom properties are plain names in the source, so that both sides can be listed.
fn of_names(description: &Description, code: &Code) -> Vec<String> {
    let named = |list: &[Named]| Description::there(list).map(|it| it.name.clone()).collect();
    let prefix = format!("--{}-", description.tag);
    let read = ["style", "embed", "src"]
        .iter()
        .flat_map(|place| code.under(place))
        .flat_map(|text| names_after(text, &format!("var({prefix}")))
        .collect();
    let described = description.custom_properties.iter().map(|it| it.name.clone()).collect();
    let parts =
        ["src/ui", "embed"].iter().flat_map(|place| code.under(place)).flat_map(parts).collect();
    [
        compare("part", &named(&description.parts), &parts),
        compare("custom property", &described, &read),
    ]
    .concat()
}

/// The words of `part="several words"` and `part: "word"`, and all in quotes of a function `part_of`.
fn parts(text: &str) -> Vec<String> {
    let mut found = quoted_after(text, " part=");
    found.extend(quoted_after(text, " part: "));
    if let Some((_, rest)) = text.split_once("fn part_of(") {
        let body = rest.split_once("\n}").map_or("", |(body, _)| body);
        found.extend(body.split('"').skip(1).step_by(2).map(str::to_owned));
    }
    found
}

fn names_after(text: &str, mark: &str) -> Vec<String> {
    let name = |(at, _): (usize, &str)| {
        let rest = text.get(at + mark.len()..).unwrap_or_default();
        let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '-')).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default().to_owned()
    };
    text.match_indices(mark).map(name).collect()
}

fn quoted_after(text: &str, mark: &str) -> Vec<String> {
    let words = |(at, _): (usize, &str)| {
        let rest = text.get(at + mark.len()..)?.strip_prefix('"')?;
        Some(rest.split_once('"')?.0)
    };
    let quoted = text.match_indices(mark).filter_map(words);
    quoted.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_in_every_form() {
        let text = "<tr part=\"row\"> { part: \"error\" } <i part=part> <b part=\"a b-c\">\n    \
                    fn part_of() -> String {\n    \"banner\".into()\n}\n\"no\"";
        assert_eq!(parts(text), ["row", "a", "b-c", "error", "banner"]);
    }

    #[test]
    fn both_sides_of_a_difference_are_told() {
        let set = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(
            compare("part", &set(&["a", "b"]), &set(&["b", "c"])),
            ["part a: not in the code", "part c: not described"]
        );
    }
}
