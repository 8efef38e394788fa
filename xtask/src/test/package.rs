//! What holds of the npm package as it is built.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{Log, Tally, browser};
use crate::run::program;
use crate::{build as builder, house};

/// It builds, and TypeScript's checker has nothing to say.
pub(super) fn build(log: &mut Log) -> Result<Tally> {
    builder::package()?;
    let pkg = house::at("pkg");
    if !pkg.join("package.json").is_file() {
        return Ok(Tally { passed: 1, skipped: 1, ..Tally::default() });
    }
    let ended = log.run(&mut program("npm", ["run", "--silent", "check"], &pkg))?;
    let mut tally = Tally::one(true);
    tally.add(Tally::one(ended.well));
    Ok(tally)
}

/// Files of tests that measure, which is not to be disturbed by what else is tested.
const MEASURE: [&str; 2] = ["progress.test.mjs", "steps.test.mjs"];

/// Its tests in Node: side by side, and then one by one those that measure.
pub(super) fn node(log: &mut Log) -> Result<Tally> {
    builder::package()?;
    let files = files(&house::at("pkg/test"), ".test.mjs");
    if files.is_empty() {
        return Ok(Tally { skipped: 1, ..Tally::default() });
    }
    let (measure, others): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|path| MEASURE.iter().any(|name| path.ends_with(name)));
    let mut tally = Tally::default();
    for (files, side_by_side) in [(others, None), (measure, Some("--test-concurrency=1"))] {
        let mut command = program("node", ["--test", "--test-reporter=tap"], &house::at("pkg"));
        tally.add(log.run(command.args(side_by_side).args(files))?.node_tally());
    }
    Ok(tally)
}

/// What publint and attw say of it, and whether it works where bundlers have been at it.
pub(super) fn pack(log: &mut Log) -> Result<Tally> {
    builder::package()?;
    let tries = house::at("tests/pack");
    builder::install(&tries)?;
    let mut tally = Tally::one(log.run(&mut program("npm", ["run", "--silent", "lint"], &house::at("pkg")))?.well);
    let mut command = program("node", ["--test", "--test-reporter=tap"], &house::root());
    command.env("PEER_CIRCLE_CHROMIUM", browser::chromium()?);
    tally.add(log.run(command.args(files(&tries, ".test.mjs")))?.node_tally());
    Ok(tally)
}

/// The files of a folder with an ending, in order.
pub(super) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    found.sort();
    found
}
