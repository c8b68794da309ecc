//! Every link within the documents leads to a file, and to a heading of it where it names one. So do
//! the places in the code that name a document.

// It reads files, so it is nothing for browsers.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a file that cannot be read is a failure of the test")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// Where code and documents lie. A folder that is not there is passed over.
const PLACES: [&str; 15] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs",
    "package",
    "examples",
    "e2e",
    "src",
    "campaign",
    "engine",
    "embed",
    "mock-api",
    "xtask",
    "style",
];
const CODE: [&str; 6] = ["rs", "js", "mjs", "ts", "css", "md"];
/// Folders with the work of others.
const FOREIGN: [&str; 6] = ["node_modules", "target", "dist", "npm", "test-results", "report"];

#[test]
fn every_link_leads_somewhere() {
    let documents = files().into_iter().filter(|path| path.extension() == Some(OsStr::new("md")));
    let broken: Vec<_> = documents.flat_map(|path| broken_links(&path)).collect();
    assert_eq!(broken, [""; 0]);
}

#[test]
fn every_document_that_is_named_is_there() {
    let broken: Vec<_> = files().into_iter().flat_map(|path| broken_references(&path)).collect();
    assert_eq!(broken, [""; 0]);
}

#[test]
fn headings_are_addressed_as_hosts_do_it() {
    for (heading, expected) in [
        ("Try it", "try-it"),
        ("A `code` word, and more", "a-code-word-and-more"),
        ("Re-runs", "re-runs"),
    ] {
        assert_eq!(anchor(heading), expected);
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for place in PLACES {
        collect(&root().join(place), &mut files);
    }
    files
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    if path.is_dir() && !FOREIGN.contains(&name) {
        for entry in fs::read_dir(path).unwrap() {
            collect(&entry.unwrap().path(), files);
        }
    } else if path.is_file() && CODE.iter().any(|end| path.extension() == Some(OsStr::new(end))) {
        files.push(path.to_owned());
    }
}

/// The links of a document that lead nowhere. Addresses of the web are not tried.
fn broken_links(document: &Path) -> Vec<String> {
    let text = fs::read_to_string(document).unwrap();
    let links = text.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0));
    let is_broken = |link: &&str| !link.contains("://") && !leads_somewhere(document, link);
    links.filter(is_broken).map(|link| format!("{}: {link}", document.display())).collect()
}

/// What a file names as `docs/name.md` or `docs/name.md#heading`, and is not there.
fn broken_references(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let is_part = |it: char| it.is_ascii_alphanumeric() || "/.-#".contains(it);
    let named = text.match_indices("docs/").map(|(at, _)| {
        let rest = &text[at..];
        rest[..rest.find(|it| !is_part(it)).unwrap_or(rest.len())].trim_end_matches('.')
    });
    let is_broken = |name: &&str| name.contains(".md") && !leads_somewhere(&root().join("x"), name);
    named.filter(is_broken).map(|name| format!("{}: {name}", file.display())).collect()
}

/// Whether the link of a file leads to a file, and to a heading of it where it names one.
fn leads_somewhere(from: &Path, link: &str) -> bool {
    let (file, heading) = link.split_once('#').unwrap_or((link, ""));
    let path = if file.is_empty() { from.to_owned() } else { from.with_file_name(file) };
    path.exists() && (heading.is_empty() || anchors(&path).iter().any(|it| it == heading))
}

/// The addresses of a document's headings, as hosts of repositories make them.
fn anchors(document: &Path) -> Vec<String> {
    let text = fs::read_to_string(document).unwrap();
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings.map(|line| anchor(line.trim_start_matches('#').trim())).collect()
}

fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|it| it.is_alphanumeric() || " -_".contains(*it));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}
