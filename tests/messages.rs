//! Every language in messages/ says what English says: the same names in the same order, each figure
//! and text in its place, and a form for every plural category of the language.

// It reads files, so it is nothing for browsers.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The plural categories of each language, in the order of its files
/// (<https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html>). French,
/// Spanish and Portuguese have `many` too, for millions: more than any campaign has recipients.
const CATEGORIES: [(&str, &[&str]); 6] = [
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ("de", &["one", "other"]),
    ("es", &["one", "other"]),
    ("fr", &["one", "other"]),
    ("ja", &["other"]),
    ("pt", &["one", "other"]),
];

/// What is the same in every language.
const UNTRANSLATED: [&str; 13] = [
    "API",
    "CORS",
    "UUID",
    "apiKey",
    "batch-calls",
    "batch-id",
    "endpoint",
    "fetcher",
    "http://",
    "https://",
    "localhost",
    "token-endpoint",
    "tokenProvider",
];

#[test]
fn every_language_says_what_english_says() {
    let english = read("en").unwrap();
    for (code, categories) in CATEGORIES {
        assert_eq!(
            faults(&english, &read(code).unwrap(), code, categories),
            [""; 0],
            "messages/{code}.txt"
        );
    }
}

#[test]
fn no_language_is_left_out() {
    let files = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path());
    let codes = files.filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned()));
    let known = CATEGORIES.map(|(code, _)| code.to_owned());
    assert_eq!(codes.collect::<BTreeSet<_>>(), known.into_iter().chain(["en".into()]).collect());
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("messages")
}

fn read(code: &str) -> io::Result<String> {
    fs::read_to_string(folder().join(code).with_extension("txt"))
}

/// What is wrong with a language's file.
fn faults(english: &str, file: &str, code: &str, categories: &[&str]) -> Vec<String> {
    let (expected, given) = (texts(english), texts(file));
    for place in 0..expected.len().max(given.len()) {
        let [wanted, there] =
            [&expected, &given].map(|all| all.get(place).map_or("nothing", |t| t.0));
        if wanted != there {
            return vec![format!("{there} where {wanted} belongs")];
        }
    }
    let pairs = expected.iter().zip(&given);
    pairs
        .filter_map(|(&(name, english), &(_, text))| {
            let fault = match name {
                "Lang" if text == code => return None,
                "Lang" => format!("is {text}"),
                _ => check(english, text, categories).err()?,
            };
            Some(format!("{name}: {fault}"))
        })
        .collect()
}

/// Names and texts.
fn texts(file: &str) -> Vec<(&str, &str)> {
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(": ").unwrap_or((line, ""))).collect()
}

fn check(english: &str, text: &str, categories: &[&str]) -> Result<(), String> {
    let (expected, given) = (Parts::of(english)?, Parts::of(text)?);
    let same = |what, a: &BTreeSet<&str>, b: &BTreeSet<&str>| {
        if a == b { Ok(()) } else { Err(format!("{what} {b:?} in place of {a:?}")) }
    };
    same("has places", &expected.places, &given.places)?;
    same("shows figures", &expected.shown, &given.shown)?;
    if let Some(place) = expected.chosen().difference(&given.chosen()).next() {
        return Err(format!("does not choose by figure {place}"));
    }
    for (place, forms) in &given.choices {
        if forms != categories {
            return Err(format!("{place} has forms {forms:?} in place of {categories:?}"));
        }
    }
    if expected.sentences != given.sentences || text.trim().is_empty() {
        return Err(format!("has {} sentences", given.sentences));
    }
    let missing =
        UNTRANSLATED.iter().find(|word| english.contains(**word) && !text.contains(**word));
    missing.map_or(Ok(()), |word| Err(format!("lacks {word}")))
}

