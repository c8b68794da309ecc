//! `cargo xtask serve` as one would run it: the page, what it loads and the API behind it answer,
//! and nothing is left running.

use std::{
    env,
    io::{BufRead, BufReader},
    net::{Ipv4Addr, TcpListener},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};

use super::counts::Counts;
use crate::{
    http::{self, Response},
    process, serve,
    workspace::Workspace,
};

/// A first build of the page compiles some two hundred crates.
const FIRST_BUILD: Duration = Duration::from_mins(15);

pub(super) fn run(workspace: &Workspace) -> Result<Counts> {
    let (page, api) = (free_port()?, free_port()?);
    let mut server = Command::new(env::current_exe()?)
        .current_dir(workspace.root())
        .args(["serve", "--port", &page.to_string(), "--api-port", &api.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting serve")?;
    let result = wait_until_ready(&mut server).and_then(|()| answers(page));
    end(&mut server)?;
    result?;
    ensure!(http::get(page, "/").is_err(), "Trunk outlived `cargo xtask serve`");
    ensure!(http::get(api, "/").is_err(), "the simulated API outlived `cargo xtask serve`");
    Ok(Counts::PASSED)
}

fn wait_until_ready(server: &mut Child) -> Result<()> {
    let stdout = server.stdout.take().context("serve without output")?;
    let (sender, ready) = mpsc::channel();
    // Read to the end, lest a full pipe stop Trunk. The sender goes with the thread: an end of the
    // output before the line is an error at once.
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            println!("  {line}");
            if line.starts_with(serve::READY) {
                let _ = sender.send(());
            }
        }
    });
    ready.recv_timeout(FIRST_BUILD).context("serve never said that the page is there")
}

/// What a browser would ask for, in its order, then the API under the page's own origin.
fn answers(page: u16) -> Result<()> {
    let expectations = [
        ("/", "text/html", "<batch-status"),
        ("/batch-status.js", "text/javascript", "customElements"),
        ("/batch-status-app.js", "text/javascript", "export"),
        ("/batch-status-app_bg.wasm", "application/wasm", "\0asm"),
        ("/mock/campaigns", "application/json", "batch_id"),
    ];
    for (path, kind, text) in expectations {
        let response = http::get(page, path)?;
        ensure!(response.status == 200, "{path} is {}", response.status);
        ensure!(response.head.contains(kind), "{path} is no {kind}:\n{}", response.head);
        ensure!(contains(&response, text), "{path} holds no {text:?}");
    }
    let html = http::get(page, "/")?;
    ensure!(!contains(&html, "data-trunk"), "Trunk left its marks in the page");
    ensure!(http::get(page, "/missing.js")?.status == 404, "a missing file is not a 404");
    Ok(())
}

fn contains(response: &Response, text: &str) -> bool {
    response.body.windows(text.len()).any(|window| window == text.as_bytes())
}

/// As a supervisor would: politely, so that it ends what it started.
fn end(server: &mut Child) -> Result<()> {
    let mut kill = Command::new("kill");
    if process::run(kill.args(["-TERM", &server.id().to_string()])).is_err() {
        let _ = server.kill();
    }
    let status = server.wait().context("waiting for serve")?;
    if !status.success() {
        bail!("serve ended with {status}");
    }
    Ok(())
}

/// Free now; that nobody takes it in between is as good as certain.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
