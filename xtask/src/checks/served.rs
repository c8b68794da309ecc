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

use crate::{
    http::{self, Response},
    process, serve, workspace,
};

/// A first build of the page compiles some two hundred crates.
const FIRST_BUILD: Duration = Duration::from_mins(15);

/// Trunk stays up after a failed build, since the next edit may mend it.
const TRUNK_FAILED: &str = "error from build pipeline";

pub(super) fn run() -> Result<()> {
    let (page, api) = (free_port()?, free_port()?);
    let mut server = Command::new(env::current_exe()?)
        .current_dir(workspace::root())
        .args(["serve", "--port", &page.to_string(), "--api-port", &api.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting serve")?;
    let result = wait_until_ready(&mut server)
        .and_then(|()| answers(page))
        .and_then(|()| modules(page))
        .and_then(|()| languages(page));
    end(&mut server)?;
    result?;
    ensure!(http::get(page, "/").is_err(), "Trunk outlived `cargo xtask serve`");
    ensure!(http::get(api, "/").is_err(), "the simulated API outlived `cargo xtask serve`");
    Ok(())
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
                let _ = sender.send(true);
            } else if line.contains(TRUNK_FAILED) {
                let _ = sender.send(false);
            }
        }
    });
    let ready = ready.recv_timeout(FIRST_BUILD).context("serve ended or hung before the page")?;
    ensure!(ready, "Trunk could not build the page");
    Ok(())
}

/// What a browser would ask for, in its order, then the API under the page's own origin.
fn answers(page: u16) -> Result<()> {
    let expectations = [
        ("/", 200, "text/html", "<batch-status"),
        ("/batch-status.js", 200, "text/javascript", "./batch-status-element.js"),
        ("/batch-status-element.js", 200, "text/javascript", "customElements"),
        ("/batch-status-core.js", 200, "text/javascript", "./core/"),
        ("/core/files.js", 200, "text/javascript", "const FILES = {"),
        ("/batch-status-diagnose.js", 200, "text/javascript", "export"),
        ("/batch-status-tabs.js", 200, "text/javascript", "export"),
        ("/batch-status-app.js", 200, "text/javascript", "export"),
        ("/batch-status-app_bg.wasm", 200, "application/wasm", "\0asm"),
        ("/mock/campaigns", 200, "application/json", "f1e2d3c4-5678-9012-3456-789012345678"),
        // Reached, and told that it takes a POST.
        ("/functions/v1/batch-calls", 405, "", ""),
        ("/fault/500/functions/v1/batch-calls", 500, "", ""),
        ("/missing.js", 404, "", ""),
    ];
    for (path, status, kind, text) in expectations {
        let response = http::get(page, path)?;
        ensure!(response.status == status, "{path} is {}, not {status}", response.status);
        ensure!(response.kind.starts_with(kind), "{path} is no {kind}, but {}", response.kind);
        ensure!(contains(&response, text), "{path} holds no {text:?}");
    }
    Ok(())
}

/// What the core and the page import.
fn modules(page: u16) -> Result<()> {
    for folder in ["core", "page"] {
        for file in workspace::files(format!("embed/{folder}"))? {
            let path = format!("/{folder}/{}", workspace::name(&file));
            let status = http::get(page, &path)?.status;
            ensure!(status == 200, "{path} is {status}");
        }
    }
    Ok(())
}

/// The texts of every language, and that the core knows of them.
fn languages(page: u16) -> Result<()> {
    let files = http::get(page, "/core/files.js")?;
    for file in workspace::files("messages")? {
        let path = format!("messages/{}", workspace::name(&file));
        let is_known = path == "messages/en.txt" || contains(&files, &path);
        ensure!(is_known, "/core/files.js holds no {path}");
        let status = http::get(page, &format!("/{path}"))?.status;
        ensure!(status == 200, "/{path} is {status}");
    }
    Ok(())
}

fn contains(response: &Response, text: &str) -> bool {
    String::from_utf8_lossy(&response.body).contains(text)
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
