//! A text in the letters by which it is found and sorted: whatever the case, the accents, the width
//! and the way in which it was typed.
//!
//! What a letter is made of, which marks stand on it and what its small form is come from Unicode's
//! own data. Only letters that Unicode does not take apart have a list here.

use crate::letters::taken_apart;
use std::borrow::Cow;
use unicode_normalization::char::canonical_combining_class;

/// The words of a text in plain letters, with one blank between them: `maria jose` of `María-José`.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Taken apart, some apostrophes begin with a blank.
    let text: Cow<'_, str> = if text.contains(is_apostrophe) {
        text.replace(is_apostrophe, "").into()
    } else {
        text.into()
    };
    for part in taken_apart(&text).chars() {
        match part {
            '\'' | '`' => {}
            '0'..='9' | 'a'..='z' | 'A'..='Z' => folded.push(part.to_ascii_lowercase()),
            '\0'..='\x7f' => end_word(&mut folded),
            _ => push(part, &mut folded),
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// Adds one part of a letter. What is neither a letter nor a digit ends the word.
fn push(part: char, folded: &mut String) {
    if is_unheard(part) {
        return;
    }
    if part.is_alphanumeric() || is_kept_mark(part) {
        for small in part.to_lowercase() {
            match spelled(small) {
                Some(letters) => folded.push_str(letters),
                None => folded.push(digit(small).unwrap_or(small)),
            }
        }
    } else {
        end_word(folded);
    }
}

fn end_word(folded: &mut String) {
    if !folded.is_empty() && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// The ASCII digit of the same value, of any script's. Unicode promises that the ten digits of a
/// script stand in a row.
pub(super) fn digit(letter: char) -> Option<char> {
    if !letter.is_numeric() || letter.is_ascii() {
        return letter.is_ascii_digit().then_some(letter);
    }
    let before = (1..u32::from(letter)).map(|back| char::from_u32(u32::from(letter) - back));
    let count = before.take_while(|it| it.is_some_and(char::is_numeric)).count();
    char::from_digit(u32::try_from(count % 10).ok()?, 10)
}

/// Accents and the like, points for vowels, and what has no width: people leave them out.
fn is_unheard(part: char) -> bool {
    is_apostrophe(part) || is_hidden(part) || is_accent(part) || part == '\u{640}'
}

/// The marks above, below and through a letter, and the points of Hebrew, Arabic and Syriac.
fn is_accent(part: char) -> bool {
    matches!(canonical_combining_class(part), 1 | 7 | 10..=36 | 200..=240)
}

/// The other marks make another letter: they voice kana, join Indic letters, or are vowels and tones.
fn is_kept_mark(part: char) -> bool {
    canonical_combining_class(part) != 0
}

/// The signs that people type for an apostrophe, some of which are letters to Unicode.
fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '`'
            | '´'
            | '‘'
            | '’'
            | '‛'
            | '′'
            | 'ʹ'
            | 'ʻ'
            | 'ʼ'
            | 'ʽ'
            | 'ʾ'
            | 'ʿ'
            | '՚'
            | '׳'
            | 'Ꞌ'
            | 'ꞌ'
    )
}

/// What is not seen: joiners, marks of direction, variants of a letter's form.
pub(crate) fn is_hidden(letter: char) -> bool {
    is_direction(letter)
        || matches!(
            letter,
            '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{200c}' | '\u{200d}'
                | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// What sets or turns the direction of the text around it.
pub(crate) fn is_direction(letter: char) -> bool {
    matches!(
        letter,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// Small letters that Unicode does not take apart, in the letters that people type for them.
fn spelled(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ς' => "σ",
        'ٱ' => "ا",
        'ة' => "ه",
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn check(text: &str, expected: &str) {
        assert_eq!(folded(text), expected, "{text}");
        for form in [text.nfd().collect::<String>(), text.nfc().collect()] {
            assert_eq!(folded(&form), expected, "{text} composed otherwise");
        }
    }

    #[test]
    fn names_in_plain_letters() {
        check("", "");
        check(" John \u{a0} DOE ", "john doe");
        check("Nguyễn Thị Ánh", "nguyen thi anh");
        check("Αλέξανδρος ΑΛΈΞΑΝΔΡΟΣ", "αλεξανδροσ αλεξανδροσ");
        check("Groß STRAẞE", "gross strasse");
        check("Ægir Œuvre Łódź Đặng Þór Ólafsdóttir", "aegir oeuvre lodz dang thor olafsdottir");
        check("İpek Işık", "ipek isik");
        check("O'Brien O’Brien Oʼbrien O`Brien", "obrien obrien obrien obrien");
        check("María-José–Lopez (work)", "maria jose lopez work");
        check("Ｊｏｈｎ　２", "john 2");
        check("ｶﾞｸ ガク", "カ\u{3099}ク カ\u{3099}ク");
        check("أحمد إبراهيم آدم فاطمة", "احمد ابراهيم ادم فاطمه");
        check("مُحَمَّد محـــمد", "محمد محمد");
        check("قمر ۱۲ रवि १२", "قمر 12 रवि 12");
        check("\u{202e}Ann\u{202c}\u{feff} Lee\u{200d}", "ann lee");
        check("Ёлкин Й", "елкин и");
    }

    #[test]
    fn the_digits_of_every_script_are_digits() {
        for zero in ['٠', '۰', '०', '০', '๐', '０', '𝟎', '𝟘', '𑁦', '𞥐'] {
            for value in 0..10 {
                let letter = char::from_u32(u32::from(zero) + value).unwrap();
                assert_eq!(folded(&letter.to_string()), value.to_string(), "{letter}");
            }
        }
    }

    #[test]
    fn folding_again_changes_nothing() {
        for letter in '\0'..'\u{20000}' {
            let once = folded(&letter.to_string());
            assert_eq!(folded(&once), once, "{letter:?}");
        }
    }
}
