//! The name of the file of a campaign.

use crate::letters::in_one_piece;
use unicode_normalization::char::canonical_combining_class;

/// So many letters of a campaign's name; file systems take 255 bytes.
const LONGEST: usize = 48;

/// Names that Windows keeps for devices, whatever follows a dot.
const DEVICES: [&str; 8] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM", "LPT"];

/// The campaign's name, with a dash for whatever a file's name may not have, and what list it is of which day, in words of
/// ours: `Recall of spring 2024-02-15.csv`, `Recall of spring To call back 2024-02-15.csv`.
pub fn file_name(campaign: &str, list: &str) -> String {
    let is_mark = |it| canonical_combining_class(it) != 0;
    let is_allowed = |it: char| it.is_alphanumeric() || is_mark(it) || " ._-".contains(it);
    let campaign = in_one_piece(campaign);
    let name = campaign.chars().map(|letter| if is_allowed(letter) { letter } else { '-' });
    let name: String = name.take(LONGEST).collect();
    // A dot in front hides a file.
    let name = name.trim_matches([' ', '.']);
    let guard = if is_device(name) { "_" } else { "" };
    let between = if name.is_empty() { "" } else { " " };
    format!("{guard}{name}{between}{list}.csv")
}

fn is_device(name: &str) -> bool {
    let (name, _) = name.split_once('.').unwrap_or((name, ""));
    let name = name.trim_end().to_ascii_uppercase();
    let is_port_number = |it: char| it.is_ascii_digit() || matches!(it, '¹' | '²' | '³');
    DEVICES.contains(&name.trim_end_matches(is_port_number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(campaign: &str, expected: &str) {
        assert_eq!(file_name(campaign, "2024-02-15"), expected);
    }

    #[test]
    fn a_file_is_named_after_the_campaign_and_the_day() {
        check("Recall of spring", "Recall of spring 2024-02-15.csv");
        check("Größe 2_b.c-d", "Größe 2_b.c-d 2024-02-15.csv");
        check("Jose\u{301} हिन्दी", "José हिन्दी 2024-02-15.csv");
        check("a/b\\c: d?", "a-b-c- d- 2024-02-15.csv");
        check("..hidden. ", "hidden 2024-02-15.csv");
        check("\u{202e}fdp", "-fdp 2024-02-15.csv");
        check("", "2024-02-15.csv");
        assert_eq!(
            file_name(&"x".repeat(300), "To call back 2024-02-15"),
            format!("{} To call back 2024-02-15.csv", "x".repeat(LONGEST))
        );
        check(&"x".repeat(300), &format!("{} 2024-02-15.csv", "x".repeat(LONGEST)));
    }

    #[test]
    fn no_name_is_a_device_of_windows() {
        for device in ["CON", "con", "PRN", "Aux", "NUL", "CONIN$", "COM1", "com9", "LPT1", "COM²"]
        {
            for rest in ["", ".", ".txt", ".spring recall", " .x"] {
                let name = file_name(&format!("{device}{rest}"), "2024-02-15");
                let base = name.split('.').next().unwrap_or_default().trim();
                assert!(!is_device(base), "{name}");
            }
        }
        check("Contact", "Contact 2024-02-15.csv");
    }
}
