//! Running other programs: their output kept, passed on, or both.

use std::{
    env,
    io::{self, BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

/// How much of a failed program's output its error repeats.
const LAST_LINES: usize = 25;

/// Runs to the end; the standard output is the answer, both are in the error of a failure.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = describe(command);
    let output = command.stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("starting `{name}`"))?;
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = || last_lines(&format!("{stdout}{}", String::from_utf8_lossy(&output.stderr)));
    let status = output.status;
    ensure!(status.success(), "`{name}` failed ({status}); its last lines:\n{}", last());
    Ok(stdout)
}

/// Runs to the end with its output on ours.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = describe(command);
    let status = command.stdin(Stdio::null()).status();
    let status = status.with_context(|| format!("starting `{name}`"))?;
    ensure!(status.success(), "`{name}` failed ({status})");
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
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let mut child = child.with_context(|| format!("starting `{name}`"))?;
    let mut kept = Vec::new();
    let stdout = child.stdout.take().context("a program without output")?;
    for line in BufReader::new(stdout).split(b'\n') {
        let line = [line?, b"\n".to_vec()].concat();
        // Our reader may have left (`| head`); the program is still to be heard out.
        let _ = io::stdout().write_all(&line);
        kept.extend(line);
    }
    let success = child.wait().with_context(|| format!("waiting for `{name}`"))?.success();
    Ok(Finished { success, stdout: String::from_utf8_lossy(&kept).into_owned() })
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
