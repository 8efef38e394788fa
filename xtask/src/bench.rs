//! `cargo xtask bench`: how many times as fast as its peers the package is, both sides in one run; for people.

use anyhow::{Result, bail};

use crate::run::{program, run};
use crate::{build, house};

/// Builds the package as it is shipped and prints the table.
pub(crate) fn command(arguments: &[String]) -> Result<()> {
    if let Some(unknown) = arguments.first() {
        bail!("cargo xtask bench takes nothing, not {unknown}");
    }
    build::package()?;
    build::install(&house::at("xtask"))?;
    run(&mut program("node", ["xtask/bench/run.mjs"], &house::root()))
}
