//! `cargo xtask fuzz [TARGET ..] [--seconds N]`: bytes that a machine thinks up, for everything that reads a file.
//!
//! The targets are in fuzz/, what they start from in fuzz/corpus/. What they go on with stays in target/fuzz/, so that
//! the next run is further; an input that breaks something is left in artefacts/fuzz/ and belongs into the corpus.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command};

use anyhow::{Context, Result, bail};

use crate::house;
use crate::run::{output, program, quietly, say};

/// One for every family of files that strangers give.
pub(crate) const TARGETS: [&str; 4] = ["roster", "calendar", "transcript", "project"];

/// What the compiler is told so that the search sees which code an input reached; no more than any stable compiler knows.
const INSTRUMENTS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1";

/// Longer inputs find little that shorter ones do not, and are tried less often.
const LONGEST: &str = "-max_len=4000";

/// How far a search goes.
#[derive(Clone, Copy)]
pub(crate) enum Reach {
    /// Other inputs each time, for so many seconds, from where the last search stopped.
    Fresh(u32),
    /// The same inputs each time, so many of them for each target.
    Same(u32),
}

/// Seconds after which a search that is always the same gives up on a slow machine.
const PATIENCE: u32 = 240;

pub(crate) fn command(arguments: &[String]) -> Result<()> {
    let (named, seconds) = match arguments.iter().position(|word| word == "--seconds") {
        Some(at) => {
            let number = arguments.get(at + 1).context("--seconds needs a number")?;
            (&arguments[..at], number.parse().context("--seconds needs a whole number")?)
        }
        None => (arguments, 60),
    };
    let known = |name: &String| TARGETS.contains(&name.as_str());
    if let Some(unknown) = named.iter().find(|name| !known(name)) {
        bail!("there is no target {unknown:?}; these there are: {}", TARGETS.join(", "));
    }
    let chosen: Vec<&str> =
        TARGETS.into_iter().filter(|target| named.is_empty() || named.iter().any(|name| name == target)).collect();
    for (target, report) in run(&chosen, Reach::Fresh(seconds))? {
        match report {
            None => println!("{target}: nothing found"),
            Some(log) => bail!("{target} broke; see {}", log.display()),
        }
    }
    Ok(())
}

/// Runs targets side by side; for each one nothing, or the log of what it found.
pub(crate) fn run<'a>(targets: &[&'a str], reach: Reach) -> Result<Vec<(&'a str, Option<PathBuf>)>> {
    let built = build()?;
    fs::create_dir_all(house::at("artefacts/fuzz"))?;
    match reach {
        Reach::Fresh(seconds) => say(format!("{} for {seconds} seconds", targets.join(", "))),
        Reach::Same(inputs) => say(format!("{} with {inputs} inputs each", targets.join(", "))),
    }
    let started: Vec<(&str, PathBuf, Child)> = targets
        .iter()
        .map(|target| {
            let log = house::at(&format!("artefacts/fuzz/{target}.log"));
            let file = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
            let child = search(&built, target, reach)?.stdout(file.try_clone()?).stderr(file).spawn()?;
            Ok((*target, log, child))
        })
        .collect::<Result<_>>()?;
    started
        .into_iter()
        .map(|(target, log, mut child)| Ok((target, (!child.wait()?.success()).then_some(log))))
        .collect()
}

/// Whether what compiles the search itself is there.
pub(crate) fn possible() -> bool {
    quietly(Command::new("c++").arg("--version")).is_ok()
}

/// Compiles the targets; gives the folder that they are in.
fn build() -> Result<PathBuf> {
    if !possible() {
        bail!("the search is written in C++ and needs a compiler for it: install g++ or clang");
    }
    let host = output(&mut program("rustc", ["-vV"], &house::root()))?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not say its host")?;
    say("compiling the fuzz targets");
    // A target is named so that the instruments stay out of build scripts.
    let arguments = ["build", "--release", "--quiet", "--target", host];
    quietly(program("cargo", arguments, &house::at("fuzz")).env("RUSTFLAGS", INSTRUMENTS))?;
    Ok(house::at(&format!("fuzz/target/{host}/release")))
}

fn search(built: &std::path::Path, target: &str, reach: Reach) -> Result<Command> {
    let kept = house::at(&format!("target/fuzz/{target}"));
    fs::create_dir_all(&kept)?;
    let corpus = house::at(&format!("fuzz/corpus/{target}"));
    // The first folder is where finds are kept; a search that is always the same keeps none in what it starts from.
    let mut command = program(built.join(target), [] as [&str; 0], &house::root());
    match reach {
        Reach::Fresh(seconds) => command.args([&kept, &corpus]).arg(format!("-max_total_time={seconds}")),
        Reach::Same(inputs) => {
            let scratch = house::at(&format!("target/fuzz-same/{target}"));
            let _ = fs::remove_dir_all(&scratch);
            fs::create_dir_all(&scratch)?;
            command.args([&scratch, &corpus]).arg(format!("-runs={inputs}")).arg("-seed=1");
            command.arg(format!("-max_total_time={PATIENCE}"))
        }
    };
    command.arg(format!("-artifact_prefix={}/{target}-", house::at("artefacts/fuzz").display())).args([
        LONGEST,
        "-timeout=10",
        "-rss_limit_mb=1000",
        "-print_final_stats=1",
    ]);
    Ok(command)
}
