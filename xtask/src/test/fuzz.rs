//! Inputs that a machine thinks up, the same in every run: a change that breaks nothing passes. `cargo xtask fuzz` looks
//! for new ones; what was once found is replayed by tests/hostile.rs.

use anyhow::Result;

use super::{Log, Tally};
use crate::fuzz::{self, Reach};

/// Enough to find what a change broke, few enough for every run.
const INPUTS: u32 = 40_000;

pub(super) fn same_inputs(log: &mut Log) -> Result<Tally> {
    if !fuzz::possible() {
        log.line("skipped: no C++ compiler for the search")?;
        return Ok(Tally { skipped: 1, ..Tally::default() });
    }
    let mut tally = Tally::default();
    for (target, found) in fuzz::run(&fuzz::TARGETS, Reach::Same(INPUTS))? {
        if let Some(path) = &found {
            log.line(&format!("{target}:\n{}", last(&std::fs::read_to_string(path).unwrap_or_default())))?;
        }
        tally.add(Tally::one(found.is_none()));
    }
    Ok(tally)
}

/// The lines that say what broke.
fn last(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(40)..].join("\n")
}
