//! Version numbers, as tools print them and as Cargo.lock holds them.

/// Three numbers, compared in order; what follows them (`-nightly`, `.45`) is left out.
pub(crate) type Version = (u32, u32, u32);

/// The first thing in `text` that looks like a version; a lone number counts (wasm-opt has only
/// one, and it stands on its own: `wasm-opt version 132`).
pub(crate) fn find(text: &str) -> Option<Version> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.')).find_map(|word| {
        let mut numbers = word.split('.').map(str::parse::<u32>);
        let major = numbers.next()?.ok()?;
        let mut next = || numbers.next().and_then(Result::ok).unwrap_or(0);
        Some((major, next(), next()))
    })
}

/// The version that a Cargo.lock holds for `package`; the first, should there be several.
pub(crate) fn locked(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_in_what_tools_print() {
        for (text, expected) in [
            ("trunk 0.21.14", Some((0, 21, 14))),
            ("trunk 0.22.0-beta.1", Some((0, 22, 0))),
            ("wasm-opt version 132 (version_132)", Some((132, 0, 0))),
            ("Chromium 143.0.7499.40 built on Debian", Some((143, 0, 7499))),
            ("v20.19.2\n", Some((20, 19, 2))),
            ("no number", None),
            ("", None),
        ] {
            assert_eq!(find(text), expected, "{text}");
        }
    }

    const LOCK: &str = r#"
[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = [
 "cfg-if",
]

[[package]]
name = "wasm-bindgen-futures"
version = "0.4.80"
"#;

    #[test]
    fn a_locked_version_is_that_of_the_whole_name() {
        assert_eq!(locked(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked(LOCK, "wasm-bindgen-futures").as_deref(), Some("0.4.80"));
        assert_eq!(locked(LOCK, "wasm"), None);
    }
}
