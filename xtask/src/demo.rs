//! `cargo xtask demo [--port N] [--no-build]`: the pages, everything computed in them.

use anyhow::{Context, Result, bail};

use crate::build;
use crate::serve::Server;

/// Where the demo is found unless `--port` says otherwise.
const PORT: u16 = 8321;

/// Builds the package and serves the demo until it is ended.
pub(crate) fn command(arguments: &[String]) -> Result<()> {
    let (mut port, mut builds) = (PORT, true);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--port" => port = rest.next().and_then(|port| port.parse().ok()).context("--port wants a number")?,
            "--no-build" => builds = false,
            other => bail!("cargo xtask demo [--port N] [--no-build], not {other}"),
        }
    }
    if builds {
        build::package()?;
    }
    let server = Server::start(port)?;
    println!("the demo is at {} (Ctrl+C ends it)", server.address());
    server.wait();
    Ok(())
}
