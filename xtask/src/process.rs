//! Running other programs: their output kept, passed on, or both.

use std::{
    env,
    io::{Read, Write},
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// How much of a failed program's output its error repeats.
const LAST_LINES: usize = 25;

/// Runs to the end; the standard output is the answer, both are in the error of a failure.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = describe(command);
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("starting `{name}`"))?;
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(stdout);
    }
    let printed = stdout + &String::from_utf8_lossy(&output.stderr);
    bail!("`{name}` failed ({}); its last lines:\n{}", output.status, last_lines(&printed));
}

/// Runs to the end with its output on ours.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = describe(command);
    let status =
        command.stdin(Stdio::null()).status().with_context(|| format!("starting `{name}`"))?;
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

/// What a program left behind that ran to its end, well or not.
pub(crate) struct Finished {
    pub(crate) success: bool,
    pub(crate) stdout: String,
}

/// Runs to the end with its output on ours and the standard output kept as well.
pub(crate) fn tee(command: &mut Command) -> Result<Finished> {
    let name = describe(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("starting `{name}`"))?;
    let mut kept = Vec::new();
    if let Some(mut stdout) = child.stdout.take() {
        let mut chunk = [0; 8192];
        let mut ours = std::io::stdout();
        while let Ok(length @ 1..) = stdout.read(&mut chunk) {
            let read = chunk.get(..length).unwrap_or_default();
            // Our reader may have left (`| head`); the program is still to be heard out.
            let _ = ours.write_all(read).and_then(|()| ours.flush());
            kept.extend_from_slice(read);
        }
    }
    let status = child.wait().with_context(|| format!("waiting for `{name}`"))?;
    let stdout = String::from_utf8_lossy(&kept).into_owned();
    Ok(Finished { success: status.success(), stdout })
}

fn last_lines(text: &str) -> String {
    let from = text.lines().count().saturating_sub(LAST_LINES);
    text.lines().skip(from).collect::<Vec<_>>().join("\n")
}

/// The command as one would type it, its program without the folder.
fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut text = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

/// PATH with `first` before all else.
pub(crate) fn path_with(first: &Path) -> Result<std::ffi::OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let dirs = std::iter::once(first.to_owned()).chain(env::split_paths(&path));
    env::join_paths(dirs).context("PATH cannot be extended")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_has_the_last_lines_only() {
        let lines: Vec<_> = (0..LAST_LINES + 2).map(|n| n.to_string()).collect();
        assert_eq!(last_lines(&lines.join("\n")), lines[2..].join("\n"));
    }

    #[test]
    fn a_command_is_described_without_its_folder() {
        assert_eq!(
            describe(Command::new("/opt/bin/npm").args(["ci", "--quiet"])),
            "npm ci --quiet"
        );
    }
}