/// What a translation has to keep of a text.
#[derive(Default)]
struct Parts<'a> {
    places: BTreeSet<&'a str>,
    /// The places whose figure or text is to be seen, not only chosen by.
    shown: BTreeSet<&'a str>,
    /// The places with plural forms, and the categories of those.
    choices: Vec<(&'a str, Vec<&'a str>)>,
    sentences: usize,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Result<Self, String> {
        let mut parts = Self { sentences: 1, ..Self::default() };
        let mut rest = text;
        while let Some((before, from)) = rest.split_once('{') {
            let (inner, after) = from.split_once('}').ok_or("has a brace that stays open")?;
            parts.plain(before)?;
            parts.place(inner)?;
            rest = after;
        }
        parts.plain(rest)?;
        Ok(parts)
    }

    fn plain(&mut self, text: &str) -> Result<(), String> {
        self.sentences += text.matches('|').count();
        if text.contains(['{', '}', '#']) {
            Err(format!("has a stray sign in {text:?}"))
        } else {
            Ok(())
        }
    }

    fn place(&mut self, inner: &'a str) -> Result<(), String> {
        let (place, forms) = inner.split_once(':').unwrap_or((inner, ""));
        if !matches!(place.as_bytes(), [b'0'..=b'9']) {
            return Err(format!("has a place {place:?}"));
        }
        self.places.insert(place);
        let forms: Vec<_> = forms.split('|').filter_map(|form| form.split_once('=')).collect();
        if forms.last().is_none_or(|(_, other)| other.contains('#')) {
            self.shown.insert(place);
        }
        if inner != place {
            self.choices.push((place, forms.into_iter().map(|(category, _)| category).collect()));
        }
        Ok(())
    }

    fn chosen(&self) -> BTreeSet<&'a str> {
        self.choices.iter().map(|(place, _)| *place).collect()
    }
}

#[test]
fn a_faulty_file_is_told() {
    const ENGLISH: &str = "# x\nLang: en\nA: {0} of {1}\n\nB: no";
    let check = |file: &str, expected: &str| {
        assert_eq!(faults(ENGLISH, file, "de", &["one", "other"]).join("; "), expected, "{file}");
    };
    check("Lang: de\nA: {0} von {1}\nB: nein", "");
    check("Lang: de\nB: nein\nA: {0} von {1}", "B where A belongs");
    check("Lang: de\nA: {0} von {1}", "nothing where B belongs");
    check("Lang: de\nA: {0} von {1}\nB: nein\nC: c", "C where nothing belongs");
    check("Lang: da\nA: {0} von {1}\nB: nein", "Lang: is da");
    check(
        "Lang: de\nA: {0} von\nB: ",
        "A: has places {\"0\"} in place of {\"0\", \"1\"}; B: has 1 sentences",
    );
}

#[test]
fn a_faulty_text_is_told() {
    const CALLS: &str = "{0:one=# call|other=# calls} of {1}";
    let check = |english: &str, text: &str, expected: &str| {
        let fault = check(english, text, &["one", "other"]).err();
        assert!(
            fault.as_ref().map_or(expected.is_empty(), |fault| fault.starts_with(expected)
                && !expected.is_empty()),
            "{text}: {fault:?}"
        );
    };
    check(CALLS, "{1}: {0:one=# Anruf|other=# Anrufe}", "");
    check(CALLS, "{1}: {0} {0:one=Anruf|other=Anrufe}", "");
    check(CALLS, "{0:one=# Anruf|other=# Anrufe}", "has places");
    check(CALLS, "{1}: {0:one=ein Anruf|other=Anrufe}", "shows figures");
    check(CALLS, "{1}: {0} Anrufe", "does not choose by figure 0");
    check(CALLS, "{1}: {0:other=# Anrufe}", "0 has forms");
    check(CALLS, "{1}: {0:one=# Anruf}", "0 has forms");
    check(CALLS, "{1}: {0:other=# Anrufe|one=# Anruf}", "0 has forms");
    check(CALLS, "{1}: {0:one=# Anruf|few=#|other=# Anrufe}", "0 has forms");
    check(CALLS, "{1}: {0:one=# Anruf|other=# Anrufe", "has a brace that stays open");
    check(CALLS, "{1}: # {0:one=# Anruf|other=# Anrufe}", "has a stray sign");
    check("{0}", "{O}", "has a place");
    check("No key|Set apiKey.", "Kein Schlüssel|apiKey setzen.", "");
    check("No key|Set apiKey.", "Kein Schlüssel. apiKey setzen.", "has 1 sentences");
    check("No key|Set apiKey.", "Kein Schlüssel|API-Key setzen.", "lacks apiKey");
}
