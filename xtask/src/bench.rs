//! `cargo xtask bench`: what was asked of the package and what it came to, and how many times as fast as its peers it is,
//! both sides in one run; for people.

use anyhow::Result;

use crate::run::{program, run};
use crate::{build, house};

/// Builds the package as it is shipped and prints the table: of the rows that have one of these words in their name, or of
/// all that do not take long.
pub(crate) fn command(words: &[String]) -> Result<()> {
    build::package()?;
    build::install(&house::at("xtask"))?;
    let script = ["xtask/bench/run.mjs"].map(str::to_owned);
    run(&mut program("node", script.iter().chain(words), &house::root()))
}
