//! The hashed names, written into the entry.

use anyhow::{Result, ensure};

/// What the entry loads.
pub(super) struct Names {
    pub(super) glue: String,
    pub(super) wasm: String,
}

/// The entry with `names` in its two constants. Fails where one is not there exactly once: an
/// entry with the names of development would load nothing.
pub(super) fn named(entry: &str, names: &Names) -> Result<String> {
    let text = replace(entry, "GLUE", "batch-status-app.js", &names.glue)?;
    replace(&text, "WASM", "batch-status-app_bg.wasm", &names.wasm)
}

fn replace(entry: &str, constant: &str, from: &str, to: &str) -> Result<String> {
    let line = format!("const {constant} = \"{from}\"");
    let found = entry.matches(&line).count();
    ensure!(found == 1, "the entry has `{line}` {found} times, not once: it cannot be renamed");
    Ok(entry.replace(&line, &format!("const {constant} = \"{to}\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names { glue: "a.1.js".into(), wasm: "a.2.wasm".into() }
    }

    #[test]
    fn both_constants_are_replaced_and_nothing_else() {
        let entry = "// batch-status-app.js\nconst GLUE = \"batch-status-app.js\";\n\
                     const WASM = \"batch-status-app_bg.wasm\";\n";
        let expected =
            "// batch-status-app.js\nconst GLUE = \"a.1.js\";\nconst WASM = \"a.2.wasm\";\n";
        assert_eq!(named(entry, &names()).unwrap(), expected);
    }

    #[test]
    fn a_missing_or_second_constant_is_an_error() {
        let both =
            "const GLUE = \"batch-status-app.js\";const WASM = \"batch-status-app_bg.wasm\";";
        assert!(named("const GLUE = \"batch-status-app.js\";", &names()).is_err());
        assert!(named(&both.repeat(2), &names()).is_err());
        assert!(named(&both.replace("WASM", "W"), &names()).is_err());
    }
}
