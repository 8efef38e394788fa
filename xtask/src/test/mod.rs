//! `cargo xtask test [PART ..]`: everything that must hold, part by part, going on after one that fails.

mod browser;
mod determinism;
mod floors;
mod fuzz;
mod log;
mod package;
mod rust;
mod size;
mod supply;

use std::fs;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::house;
use crate::run::say;
use log::Log;

/// How many checks of a part passed, failed and were left out.
#[derive(Clone, Copy, Default)]
struct Tally {
    passed: u64,
    failed: u64,
    skipped: u64,
}

struct Part {
    name: &'static str,
    holds: &'static str,
    run: fn(&mut Log) -> Result<Tally>,
}

const PARTS: [Part; 12] = [
    Part { name: "format", holds: "rustfmt has nothing to change", run: rust::format },
    Part { name: "lints", holds: "clippy has nothing to say, with the bindings and without", run: rust::lints },
    Part { name: "rust", holds: "tests and examples of the library and of xtask", run: rust::tests },
    Part { name: "fuzz", holds: "bytes that a machine thinks up break no reader", run: fuzz::same_inputs },
    Part { name: "supply", holds: "few crates in the WebAssembly build", run: supply::check },
    Part { name: "build", holds: "the package builds, types checked", run: package::build },
    Part { name: "node", holds: "tests of the built package in Node", run: package::node },
    Part { name: "size", holds: "nothing shipped is larger than pkg/size-budget.json", run: size::check },
    Part { name: "browser", holds: "the journeys through the demo in Chromium", run: browser::journeys },
    Part { name: "pack", holds: "the package packed, installed and built by other people's tools", run: package::pack },
    Part { name: "same", holds: "the same input gives the same answer natively and in Node", run: determinism::check },
    Part { name: "floors", holds: "scores are no worse than tests/floors.json", run: floors::check },
];

/// What takes too long for every run: only when it is named.
const LONG: [Part; 1] = [Part {
    name: "kills",
    holds: "a browser killed more than a hundred times loses nothing it kept",
    run: browser::kills,
}];

/// Runs the parts that are named, or all but the long ones, and closes with `N passed, N failed`.
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode> {
    if let Some(unknown) =
        arguments.iter().find(|name| PARTS.iter().chain(&LONG).all(|part| part.name != name.as_str()))
    {
        bail!("there is no part {unknown:?}; these there are:\n{}", usage());
    }
    let named = |part: &&Part| arguments.iter().any(|name| name == part.name);
    let chosen = PARTS.iter().filter(|part| arguments.is_empty() || named(part)).chain(LONG.iter().filter(named));
    fs::create_dir_all(house::at("artefacts"))?;
    let mut sum = Tally::default();
    for part in chosen {
        let tally = part.run();
        sum.passed += tally.passed;
        sum.failed += tally.failed;
    }
    println!("{} passed, {} failed", sum.passed, sum.failed);
    Ok(if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Part {
    /// Runs it and says in one line how it went; a part that cannot run is one failure.
    fn run(&self) -> Tally {
        say(format!("{}: {}", self.name, self.holds));
        let start = Instant::now();
        let outcome = Log::new(self.name).and_then(|mut log| {
            let outcome = (self.run)(&mut log);
            if !matches!(outcome, Ok(Tally { failed: 0, .. })) {
                eprintln!("{}", log.end());
            }
            outcome
        });
        let tally = outcome.unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            Tally { failed: 1, ..Tally::default() }
        });
        println!("{:8} {} in {:.1} s", self.name, tally, start.elapsed().as_secs_f64());
        tally
    }
}

impl Tally {
    /// One check that passed or failed.
    fn one(passed: bool) -> Self {
        Self { passed: passed.into(), failed: (!passed).into(), skipped: 0 }
    }

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let word = if self.failed > 0 { "FAILED" } else { "ok" };
        write!(f, "{word:6} {} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

fn usage() -> String {
    PARTS.iter().chain(&LONG).map(|part| format!("  {:8} {}\n", part.name, part.holds)).collect()
}
