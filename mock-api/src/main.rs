//! The mock API as a program.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use mock_api::{Config, Limits, serve};

/// The batch-calls API, simulated on 127.0.0.1. Accepts the keys `demo-key` and `demo-key-*`.
#[derive(Debug, Parser)]
#[command(name = "mock-api", after_help = mock_api::help())]
struct Options {
    /// Port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// Answer however often a key asks.
    #[arg(long)]
    no_limits: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let limits = if options.no_limits { Limits::none() } else { Limits::default() };
    match run(Config { limits, ..Config::default() }.port(options.port)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            eprintln!("mock-api: port {} is taken; choose another with --port", options.port);
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("mock-api: cannot listen on port {}: {error}", options.port);
            ExitCode::FAILURE
        }
    }
}

/// Serves until the process ends. Programs that start this one read the port from its line on stdout.
async fn run(config: Config) -> io::Result<()> {
    let running = serve(config).await?;
    let mut stdout = io::stdout();
    writeln!(stdout, "mock-api listening on {}", running.url())?;
    stdout.flush()?;
    running.wait().await;
    Ok(())
}
