//! The npm package: the same element, in the shape that bundlers want.
//!
//! A bundler moves and renames files, and knows of those alone that it sees as
//! `new URL("./name", import.meta.url)`. So the class names all of them in that way, under their
//! plain names, and hands the list to the core, which itself is such a file. `cdn/` holds the files
//! of the static host as they are, for those who load from a copy of the registry.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::{
    App,
    embed::{CLASS, CORE, CORE_FILES, DIAGNOSE, ENTRY, Sources, TABS, WORKER},
    files::Folder,
    languages::Language,
};
use crate::{
    package::{description::Description, manifests, types},
    workspace::Workspace,
};

const GLUE: &str = "batch-status-app.js";
const WASM: &str = "batch-status-app_bg.wasm";
const ENGINE: &str = "batch-status-engine_bg.wasm";
/// What bundlers put into the bundle as a `data:` address when it is smaller, which policies refuse.
const INLINED_BELOW: usize = 4096;
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes the package into `out`; `cdn` holds the files of the static host.
pub(super) fn write(
    workspace: &Workspace,
    sources: &Sources,
    app: &App,
    languages: &[Language],
    cdn: &Folder,
    out: &Folder,
) -> Result<()> {
    let languages: Vec<_> =
        languages.iter().map(|it| (it, format!("batch-status-{}.txt", it.code))).collect();
    for (Language { text, .. }, name) in &languages {
        asset(out, name, padded(text).as_bytes())?;
    }
    asset(out, GLUE, &app.glue)?;
    asset(out, WASM, &app.wasm)?;
    asset(out, ENGINE, &app.engine.bytes)?;
    asset(out, WORKER, &sources.worker(app)?)?;
    let shared = format!("globalThis[Symbol.for(\"batch-status {VERSION}\")]");
    sources.set_files(CORE_FILES, &shared)?;
    asset(out, CORE, &unseen_imports(sources.bundle(CORE, &[])?)?)?;
    for file in [DIAGNOSE, TABS] {
        let bytes = unseen_imports(sources.bundle(file, &[])?)?;
        asset(out, file, padded(&String::from_utf8_lossy(&bytes)).as_bytes())?;
    }
    sources.set_files(CLASS, &format!("({shared} = {})", addresses(&languages)))?;
    out.write("class.js", &unseen_imports(sources.bundle(CLASS, &[])?)?)?;
    sources.reimport(ENTRY, &format!("\"./{CLASS}\""), "\"./class.js\"")?;
    out.write("define.js", &sources.bundle(ENTRY, &["--external:./class.js"])?)?;
    out.write(
        "index.js",
        b"import \"./define.js\";\nexport { BatchStatus } from \"./class.js\";\n",
    )?;
    out.write("package.json", package_json(workspace)?.as_bytes())?;
    descriptions(workspace, out)?;
    copy_cdn(cdn, out)?;
    for (name, from) in [
        ("", "package/types"),
        ("LICENSE-MIT", "LICENSE-MIT"),
        ("LICENSE-APACHE", "LICENSE-APACHE"),
        ("README.md", "package/README.md"),
    ] {
        out.copy(name, &workspace.join(from))?;
    }
    Ok(())
}

fn asset(out: &Folder, name: &str, bytes: &[u8]) -> Result<()> {
    ensure!(bytes.len() >= INLINED_BELOW, "{name} is so small that bundlers would inline it");
    out.write(name, bytes)
}

/// A short file, made long enough: empty lines mean nothing in any.
fn padded(text: &str) -> String {
    let missing = INLINED_BELOW.saturating_sub(text.len());
    text.to_owned() + &"\n".repeat(missing)
}

/// Every file as a bundler sees it. No hashes: it may change the bytes.
fn addresses(languages: &[(&Language, String)]) -> String {
    let address = |name: &str| format!("[new URL(\"./{name}\", import.meta.url).href, \"\"]");
    let lang = languages
        .iter()
        .map(|(language, name)| format!("\"{}\": {}", language.code, address(name)))
        .collect::<Vec<_>>();
    let mut all = [
        ("core", CORE),
        ("diagnose", DIAGNOSE),
        ("glue", GLUE),
        ("wasm", WASM),
        ("worker", WORKER),
        ("engine", ENGINE),
        ("tabs", TABS),
    ]
    .map(|(name, file)| format!("{name}: {}", address(file)))
    .to_vec();
    all.push(format!("lang: {{ {} }}", lang.join(", ")));
    format!("{{ {} }}", all.join(", "))
}

/// Addresses are known at run time only: webpack would replace these imports by an error, and Vite
/// warns of them.
fn unseen_imports(minified: Vec<u8>) -> Result<Vec<u8>> {
    let text = String::from_utf8(minified).context("JavaScript that is not UTF-8")?;
    Ok(text.replace("import(", "import(/* webpackIgnore: true */ /* @vite-ignore */ ").into_bytes())
}

fn descriptions(workspace: &Workspace, out: &Folder) -> Result<()> {
    let description = Description::read(workspace)?;
    let class = types::class(&description);
    out.write("class.d.ts", class.as_bytes())?;
    out.write("index.d.ts", b"export * from \"./class.js\";\n")?;
    for (name, value) in [
        ("custom-elements.json", manifests::custom_elements(&description)),
        ("web-types.json", manifests::web_types(&description, VERSION)),
        ("html-custom-data.json", manifests::html_custom_data(&description)),
    ] {
        let text = serde_json::to_string_pretty(&value)?;
        out.write(name, format!("{text}\n").as_bytes())?;
    }
    Ok(())
}

/// As it stands in the repository, where the order of conditions is kept; with the version.
fn package_json(workspace: &Workspace) -> Result<String> {
    let text = fs::read_to_string(workspace.join("package/package.json")).context("reading it")?;
    let version = "\"version\": \"0.0.0\"";
    ensure!(text.matches(version).count() == 1, "package/package.json has no {version}");
    Ok(text.replace(version, &format!("\"version\": \"{VERSION}\"")))
}

/// All but the page, which is no part of the element.
fn copy_cdn(cdn: &Folder, out: &Folder) -> Result<()> {
    for file in fs::read_dir(cdn.path())? {
        let file = file?;
        let name = file.file_name().to_string_lossy().into_owned();
        if name.starts_with("batch-status") || name == "integrity.json" {
            out.copy(&format!("cdn/{name}"), &file.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_language_is_padded_and_a_long_one_is_not() {
        assert_eq!(padded(": de\n").len(), INLINED_BELOW);
        assert_eq!(padded(": de\n").trim_end(), ": de");
        let long = "x".repeat(INLINED_BELOW);
        assert_eq!(padded(&long), long);
    }

    #[test]
    fn imports_of_addresses_are_hidden_from_bundlers() {
        let hidden =
            unseen_imports(b"await import(href);import{a}from\"./a.js\"".to_vec()).unwrap();
        assert_eq!(
            String::from_utf8(hidden).unwrap(),
            "await import(/* webpackIgnore: true */ /* @vite-ignore */ href);import{a}from\"./a.js\""
        );
    }
}
