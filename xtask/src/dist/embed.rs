//! What a static host serves. `docs/element-and-wasm.md` says which file is made of what and in
//! which order.

use anyhow::Result;
use serde_json::{Map, Value, json};

use super::{
    files::{Folder, integrity},
    parts::{Part, Parts},
    sources::{CLASS, CORE, CORE_FILES, DIAGNOSE, ENTRY, Sources},
};

/// For pages without modules.
const CLASSIC: &str = "batch-status.classic.js";
/// Defines nothing and has no other side effect.
const CLASS_ALONE: &str = "batch-status.class.js";

/// The names of the files, of which every embed fetches some.
pub(super) struct Embed {
    pub(super) fetched: Vec<String>,
    pub(super) others: Vec<String>,
}

/// Writes all files into `out`; each names those before it.
pub(super) fn write(sources: &Sources, parts: &Parts, out: &Folder) -> Result<Embed> {
    let mut embed = Embed { fetched: vec![ENTRY.into()], others: Vec::new() };
    let mut publish = |part: &Part| {
        let (name, integrity) = out.publish(&part.file, &part.bytes)?;
        let is_fetched = ["core", "glue", "wasm"].contains(&part.key.as_str());
        if is_fetched { &mut embed.fetched } else { &mut embed.others }.push(name.clone());
        anyhow::Ok((part.key.clone(), json!([name, integrity])))
    };
    let languages = parts.languages.iter().map(&mut publish).collect::<Result<Map<_, _>>>()?;
    let mut files = parts.files.iter().map(&mut publish).collect::<Result<Map<_, _>>>()?;
    files.insert("lang".into(), languages.into());
    sources.set_files(CORE_FILES, &Value::from(files).to_string())?;
    let core = Part::new("core", CORE, sources.bundle(CORE, &[])?);
    let diagnose = Part::new("diagnose", DIAGNOSE, sources.bundle(DIAGNOSE, &[])?);
    let files = [core, diagnose].iter().map(&mut publish).collect::<Result<Map<_, _>>>()?;
    sources.set_files(CLASS, &Value::from(files).to_string())?;
    write_stable(sources, out)?;
    Ok(embed)
}

/// The three ways in, and their hashes for pages that check them.
fn write_stable(sources: &Sources, out: &Folder) -> Result<()> {
    let home = "--define:import.meta.url=document.currentScript.src";
    let mut hashes = Map::new();
    for (name, text) in [
        (ENTRY, sources.bundle(ENTRY, &[])?),
        (CLASSIC, sources.bundle(ENTRY, &["--format=iife", home])?),
        (CLASS_ALONE, sources.bundle(CLASS, &[])?),
    ] {
        hashes.insert(name.into(), integrity(text.as_bytes()).into());
        out.write(name, text)?;
    }
    out.write_json("integrity.json", &hashes.into())
}
