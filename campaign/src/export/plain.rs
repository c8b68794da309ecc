//! Words of a campaign, made safe to stand in a text that people paste elsewhere: on one line, in the
//! order in which they are read, and with nothing in them that comes alive there.

use crate::table::fold::is_direction;

/// Stands unseen where a mention or an address must not be found.
const BREAK: char = '\u{200b}';

/// The text on one line, without what turns its direction: a name could forge lines or look like
/// another one.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !is_direction(*letter)) {
        let is_blank =
            letter.is_control() || matches!(letter, ' ' | '\u{a0}' | '\u{2028}' | '\u{2029}');
        if !is_blank {
            line.push(letter);
        } else if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
    }
    if line.ends_with(' ') {
        line.pop();
    }
    line
}

/// The text on one line, with what Markdown would take for its own escaped, and mentions and addresses
/// broken: where it is pasted, both are looked for in what is left after escaping.
pub(super) fn plain(text: &str) -> String {
    let line = one_line(text);
    let mut plain = String::with_capacity(line.len());
    if begins_a_block(&line) {
        plain.push('\\');
    }
    let mut before = ' ';
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        if is_mark(letter) {
            plain.push('\\');
        }
        plain.push(letter);
        let next = letters.peek().copied().unwrap_or(' ');
        if is_seam(before, letter, next) {
            plain.push(BREAK);
        }
        before = letter;
    }
    plain
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&')
}

/// Whether a line would be an item of a list, or a line below a title.
fn begins_a_block(line: &str) -> bool {
    line.starts_with(['-', '+', '='])
}

/// Whether a mention or an address goes on behind this letter: `@all`, `https://`, `example.org`.
fn is_seam(before: char, letter: char, next: char) -> bool {
    match letter {
        '@' | '＠' => next.is_alphanumeric() || next == '_',
        ':' => next == '/',
        '.' => before.is_alphanumeric() && next.is_alphabetic(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(plain(text), expected, "{text:?}");
    }

    #[test]
    fn a_name_forges_no_lines() {
        check("Recall\n- **Answered:** 99", r"Recall - \*\*Answered:\*\* 99");
        check("a\r\n\r\n# b\u{2028}c\u{85}d\u{b}e", r"a \# b c d e");
        check("\n\n- a", r"\- a");
        check("=== a", r"\=== a");
        assert_eq!(one_line(" a \n\t b "), "a b");
    }

    #[test]
    fn nothing_comes_alive_where_it_is_pasted() {
        check("@all call @ann_b", "@\u{200b}all call @\u{200b}ann\\_b");
        check("https://evil.example/x", "https:\u{200b}//evil.\u{200b}example/x");
        check("www.example.org", "www.\u{200b}example.\u{200b}org");
        check("ann@example.org", "ann@\u{200b}example.\u{200b}org");
        check("![x](y) <b> &lt;", r"!\[x\](y) \<b\> \&lt;");
        check("J. D. @ 3.5 %, 12:30", "J. D. @ 3.5 %, 12:30");
    }

    #[test]
    fn what_turns_the_direction_does_not_go_out() {
        for letter in
            ['\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}', '\u{200e}', '\u{200f}', '\u{61c}']
        {
            check(&format!("a{letter}b"), "ab");
        }
        check("می\u{200c}خواهم 👩\u{200d}👧", "می\u{200c}خواهم 👩\u{200d}👧");
    }

    proptest! {
        #[test]
        fn whatever_it_was_it_is_one_line_without_mentions(
            text in "([@a-z.:/\\n\\r\\u{2028}\\u{202e}\\-*# ]|\\PC|\\p{Cc}){0,40}",
        ) {
            let plain = plain(&text);
            prop_assert!(!plain.chars().any(|it| it.is_control() || is_direction(it)));
            prop_assert!(!plain.contains("://"));
            let is_mention = |pair: &[char]| pair[0] == '@' && pair[1].is_alphanumeric();
            prop_assert!(!plain.chars().collect::<Vec<_>>().windows(2).any(is_mention));
        }
    }
}
