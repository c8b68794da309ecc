//! The names by which the glue and the wasm know each other: long and hashed from wasm-bindgen,
//! here of one letter or two. wasm-opt renames in the wasm, this module the same in the glue.
//!
//! No parser: the glue is read word by word. Where that could go wrong it is an error.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};

use crate::process;

/// What wasm-opt calls the one module that everything is imported from; it does not print that.
const MODULE: &str = "a";

/// The short names by the long ones.
pub(super) struct ShortNames {
    module: String,
    imports: BTreeMap<String, String>,
    exports: BTreeMap<String, String>,
}

/// Writes `wasm` to `to` with short names. A run of its own: `--converge` would rename again in
/// each of its rounds. Measured: 3.0 kB of 101.6 under brotli, half of it in the glue.
pub(super) fn shorten(wasm_opt: &mut Command, wasm: &Path, to: &Path) -> Result<ShortNames> {
    wasm_opt.arg(wasm).arg("-o").arg(to).arg("--minify-imports-and-exports-and-modules");
    ShortNames::parse(&process::output(wasm_opt)?)
}

impl ShortNames {
    /// Of what wasm-opt prints: `[module, long, short]` per import, `[long, short]` per export.
    fn parse(printed: &str) -> Result<Self> {
        let lists: BTreeMap<String, Vec<Vec<String>>> =
            serde_json::from_str(printed).context("reading the names that wasm-opt printed")?;
        let list = |key| lists.get(key).with_context(|| format!("wasm-opt printed no {key}"));
        let mut modules = BTreeSet::new();
        let mut imports = BTreeMap::new();
        for import in list("imports")? {
            let [module, long, short] = import.as_slice() else { bail!("an import: {import:?}") };
            modules.insert(module);
            imports.insert(long.clone(), short.clone());
        }
        let mut exports = BTreeMap::new();
        for export in list("exports")? {
            let [long, short] = export.as_slice() else { bail!("an export: {export:?}") };
            exports.insert(long.clone(), short.clone());
        }
        // As `MODULE` all are one: names from two would have to be told apart in the glue.
        ensure!(modules.len() == 1, "the wasm imports from {modules:?}, not from one module");
        let module = modules.into_iter().cloned().collect();
        Ok(Self { module, imports, exports })
    }

    /// The glue with the short names. Fails unless it has each import once, as a key, and uses no
    /// export but those of the wasm.
    pub(super) fn rename(&self, glue: &str) -> Result<String> {
        let module = format!("\"{}\":", self.module);
        let found = glue.matches(&module).count();
        ensure!(found == 1, "the glue has {module} {found} times, not once");
        let renamed = self.rename_words(glue)?;
        Ok(renamed.replace(&module, &format!("\"{MODULE}\":")))
    }

    fn rename_words(&self, glue: &str) -> Result<String> {
        let mut renamed = String::with_capacity(glue.len());
        let mut missing: BTreeSet<_> = self.imports.keys().map(String::as_str).collect();
        let mut before = "";
        let mut rest = glue;
        while let Some(start) = rest.find(in_word) {
            let (gap, from_word) = rest.split_at(start);
            let end = from_word.find(|c| !in_word(c)).unwrap_or(from_word.len());
            let (word, after) = from_word.split_at(end);
            let name = match (before, gap) {
                ("wasm", ".") => self.export(word)?,
                ("wasm", _) if gap.starts_with(['[', '?']) => bail!("`wasm{gap}{word}` in glue"),
                _ => match self.imports.get(word) {
                    Some(short) => {
                        let once = missing.remove(word) && after.starts_with(':');
                        ensure!(once, "`{word}` is not just the key of an import in the glue");
                        short
                    }
                    None => word,
                },
            };
            renamed.extend([gap, name]);
            (before, rest) = (word, after);
        }
        ensure!(missing.is_empty(), "imports that the glue does not have: {missing:?}");
        renamed.push_str(rest);
        Ok(renamed)
    }

    fn export(&self, long: &str) -> Result<&str> {
        let short = self.exports.get(long).map(String::as_str);
        short.with_context(|| format!("the glue uses wasm.{long}, which the wasm does not export"))
    }
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = r#"{
 "imports": [
  ["./app_bg.js", "__wbg_set_a1b2", "b"],
  ["./app_bg.js", "__wbg_set_a1b2_3", "$"]
 ],
"exports": [
  ["memory", "c"],
  ["closures_invoke__h1", "d"],
  ["closures_invoke__h1_10", "e"],
  ["main", "f"]
 ]
}"#;

    const GLUE: &str = r#"
    const import0 = {
        __wbg_set_a1b2: function(arg0) { closures_invoke__h1(wasm.memory); },
        __wbg_set_a1b2_3: function(arg0) { arg0.memory = wasm; },
    };
    return { "./app_bg.js": import0 };
function closures_invoke__h1(arg0) { wasm.closures_invoke__h1(arg0, wasm.closures_invoke__h1_10); }
"#;

    fn rename(glue: &str) -> Result<String> {
        ShortNames::parse(PRINTED)?.rename(glue)
    }

    #[test]
    fn keys_and_uses_of_exports_are_renamed_and_nothing_else() {
        let expected = r#"
    const import0 = {
        b: function(arg0) { closures_invoke__h1(wasm.c); },
        $: function(arg0) { arg0.memory = wasm; },
    };
    return { "a": import0 };
function closures_invoke__h1(arg0) { wasm.d(arg0, wasm.e); }
"#;
        assert_eq!(rename(GLUE).unwrap(), expected);
    }

    #[test]
    fn a_glue_that_does_not_match_the_wasm_is_an_error() {
        let check = |from: &str, to: &str, expected: &str| {
            assert!(GLUE.contains(from), "{from}");
            let error = rename(&GLUE.replace(from, to)).unwrap_err().to_string();
            assert!(error.contains(expected), "{from} -> {to}: {error}");
        };
        check("__wbg_set_a1b2:", "__wbg_set_ffff:", "does not have: {\"__wbg_set_a1b2\"}");
        check("__wbg_set_a1b2_3:", "__wbg_set_a1b2:", "not just the key");
        check("arg0.memory", "__wbg_set_a1b2", "not just the key");
        check("__wbg_set_a1b2:", "__wbg_set_a1b2 =", "not just the key");
        check("wasm.memory", "wasm.table", "wasm.table, which the wasm does not export");
        check("wasm.memory", "wasm[\"memory\"]", "`wasm[\"memory` in glue");
        check("./app_bg.js", "./other.js", "0 times");
    }

    #[test]
    fn what_wasm_opt_prints_otherwise_is_an_error() {
        let check = |from: &str, to: &str, expected: &str| {
            let error = ShortNames::parse(&PRINTED.replacen(from, to, 1)).err().unwrap();
            assert!(error.to_string().contains(expected), "{error}");
        };
        check("./app_bg.js", "env", "not from one module");
        check("exports", "exported", "no exports");
        check("\"memory\", ", "", "an export: [\"c\"]");
        check("{", "", "reading the names");
    }
}
