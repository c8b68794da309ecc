//! The glue's way to start. wasm-bindgen's takes the wasm in any form and from anywhere, with warnings
//! for what may be wrong there; the element's core has a compiled module and gives nothing else.

use anyhow::{Context, Result, ensure};

/// Where wasm-bindgen's way begins; all behind it belongs to it.
const FROM: &str = "async function __wbg_load(";
const LAST: &str = "export { initSync, __wbg_init as default };";

/// Once for each copy of the glue.
const START: &str = "\
export default async function ({ module_or_path }) {
    const instance = await WebAssembly.instantiate(module_or_path, __wbg_get_imports());
    return __wbg_finalize_init(instance, module_or_path);
}
";

/// The glue with a way to start for modules alone. Fails where it is not as wasm-bindgen writes it.
pub(super) fn for_modules(glue: &str) -> Result<String> {
    let (kept, start) = glue.split_once(FROM).context("the glue has no way to load the wasm")?;
    ensure!(start.trim_end().ends_with(LAST), "the glue does not end in its exports");
    for needed in ["function __wbg_get_imports(", "function __wbg_finalize_init(instance, module)"]
    {
        ensure!(kept.contains(needed), "the glue has no `{needed}`");
    }
    Ok([kept, START].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEEDED: &str =
        "function __wbg_get_imports() {}\nfunction __wbg_finalize_init(instance, module) {}\n";

    #[test]
    fn what_loads_is_replaced() {
        let glue = [NEEDED, FROM, "module, imports) {}\n", LAST, "\n"].concat();
        assert_eq!(for_modules(&glue).unwrap(), [NEEDED, START].concat());
    }

    #[test]
    fn a_glue_of_another_form_is_an_error() {
        for glue in
            [NEEDED.to_owned(), [FROM, LAST].concat(), [NEEDED, FROM, "export {};"].concat()]
        {
            assert!(for_modules(&glue).is_err(), "{glue}");
        }
    }
}
