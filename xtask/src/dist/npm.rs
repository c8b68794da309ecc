//! The npm package: the same element, in the shape that bundlers want.
//!
//! A bundler moves and renames files, and knows of those alone that it sees as
//! `new URL("./name", import.meta.url)`. So the class names all of them in that way, under their
//! plain names, and hands the list to the core, which itself is such a file. `cdn/` holds the files
//! of the static host as they are, for those who load from a copy of the registry.

use anyhow::{Context, Result, ensure};
use fs_err as fs;

use super::{
    files::Folder,
    parts::{Part, Parts},
    sources::{self, CLASS, CORE, CORE_FILES, DIAGNOSE, ENTRY, Sources},
};
use crate::{
    package::{description::Description, manifests, types},
    workspace,
};

/// What bundlers put into the bundle as a `data:` address when it is smaller, which policies refuse.
const INLINED_BELOW: usize = 4096;
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes the package into `out`; `cdn` holds the files of the static host.
pub(super) fn write(sources: &Sources, parts: &Parts, cdn: &Folder, out: &Folder) -> Result<()> {
    let shared = format!("globalThis[Symbol.for(\"batch-status {VERSION}\")]");
    sources.set_files(CORE_FILES, &shared)?;
    let core = Part::new("core", CORE, sources.bundle(CORE, &[])?);
    let diagnose = Part::new("diagnose", DIAGNOSE, sources.bundle(DIAGNOSE, &[])?);
    let files = || [&core, &diagnose].into_iter().chain(&parts.files);
    for part in files().chain(&parts.languages) {
        out.write(&part.file, asset(part)?)?;
    }
    let languages = format!("lang: {{ {} }}", addresses(&parts.languages));
    let all = format!("{{ {}, {languages} }}", addresses(files()));
    sources.set_files(CLASS, &format!("({shared} = {all})"))?;
    out.write("class.js", unseen_imports(&sources.bundle(CLASS, &[])?))?;
    sources.reimport(ENTRY, &format!("\"./{CLASS}\""), "\"./class.js\"")?;
    out.write("define.js", sources.bundle(ENTRY, &["--external:./class.js"])?)?;
    out.write(
        "index.js",
        "import \"./define.js\";\nexport { BatchStatus } from \"./class.js\";\n",
    )?;
    out.write("package.json", package_json()?)?;
    descriptions(out)?;
    copy_cdn(cdn, out)?;
    out.copy("", &workspace::join("package/types"))?;
    out.copy("README.md", &workspace::join("package/README.md"))?;
    for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
        out.copy(license, &workspace::join(license))?;
    }
    Ok(())
}

/// The bytes of a file that bundlers leave a file.
fn asset(part: &Part) -> Result<Vec<u8>> {
    let bytes = match str::from_utf8(&part.bytes) {
        Ok(text) => padded(unseen_imports(text)).into_bytes(),
        Err(_) => part.bytes.clone(),
    };
    ensure!(
        bytes.len() >= INLINED_BELOW,
        "{} is so small that bundlers would inline it",
        part.file
    );
    Ok(bytes)
}

/// A short text, made long enough: empty lines mean nothing in any file.
fn padded(text: String) -> String {
    let missing = INLINED_BELOW.saturating_sub(text.len());
    text + &"\n".repeat(missing)
}

/// Every file as a bundler sees it. No hashes: it may change the bytes.
fn addresses<'a>(parts: impl IntoIterator<Item = &'a Part>) -> String {
    let address = |Part { key, file, .. }: &Part| {
        format!("\"{key}\": [new URL(\"./{file}\", import.meta.url).href, \"\"]")
    };
    parts.into_iter().map(address).collect::<Vec<_>>().join(", ")
}

/// Addresses are known at run time only: webpack would replace these imports by an error, and Vite
/// warns of them.
fn unseen_imports(minified: &str) -> String {
    minified.replace("import(", "import(/* webpackIgnore: true */ /* @vite-ignore */ ")
}

fn descriptions(out: &Folder) -> Result<()> {
    let description = Description::read()?;
    out.write("class.d.ts", types::class(&description))?;
    out.write("index.d.ts", "export * from \"./class.js\";\n")?;
    out.write_json("custom-elements.json", &manifests::custom_elements(&description))?;
    out.write_json("web-types.json", &manifests::web_types(&description, VERSION))?;
    out.write_json("html-custom-data.json", &manifests::html_custom_data(&description))
}

/// As it stands in the repository, where the order of conditions is kept; with the version.
fn package_json() -> Result<String> {
    let text = fs::read_to_string(workspace::join("package/package.json"))?;
    let version = format!("\"version\": \"{VERSION}\"");
    sources::replaced_once(&text, "\"version\": \"0.0.0\"", &version)
        .context("package/package.json")
}

/// All but the page, which is no part of the element.
fn copy_cdn(cdn: &Folder, out: &Folder) -> Result<()> {
    for path in workspace::files(cdn.path())? {
        let name = workspace::name(&path);
        if name.starts_with("batch-status") || name == "integrity.json" {
            out.copy(&format!("cdn/{name}"), &path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_language_is_padded_and_a_long_one_is_not() {
        let short = padded(": de\n".into());
        assert_eq!((short.len(), short.trim_end()), (INLINED_BELOW, ": de"));
        let long = "x".repeat(INLINED_BELOW);
        assert_eq!(padded(long.clone()), long);
    }

    #[test]
    fn imports_of_addresses_are_hidden_from_bundlers() {
        assert_eq!(
            unseen_imports("await import(href);import{a}from\"./a.js\""),
            "await import(/* webpackIgnore: true */ /* @vite-ignore */ href);import{a}from\"./a.js\""
        );
    }
}
