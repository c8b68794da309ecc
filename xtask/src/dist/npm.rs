//! The npm package: the same element, in the shape that bundlers want.
//!
//! The one thing that every bundler understands is an `import()` of a module, so all parts are modules: the wasms
//! packed into one each, the texts of a language as one, the glue as a function, since it has to run once for each
//! instance and a module runs only once. The worker alone needs an address; where a bundler does not see
//! `new URL("./name", import.meta.url)`, the page does its work, unless it names a folder that has the file. `cdn/` holds
//! the files of the static host as they are, for such folders and for those who load from a copy of the registry.

use std::io::Write;

use anyhow::{Context, Result};
use base64::{Engine, prelude::BASE64_STANDARD};
use flate2::{Compression, write::GzEncoder};
use fs_err as fs;
use serde_json::json;

use super::{
    FRAME,
    files::{Folder, hashed, integrity},
    parts::{Part, Parts},
    sources::{self, CLASS, CORE, CORE_FILES, DIAGNOSE, ENTRY, HOW_PARTS_COME, Sources},
};
use crate::{
    package::{
        description::{Access, Description},
        manifests, reference, types,
    },
    workspace,
};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const RECORDING: &str = "page/recording.json";
/// All names of parts begin so. What a part imports by such a name stays an import.
const PARTS: &str = "--external:./batch-status-*";

/// Writes the package into `out`; `cdn` holds the files of the static host.
pub(super) fn write(sources: &Sources, parts: &Parts, cdn: &Folder, out: &Folder) -> Result<()> {
    sources.put(HOW_PARTS_COME, &workspace::join("package/parts.js"))?;
    sources.set_files(CORE_FILES, &parts_of_core(sources, parts, out)?)?;
    out.write(CORE, sources.bundle(CORE, &[PARTS])?)?;
    out.write(DIAGNOSE, sources.bundle(DIAGNOSE, &[])?)?;
    let files = format!("{{ core: {}, diagnose: {} }}", import(CORE), import(DIAGNOSE));
    sources.set_files(CLASS, &files)?;
    // A bundler may put the path of the machine that it runs on in the place of a module's address.
    sources.replace(CLASS, "import.meta.url", "globalThis.location?.href")?;
    out.write("class.js", sources.bundle(CLASS, &[PARTS])?)?;
    sources.replace(ENTRY, &format!("\"./{CLASS}\""), "\"./class.js\"")?;
    out.write("define.js", sources.bundle(ENTRY, &["--external:./class.js"])?)?;
    out.write(
        "index.js",
        "import \"./define.js\";\nexport { BatchStatus } from \"./class.js\";\n",
    )?;
    out.write("package.json", package_json()?)?;
    let description = Description::read()?;
    out.write("react.js", react(&description)?)?;
    descriptions(&description, out)?;
    copy_cdn(cdn, out)?;
    out.copy("", &workspace::join("package/types"))?;
    out.copy("README.md", &workspace::join("package/README.md"))?;
    out.write("llms.txt", reference::for_models(&description))?;
    out.copy("cli.js", &workspace::join("package/cli.js"))?;
    for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
        out.copy(license, &workspace::join(license))?;
    }
    Ok(())
}

/// Writes what the core loads, each part as a module, and gives the object by which the core imports them.
fn parts_of_core(sources: &Sources, parts: &Parts, out: &Folder) -> Result<String> {
    let mut members = Vec::new();
    for part in &parts.files {
        members.push(format!("{}: {}", part.key, part_of_core(sources, part, out)?));
    }
    let mut languages = Vec::new();
    for Part { key, bytes, .. } in &parts.languages {
        let file = format!("batch-status-{key}.js");
        let texts = serde_json::to_string(str::from_utf8(bytes)?)?;
        out.write(&file, format!("export default {texts};\n"))?;
        languages.push(format!("{key}: {}.then((it) => it.default)", import(&file)));
    }
    members.push(format!("lang: {{ {} }}", languages.join(", ")));
    Ok(format!("{{ {} }}", members.join(", ")))
}

fn part_of_core(
    sources: &Sources,
    Part { key, file, bytes }: &Part,
    out: &Folder,
) -> Result<String> {
    Ok(match (key.as_str(), file.strip_suffix("_bg.wasm")) {
        (_, Some(stem)) => {
            let file = format!("{stem}-wasm.js");
            out.write(&file, packed(bytes)?)?;
            format!("{}.then((it) => it.compile())", import(&file))
        }
        ("glue", _) => {
            out.write(file, sources.as_function(str::from_utf8(bytes)?)?)?;
            format!("{}.then((it) => it.run())", import(file))
        }
        ("worker", _) => {
            out.write(file, bytes)?;
            let copied = json!([hashed(file, bytes)?, integrity(bytes)]);
            let bundled = format!("() => new URL(\"./{file}\", import.meta.url).href");
            format!("{{ file: {copied}, bundled: {bundled} }}")
        }
        _ => {
            out.write(file, bytes)?;
            import(file)
        }
    })
}

fn import(file: &str) -> String {
    format!("() => import(\"./{file}\")")
}

/// The module that a wasm is packed into: `package/wasm.js`.
fn packed(wasm: &[u8]) -> Result<String> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(wasm)?;
    let text = BASE64_STANDARD.encode(gzip.finish()?);
    let module = fs::read_to_string(workspace::join("package/wasm.js"))?;
    sources::replaced_once(&module, "PACKED = \"\"", &format!("PACKED = \"{text}\""))
}

/// The component for React, with the names that it tells apart.
fn react(description: &Description) -> Result<String> {
    let text = fs::read_to_string(workspace::join("package/react.js"))?;
    let properties = description.properties.iter().filter(|it| it.access != Access::ReadOnly);
    let properties: Vec<_> = properties.map(|it| &it.name).collect();
    let events: Vec<_> = description.events.iter().map(|it| &it.name).collect();
    let text = sources::replaced_once(
        &text,
        "PROPERTIES = []",
        &format!("PROPERTIES = {}", serde_json::to_string(&properties)?),
    )?;
    sources::replaced_once(
        &text,
        "EVENTS = []",
        &format!("EVENTS = {}", serde_json::to_string(&events)?),
    )
}

fn descriptions(description: &Description, out: &Folder) -> Result<()> {
    out.write("class.d.ts", types::class(description))?;
    out.write("index.d.ts", "export * from \"./class.js\";\n")?;
    out.write_json("custom-elements.json", &manifests::custom_elements(description))?;
    out.write_json("web-types.json", &manifests::web_types(description, VERSION))?;
    out.write_json("html-custom-data.json", &manifests::html_custom_data(description))
}

/// As it stands in the repository, where the order of conditions is kept; with the version.
fn package_json() -> Result<String> {
    let text = fs::read_to_string(workspace::join("package/package.json"))?;
    let version = format!("\"version\": \"{VERSION}\"");
    sources::replaced_once(&text, "\"version\": \"0.0.0\"", &version)
        .context("package/package.json")
}

/// All but the demo page, which is no part of the element; of its files the campaign that shows the element without a key.
fn copy_cdn(cdn: &Folder, out: &Folder) -> Result<()> {
    for path in workspace::files(cdn.path())? {
        let name = workspace::name(&path);
        let others = [&FRAME[..], &["integrity.json", "themes"]].concat();
        if name.starts_with("batch-status") || others.contains(&name.as_str()) {
            out.copy(&format!("cdn/{name}"), &path)?;
        }
    }
    out.copy(&format!("cdn/{RECORDING}"), &cdn.path().join(RECORDING))
}
