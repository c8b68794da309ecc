//! `cargo xtask serve`: the demo page through Trunk, with the simulated API behind the same origin.

mod child;
mod ports;
mod trunk_config;

use std::{env, path::Path, thread, time::Duration};

use anyhow::{Context, Result};
use clap::Args;
use fs_err as fs;
use tokio::{process::Command, runtime::Runtime};

use crate::{
    http, process,
    tools::{self, TRUNK, WASM_BINDGEN, WASM_TARGET},
    workspace,
};

/// How the line begins that says the page is there; `cargo xtask test` waits for it.
pub(crate) const READY: &str = "The page is at ";

#[derive(Args)]
pub(crate) struct Options {
    /// The page's port: 8080, or the next free one
    #[arg(long)]
    port: Option<u16>,
    /// The simulated API's port: 8787, or the next free one
    #[arg(long)]
    api_port: Option<u16>,
    /// Build as for customers: slower to build, far smaller
    #[arg(long)]
    release: bool,
    /// Open the page in a browser
    #[arg(long)]
    open: bool,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let port = ports::choose("port", options.port, 8080)?;
    let api_port = ports::choose("api-port", options.api_port, 8787)?;
    tools::ensure_all(&[&WASM_TARGET, &WASM_BINDGEN, &TRUNK])?;
    Runtime::new()?.block_on(serve(options, port, api_port))
}

async fn serve(options: &Options, port: u16, api_port: u16) -> Result<()> {
    let _api = mock_api::serve(mock_api::Config::default().port(api_port))
        .await
        .context("starting the simulated API")?;
    // By port, since several may run.
    let dir = workspace::cache().join(format!("serve/{port}"));
    fs::create_dir_all(dir.join("dist"))?;
    println!("Building the page; the first time this compiles all of its crates.");
    thread::spawn(move || announce(port, api_port));
    let result = child::run(trunk(options, &dir, port, api_port)?).await;
    // What stays behind is overwritten next time.
    let _ = fs::remove_dir_all(&dir);
    result
}

fn trunk(options: &Options, dir: &Path, port: u16, api_port: u16) -> Result<Command> {
    let config = fs::read_to_string(workspace::join("Trunk.toml"))?;
    let generated = dir.join("Trunk.toml");
    fs::write(&generated, trunk_config::with_api_port(&config, api_port)?)?;

    let mut trunk = Command::new(tools::ensure(&TRUNK)?);
    trunk.current_dir(workspace::root()).arg("serve").arg(workspace::join("index.html"));
    trunk.arg("--config").arg(&generated).arg("--dist").arg(dir.join("dist"));
    trunk.arg("--port").arg(port.to_string());
    // Relative to the configuration file, which is a copy elsewhere.
    for path in trunk_config::watched(&config)? {
        trunk.arg("--watch").arg(workspace::join(&path));
    }
    trunk.args(options.release.then_some("--release"));
    trunk.args(options.open.then_some("--open"));
    // Trunk takes the wasm-bindgen that it finds first and downloads one if that does not fit.
    let bindgen = tools::ensure(&WASM_BINDGEN)?;
    let bin = bindgen.parent().context("wasm-bindgen lies nowhere")?;
    trunk.env("PATH", process::path_with(bin)?).env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk reports a compile error as one of its own: fifty lines of its stack would hide it.
    trunk.env("RUST_BACKTRACE", "0");
    // Trunk reads this variable as `true` or `false`, and ends on the customary `1`.
    if env::var_os("NO_COLOR").is_some() {
        trunk.env_remove("NO_COLOR").args(["--color", "never"]);
    }
    Ok(trunk)
}

/// Says where the page is, once it is there: Trunk names its address before it can answer.
fn announce(port: u16, api_port: u16) {
    let is_there = |path| http::get(port, path).is_ok_and(|response| response.status == 200);
    while !["/", "/batch-status.js", "/batch-status-app_bg.wasm"].into_iter().all(is_there) {
        thread::sleep(Duration::from_millis(250));
    }
    println!(
        "\n{READY}http://127.0.0.1:{port}/ (simulated API: http://127.0.0.1:{api_port}/). \
         Ctrl-C ends both.\n"
    );
}
