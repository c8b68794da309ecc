//! Makes code of the English texts, messages/en.txt, which the widget has built in.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

const MESSAGES: &str = "messages/en.txt";

fn main() -> Result<(), Box<dyn Error>> {
    let to = env::var_os("OUT_DIR").ok_or("no OUT_DIR: cargo sets it")?;
    println!("cargo::rerun-if-changed=build.rs");
    messages(to.as_ref())
}

/// Turns the English texts into the enum `Message` and one constant, in the order of the file.
fn messages(to: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={MESSAGES}");
    let source = fs::read_to_string(MESSAGES)?;
    let lines = source.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (mut names, mut texts, mut count) = (String::new(), String::new(), 0);
    for line in lines {
        let (name, text) =
            line.split_once(": ").ok_or_else(|| format!("{MESSAGES}: no name in {line:?}"))?;
        writeln!(names, "    /// `{text}`\n    {name},")?;
        writeln!(texts, "    ({name:?}, {text:?}),")?;
        count += 1;
    }
    let code = format!(
        "/// A text of messages/en.txt, by its name there.\n\
         #[derive(Copy, Clone, PartialEq, Eq, Debug)]\n\
         pub enum Message {{\n{names}}}\n\n\
         /// The English texts with their names, in the order of [`Message`].\n\
         const ENGLISH: [(&str, &str); {count}] = [\n{texts}];\n"
    );
    Ok(fs::write(to.join("message.rs"), code)?)
}
