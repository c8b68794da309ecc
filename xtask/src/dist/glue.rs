//! The glue's way to start, and what of it no browser needs. wasm-bindgen's way takes the wasm in any form
//! and from anywhere, with warnings for what may be wrong there; the element's core has a compiled module
//! and gives nothing else.

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

/// What is there for browsers without what the wasm itself asks of them (reference types), what can be said
/// shorter, and what the core never calls: a widget is freed when it is collected. Together with [`arrows`]
/// 0.35 kB of the glue's 2.4 under brotli.
const SHORTER: [(&str, &str); 15] = [
    (
        "function handleError(f, args) {
    try {
        return f.apply(this, args);
    } catch (e) {
        const idx = addToExternrefTable0(e);
        wasm.__wbindgen_exn_store(idx);
    }
}",
        "function handleError(f) {
    return (...args) => {
        try {
            return f(...args);
        } catch (e) {
            wasm.__wbindgen_exn_store(addToExternrefTable0(e));
        }
    };
}",
    ),
    ("typeof globalThis === 'undefined' ? undefined : globalThis", "globalThis"),
    // Asked for where there is no `globalThis`.
    (
        "typeof global === 'undefined' ? undefined : global;
            return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);",
        "0;
            return ret;",
    ),
    (
        "typeof self === 'undefined' ? undefined : self;
            return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);",
        "0;
            return ret;",
    ),
    (
        "typeof window === 'undefined' ? undefined : window;
            return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);",
        "0;
            return ret;",
    ),
    (
        "(typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new",
        "new",
    ),
    ("if (!('encodeInto' in cachedTextEncoder))", "if (false)"),
    ("if (realloc === undefined)", "if (false)"),
    (
        "cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || \
         (cachedDataViewMemory0.buffer.detached === undefined && \
         cachedDataViewMemory0.buffer !== wasm.memory.buffer)",
        "cachedDataViewMemory0?.buffer !== wasm.memory.buffer",
    ),
    ("if (Symbol.dispose) Widget.prototype[Symbol.dispose] = Widget.prototype.free;", ""),
    ("        __proto__: null,\n", ""),
    // What has no such class cannot have such an object.
    (
        "let result;
            try {
                result = arg0 instanceof",
        "return arg0 instanceof",
    ),
    (
        ";
            } catch (_) {
                result = false;
            }
            const ret = result;
            return ret;",
        ";",
    ),
    (
        "    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
        this.__wbg_ptr = 0;
        WidgetFinalization.unregister(this);
        return ptr;
    }
    free() {
        const ptr = this.__destroy_into_raw();
        wasm.__wbg_widget_free(ptr, 0);
    }
",
        "",
    ),
    (
        "WidgetFinalization.register(this, this.__wbg_ptr, this);
        return this;",
        "WidgetFinalization.register(this, ret);",
    ),
];

/// The glue of the released files, shorter. Fails where it is not as wasm-bindgen writes it.
pub(super) fn shorter(glue: &str) -> Result<String> {
    SHORTER.iter().try_fold(arrows(glue), |glue, (from, to)| {
        ensure!(glue.contains(from), "the glue has no `{from}`");
        Ok(glue.replace(from, to))
    })
}

/// Imports as arrow functions: none has a `this`.
fn arrows(glue: &str) -> String {
    let line = |line: &str| {
        let guarded =
            line.replace(": function() { return handleError(function (", ": handleError((");
        if guarded != line {
            return guarded.replace(") {", ") => {");
        }
        match line.strip_prefix("        __wb").and_then(|rest| rest.split_once(": function(")) {
            Some((name, rest)) => format!("        __wb{name}: ({}", rest.replace(") {", ") => {")),
            None => line.replace("}, arguments); },", "}),"),
        }
    };
    glue.lines().map(line).fold(String::new(), |glue, line| glue + &line + "\n")
}

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
    fn imports_become_arrow_functions() {
        let glue = "        __wbg_abort_1: function(arg0) {
            arg0.abort();
        },
        __wbg_new_2: function() { return handleError(function (arg0) {
            return new Date(arg0);
        }, arguments); },
";
        let shorter = "        __wbg_abort_1: (arg0) => {
            arg0.abort();
        },
        __wbg_new_2: handleError((arg0) => {
            return new Date(arg0);
        }),
";
        assert_eq!(arrows(glue), shorter);
    }

    #[test]
    fn what_no_browser_needs_goes() {
        let whole = SHORTER.map(|(from, _)| from).join("\n") + "\n";
        let left = SHORTER.map(|(_, to)| to).join("\n") + "\n";
        assert_eq!(shorter(&whole).unwrap(), left);
        assert!(shorter(&whole.replace("encodeInto", "encode")).is_err());
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
