//! The generated tables of `docs/`. Each stands between `<!-- name:begin -->` and
//! `<!-- name:end -->`, in a file that is otherwise written by hand.

use anyhow::{Context, Result};

/// The text of a file with the table of that name replaced.
pub(crate) fn with_table(text: &str, name: &str, table: &str) -> Result<String> {
    let (begin, end) = (format!("<!-- {name}:begin -->"), format!("<!-- {name}:end -->"));
    let missing = || format!("there is no {begin} … {end}");
    let (before, rest) = text.split_once(&begin).with_context(missing)?;
    let (_, after) = rest.split_once(&end).with_context(missing)?;
    Ok(format!("{before}{begin}\n{}\n{end}{after}", table.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_between_the_marks_is_replaced() {
        let text = "a\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nb\n";
        let expected = "a\n<!-- bench:begin -->\nnew\n<!-- bench:end -->\nb\n";
        assert_eq!(with_table(text, "bench", "new\n").unwrap(), expected);
        assert_eq!(with_table(expected, "bench", "new\n").unwrap(), expected);
        assert!(with_table("a\n", "bench", "new").is_err());
    }
}
