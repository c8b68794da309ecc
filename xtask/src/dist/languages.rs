//! The languages besides English: `messages/*.txt`, each with the names of `en.txt` in its order.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::workspace;

const ENGLISH: &str = "en";

/// A language by its code, with the text that the widget reads.
pub(super) struct Language {
    pub(super) code: String,
    pub(super) text: String,
}

/// In the order of their codes.
pub(super) fn all() -> Result<Vec<Language>> {
    let dir = workspace::join("messages");
    let mut files = Vec::new();
    for file in fs::read_dir(&dir).with_context(|| format!("reading {}", dir.display()))? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let code = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path);
            files.push((code, text.with_context(|| format!("reading {}", path.display()))?));
        }
    }
    files.sort();
    let english = files.iter().find(|(code, _)| code == ENGLISH).context("no messages/en.txt")?;
    let names = names(&english.1)?;
    let others = files.iter().filter(|(code, _)| code != ENGLISH);
    others.map(|(code, file)| language(code, file, &names)).collect()
}

fn language(code: &str, file: &str, names: &[&str]) -> Result<Language> {
    let of = || format!("messages/{code}.txt");
    let texts = texts(file).with_context(of)?;
    for (at, name) in names.iter().enumerate() {
        let there = texts.get(at).map(|(name, _)| *name);
        ensure!(there == Some(name), "{}: {there:?} where {name} belongs", of());
    }
    ensure!(texts.len() == names.len(), "{} has more texts than English", of());
    let text = texts.iter().flat_map(|(name, text)| [name, ": ", text, "\n"]).collect();
    Ok(Language { code: code.into(), text })
}

fn names(file: &str) -> Result<Vec<&str>> {
    Ok(texts(file)?.into_iter().map(|(name, _)| name).collect())
}

/// Names and texts, without comments and empty lines.
fn texts(file: &str) -> Result<Vec<(&str, &str)>> {
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| line.split_once(": ").with_context(|| format!("no name in {line:?}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked_and_comments_left_out() {
        let names = ["Lang", "Title"];
        let check = |file: &str| language("de", file, &names).map(|language| language.text);
        assert_eq!(
            check("# x\nLang: de\n\nTitle: Stand: gut\n").unwrap(),
            "Lang: de\nTitle: Stand: gut\n"
        );
        for wrong in ["Lang: de\n", "Title: a\nLang: b\n", "Lang: a\nTitle: b\nMore: c\n", "Lang\n"]
        {
            assert!(check(wrong).is_err(), "{wrong}");
        }
    }
}
