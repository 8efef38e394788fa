//! What holds of the Rust sources.

use anyhow::Result;

use super::{Log, Tally};
use crate::house;
use crate::run::program;

/// The formatter has nothing to change.
pub(super) fn format(log: &mut Log) -> Result<Tally> {
    check(log, &["fmt", "--all", "--check"])
}

/// No warning, in whatever is compiled, with the bindings for JavaScript and without.
pub(super) fn lints(log: &mut Log) -> Result<Tally> {
    let mut tally = check(log, &["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    let bindings = ["clippy", "--quiet", "-p", "peer-circle", "--lib", "--features", "wasm", "--", "-D", "warnings"];
    tally.add(check(log, &bindings)?);
    Ok(tally)
}

/// Tests and runnable examples; those of xtask as it was built to run this.
pub(super) fn tests(log: &mut Log) -> Result<Tally> {
    let library = ["test", "--quiet", "--no-fail-fast", "-p", "peer-circle"];
    let mut command = program("cargo", library, &house::root());
    // A folder that is not there is as good as none; one that is there is found from anywhere.
    match house::data() {
        Some(data) => command.env("PEER_CIRCLE_DATA", data),
        None => command.env_remove("PEER_CIRCLE_DATA"),
    };
    let mut tally = log.run(&mut command)?.cargo_tally();
    let own = ["test", "--quiet", "--no-fail-fast", "--release", "-p", "xtask"];
    tally.add(log.run(&mut program("cargo", own, &house::root()))?.cargo_tally());
    Ok(tally)
}

fn check(log: &mut Log, arguments: &[&str]) -> Result<Tally> {
    let ended = log.run(&mut program("cargo", arguments, &house::root()))?;
    Ok(Tally::one(ended.well))
}
