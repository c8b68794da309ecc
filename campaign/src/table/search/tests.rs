//! Searching as people type.

use super::*;
use crate::store::roster_of as roster;
use unicode_normalization::UnicodeNormalization;

/// Real-looking names of many scripts, one a line.
const NAMES: &str = include_str!("../../../fixtures/names.txt");

fn finds(text: &str, name: &str, number: &str) -> bool {
    let [name, number] = [name, number].map(|it| serde_json::to_string(it).unwrap());
    let roster = roster(&format!(r#"{{"name":{name},"phone_number":{number}}}"#));
    Needle::new(text).is_none_or(|needle| needle.finds(&roster, 0))
}

fn check(text: &str, name: &str, number: &str, expected: bool) {
    assert_eq!(finds(text, name, number), expected, "{text} in {name} {number}");
}

/// A name as people type it who do not copy it.
fn typed(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let reversed: Vec<&str> = words.iter().rev().copied().collect();
    let wide = |it: char| match it {
        '!'..='~' => char::from_u32(u32::from(it) + 0xfee0).unwrap(),
        _ => it,
    };
    let bare = |it: &char| !unicode_normalization::char::is_combining_mark(*it);
    let is_latin = name.nfd().filter(bare).all(|it| it < '\u{250}' || !it.is_alphabetic());
    let mut typed = vec![
        name.to_owned(),
        name.to_uppercase(),
        name.to_lowercase(),
        name.nfc().collect(),
        name.nfd().collect(),
        name.nfkc().collect(),
        name.nfkd().collect(),
        words.join("  "),
        words.join("\u{a0}"),
        words.join("-"),
        reversed.join(" "),
        reversed.join(", "),
        format!(" {name}\t"),
        format!("\u{202b}{name}\u{202c}"),
        name.chars().map(wide).collect(),
        name.replace(['\'', '’', 'ʻ', 'ʼ'], "’"),
        name.replace(['\'', '’', 'ʻ', 'ʼ'], "'"),
        name.replace(['\'', '’', 'ʻ', 'ʼ'], ""),
        name.replace(['-', '‐', '·', '・'], " "),
    ];
    if is_latin {
        typed.push(name.nfd().filter(bare).collect());
    }
    typed
}

#[test]
fn every_name_is_found_however_it_is_typed_and_stored() {
    let names: Vec<&str> = NAMES.lines().collect();
    assert_eq!(names.len(), 120);
    for name in names {
        for text in typed(name) {
            check(&text, name, "", true);
            check(name, &text, "", true);
            for word in text.split_whitespace() {
                check(word, name, "", true);
            }
        }
        check(&format!("{name} zzqx"), name, "", false);
        check("zzqx", name, "", false);
    }
}

#[test]
fn by_name_whatever_the_case_and_accents() {
    check("doe", "John Doe", "", true);
    check("john  ", "John Doe", "", true);
    check("picard jean", "Jean-Luc Picard", "", true);
    check("jean p", "Jean Dupont", "", false);
    check("jean p", "Jean Picard", "", true);
    check("o brien", "Conan O'Brien", "", true);
    check("maria jose", "María-José", "", true);
    check("NÚÑEZ", "Jose Nunez", "", true);
    check("łod", "Łódź", "", true);
    check("ёлк", "Иван Елкин", "", true);
    check("山田太郎", "山田　太郎", "", true);
    check("太郎 山田", "山田太郎", "", true);
    check("smith", "John Doe", "", false);
    check("john smith", "John Doe", "", false);
    check("josé", "Joseph Doe", "", true);
}

#[test]
fn signs_without_letters_are_found_as_they_are() {
    check("🙂", "Ann 🙂", "", true);
    check("🙂", "Ann", "", false);
    check("?", "Who?", "+1", true);
    check("+", "Ann", "+1", false);
}

#[test]
fn by_digits_of_the_number() {
    check("555-1234", "", "+14155551234", true);
    check("(415) 555", "", "+1 415 555 1234", true);
    check("020 7946 0018", "Ann", "+442079460018", true);
    check("9", "", "+14155551234", false);
    check("anna 4", "", "+14155551234", false);
    check("n", "", "+1", false);
}

#[test]
fn nothing_typed_finds_everybody() {
    check("  ", "John", "", true);
    check("\u{3000}\u{a0}", "John", "", true);
}
