//! Running other programs: their output kept, passed on, or both.

use std::{
    collections::VecDeque,
    env, fmt,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
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
    let mut tail = Tail::default();
    stdout.lines().for_each(|line| tail.push(line));
    String::from_utf8_lossy(&output.stderr).lines().for_each(|line| tail.push(line));
    bail!("`{name}` failed ({}); its last lines:\n{tail}", output.status);
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

/// Runs to the end, each line of either output handed to `on_line`; the last ones are in the error
/// of a failure.
pub(crate) fn condensed(command: &mut Command, mut on_line: impl FnMut(&str)) -> Result<()> {
    let name = describe(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("starting `{name}`"))?;
    let (sender, lines) = std::sync::mpsc::channel();
    let mut readers = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        readers.push(read_lines(stdout, sender.clone()));
    }
    if let Some(stderr) = child.stderr.take() {
        readers.push(read_lines(stderr, sender.clone()));
    }
    drop(sender);
    let mut tail = Tail::default();
    for line in lines {
        on_line(&line);
        tail.push(&line);
    }
    for reader in readers {
        let _ = reader.join();
    }
    let status = child.wait().with_context(|| format!("waiting for `{name}`"))?;
    if !status.success() {
        bail!("`{name}` failed ({status}); its last lines:\n{tail}");
    }
    Ok(())
}

fn read_lines(
    source: impl Read + Send + 'static,
    sender: std::sync::mpsc::Sender<String>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(source).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    })
}

/// The last lines of an output.
#[derive(Default)]
struct Tail(VecDeque<String>);

impl Tail {
    fn push(&mut self, line: &str) {
        if self.0.len() == LAST_LINES {
            self.0.pop_front();
        }
        self.0.push_back(line.to_owned());
    }
}

impl fmt::Display for Tail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|line| writeln!(f, "    {line}"))
    }
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

/// Every program called `name` on PATH, in its order.
pub(crate) fn on_path(name: &str) -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .map(|dir| dir.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        .filter(|file| is_executable(file))
        .collect()
}

/// PATH with `first` before all else.
pub(crate) fn path_with(first: &Path) -> Result<std::ffi::OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let dirs = std::iter::once(first.to_owned()).chain(env::split_paths(&path));
    env::join_paths(dirs).context("PATH cannot be extended")
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(file: &Path) -> bool {
    file.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_keeps_the_last_lines_only() {
        let mut tail = Tail::default();
        (0..LAST_LINES + 2).for_each(|n| tail.push(&n.to_string()));
        let text = tail.to_string();
        assert!(text.starts_with("    2\n"), "{text}");
        assert_eq!(text.lines().count(), LAST_LINES);
    }

    #[test]
    fn a_command_is_described_without_its_folder() {
        assert_eq!(
            describe(Command::new("/opt/bin/npm").args(["ci", "--quiet"])),
            "npm ci --quiet"
        );
    }
}
