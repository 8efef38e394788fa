//! Few crates in what pages download: each is code that somebody has to trust.

use std::collections::BTreeSet;

use anyhow::Result;

use super::{Log, Tally};
use crate::house;
use crate::run::{output, program};
use crate::toolchain::TARGET;

/// Crates that the library names itself, proc macros apart.
const DIRECT: usize = 12;
/// Crates in all, proc macros apart.
const RESOLVED: usize = 45;

/// Counts the crates of the WebAssembly build, and asks that their versions are committed.
pub(super) fn check(log: &mut Log) -> Result<Tally> {
    let (direct, resolved) = (crates(&["--depth", "1"])?, crates(&[])?);
    log.line(&format!("direct, {} of at most {DIRECT}: {direct:?}", direct.len()))?;
    log.line(&format!("resolved, {} of at most {RESOLVED}: {resolved:?}", resolved.len()))?;
    let mut tally = Tally::one(direct.len() <= DIRECT);
    tally.add(Tally::one(resolved.len() <= RESOLVED));
    let locked = program("cargo", ["metadata", "-q", "--locked", "--format-version=1"], &house::root()).output()?;
    tally.add(Tally::one(locked.status.success()));
    Ok(tally)
}

fn crates(more: &[&str]) -> Result<BTreeSet<String>> {
    let tree = ["tree", "-q", "-p", "peer-circle", "--features", "wasm", "--target", TARGET, "--prefix", "none"];
    let mut command = program("cargo", tree, &house::root());
    let printed = output(command.args(["-e", "normal,no-proc-macro", "-f", "{p}"]).args(more))?;
    let name = |line: &str| line.split(" (").next().unwrap_or_default().trim().to_owned();
    Ok(printed.lines().map(name).filter(|name| !name.is_empty() && !name.starts_with("peer-circle ")).collect())
}
