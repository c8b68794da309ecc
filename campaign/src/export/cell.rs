//! One cell of a CSV file: in quotes, and never a formula, whatever separates the cells where it is
//! opened.

use crate::letters::taken_apart;

/// The text as a cell. A number in the international form stays as it is, so that it can be imported
/// again: a spreadsheet makes a number of it.
pub(super) fn cell(text: &str) -> String {
    let guarded = if is_international(text) { text.to_owned() } else { guarded(text) };
    format!("\"{}\"", guarded.replace('"', "\"\""))
}

/// Whether it is a plain number in the form of E.164.
fn is_international(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    (7..=15).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// The text with an apostrophe before each part that a spreadsheet would compute. A program that
/// separates cells otherwise takes the quotes for text, and begins a cell at each of its separators.
fn guarded(text: &str) -> String {
    let mut guarded = String::with_capacity(text.len() + 1);
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(is_separator).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        if is_formula(part) {
            guarded.push('\'');
        }
        guarded.push_str(part);
        let mut letters = after.chars();
        guarded.extend(letters.next());
        rest = letters.as_str();
    }
    guarded
}

/// Whether a sign stands before all letters and digits. Programs pass over blanks, marks and what is
/// not seen, each program over others.
fn is_formula(part: &str) -> bool {
    part.chars().take_while(|letter| !letter.is_alphanumeric()).any(is_sign)
}

/// What begins a formula, in any width.
fn is_sign(letter: char) -> bool {
    matches!(plain(letter), '=' | '+' | '-' | '@' | '−')
}

/// What separates cells or lines, in any width.
fn is_separator(letter: char) -> bool {
    letter.is_control()
        || matches!(plain(letter), ',' | ';' | '|' | '،' | '؛' | '、' | '\u{2028}' | '\u{2029}')
}

/// A letter in its plain form: `=` for the wide `＝`.
fn plain(letter: char) -> char {
    if letter.is_ascii() || letter.is_alphanumeric() {
        return letter;
    }
    taken_apart(letter.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNS: [char; 13] =
        ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹢', '﹣', '﹦', '﹫', '−'];
    const SEPARATORS: [char; 16] = [
        ',', ';', '\t', '|', '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '，', '；', '｜',
        '،', '؛', '、',
    ];

    fn check(text: &str, expected: &str) {
        assert_eq!(cell(text), format!("\"{expected}\""));
    }

    #[test]
    fn no_cell_is_a_formula() {
        check("=1+1", "'=1+1");
        check("+1", "'+1");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "\t'=1");
        check("1;=2+3;x", "1;'=2+3;x");
        check("\u{a0}=1", "'\u{a0}=1");
        check("\u{feff}\u{200b}＝1", "'\u{feff}\u{200b}＝1");
        check("\"=1", "'\"\"=1");
        check("+1 604 555 1234", "'+1 604 555 1234");
        check("+16045551234;=1", "'+16045551234;'=1");
    }

    #[test]
    fn what_is_none_stays_as_it_is() {
        for text in [
            "",
            "Anna-Maria",
            "a + b",
            "Zoë 木",
            "two\nlines",
            "a, b; c",
            "12:30",
            "+16045551234",
            "+1234567",
            "+123456789012345",
            "1 = 1",
            "ann@example.org",
        ] {
            check(text, text);
        }
        check("the \"boss\", Ada", "the \"\"boss\"\", Ada");
        check("+123456", "'+123456");
        check("+1234567890123456", "'+1234567890123456");
        check("+١٢٣٤٥٦٧", "'+١٢٣٤٥٦٧");
    }

    /// Everything that is neither a letter nor a digit: blanks, controls, marks, signs, punctuation
    /// and what has no width, of all of Unicode.
    fn passed_over() -> impl Iterator<Item = char> {
        let tags = '\u{e0000}'..'\u{e0200}';
        ('\0'..'\u{20000}').chain(tags).filter(|letter| !letter.is_alphanumeric())
    }

    /// Whether a program that passes over anything but letters would find a sign first.
    fn would_compute(content: &str, is_end: impl Fn(char) -> bool) -> bool {
        content.split(is_end).any(|part| {
            let first =
                part.chars().find(|it| it.is_alphanumeric() || *it == '\'' || SIGNS.contains(it));
            first.is_some_and(|it| SIGNS.contains(&it))
        })
    }

    #[test]
    fn nothing_before_a_sign_hides_it() {
        for lead in passed_over() {
            for sign in ['=', '＠'] {
                let cell = cell(&format!("{lead}{sign}1"));
                assert!(!would_compute(&cell, |_| false), "{lead:?} {cell}");
            }
        }
    }

    #[test]
    fn no_separator_brings_a_formula_to_life() {
        for separator in SEPARATORS {
            for sign in SIGNS {
                for lead in ["", " ", "\u{a0}", "\u{200b}", "\u{feff}", "\u{202e}", "\"", "'\u{b}"]
                {
                    let cell = cell(&format!("Ann{separator}{lead}{sign}2+3{separator}x"));
                    assert!(!would_compute(&cell, |it| it == separator), "{cell:?}");
                }
            }
        }
    }
}
