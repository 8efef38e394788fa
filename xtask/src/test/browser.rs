//! The journeys that a person makes, in a real Chromium, against the server of the demo.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::package::files;
use super::{Log, Tally};
use crate::run::{program, quietly, say};
use crate::serve::Server;
use crate::{build, house};

/// Runs tests/browser/*.test.mjs; they find the demo, the browser and a place for screenshots in their environment.
pub(super) fn journeys(log: &mut Log) -> Result<Tally> {
    drive(log, files(&house::at("tests/browser"), ".test.mjs"), None)
}

/// How often the browser is killed for each of what people do: more than a hundred times in all.
const KILLS: &str = "15";

/// Kills the browser far more often than the suite does.
pub(super) fn kills(log: &mut Log) -> Result<Tally> {
    drive(log, files(&house::at("tests/browser"), "kill.test.mjs"), Some(("PEER_CIRCLE_KILLS", KILLS)))
}

fn drive(log: &mut Log, files: Vec<PathBuf>, more: Option<(&str, &str)>) -> Result<Tally> {
    if files.is_empty() {
        return Ok(Tally { skipped: 1, ..Tally::default() });
    }
    build::package()?;
    let chromium = chromium()?;
    let server = Server::start(0)?;
    // One at a time: each drives a browser of its own on two cores.
    let mut command = program("node", ["--test", "--test-reporter=tap", "--test-concurrency=1"], &house::root());
    command.env("PEER_CIRCLE_DEMO", server.address()).env("PEER_CIRCLE_CHROMIUM", chromium);
    command.env("PEER_CIRCLE_ARTEFACTS", house::at("artefacts")).envs(more);
    Ok(log.run(command.args(files))?.node_tally())
}

const ADVICE: &str = "install Chromium, or name one in PEER_CIRCLE_CHROMIUM";

/// A Chromium: the one named, the one installed, or the one that this machine's packages give.
pub(super) fn chromium() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("PEER_CIRCLE_CHROMIUM").map(PathBuf::from) {
        return Ok(named);
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    say("apt-get install chromium");
    for arguments in
        [["update", "-q", "-q"].as_slice(), &["install", "-y", "-q", "--no-install-recommends", "chromium"]]
    {
        let mut command = program("apt-get", arguments, &house::root());
        if let Err(error) = quietly(command.env("DEBIAN_FRONTEND", "noninteractive")) {
            bail!("there is no Chromium here and it cannot be installed: {ADVICE} ({error:#})");
        }
    }
    installed().ok_or_else(|| anyhow::anyhow!("there is no Chromium here: {ADVICE}"))
}

fn installed() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.is_file())
}
