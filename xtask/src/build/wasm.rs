//! Compiles the library to WebAssembly.

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, anyhow};

use crate::house;
use crate::run::{program, run, say};
use crate::toolchain::{self, TARGET, Toolchain};

/// The modules as the compiler leaves them, a half of the library each.
pub(super) fn compile(halves: &[&str], folder: &str) -> Result<Vec<PathBuf>> {
    let (toolchain, start) = (&toolchain::find()?, Instant::now());
    // The last and longest part of a compilation knows one thread only, so halves are compiled side by side.
    let modules = thread::scope(|scope| {
        let begin = |&half| scope.spawn(move || compile_half(toolchain, half, folder));
        let running: Vec<_> = halves.iter().map(begin).collect();
        running
            .into_iter()
            .map(|one| one.join().map_err(|_| anyhow!("a compilation broke off"))?)
            .collect::<Result<Vec<_>>>()
    })?;
    say(format!("compiled to WebAssembly in {:.1} s", start.elapsed().as_secs_f64()));
    Ok(modules)
}

fn compile_half(toolchain: &Toolchain, half: &str, folder: &str) -> Result<PathBuf> {
    // Two compilers, or two sets of features, clash in one folder.
    let target = house::at("target").join(format!("{folder}-{}-{half}", toolchain.word()));
    let profile = if super::quick() { "wasm-quick" } else { "wasm" };
    let arguments = ["build", "--quiet", "--lib", "--package", "peer-circle", "--profile", profile, "--features", half];
    let mut cargo = program("cargo", arguments, &house::root());
    toolchain.prepare(&mut cargo)?;
    cargo.env("CARGO_TARGET_DIR", &target).env("CARGO_ENCODED_RUSTFLAGS", flags(toolchain));
    run(&mut cargo).context("cannot compile the library to WebAssembly")?;
    Ok(target.join(TARGET).join(profile).join("peer_circle.wasm"))
}

/// No path of this machine may end up in the module: each is mapped to a word.
fn flags(toolchain: &Toolchain) -> String {
    let mut words = vec![(house::root(), "peer-circle")];
    words.extend(toolchain.folders().into_iter().map(|folder| (folder, "rust")));
    words.extend(crates().into_iter().map(|folder| (folder, "crates")));
    let flag = |(folder, word): (PathBuf, &str)| format!("--remap-path-prefix={}={word}", folder.display());
    // Warnings are clippy's to tell.
    let quiet = ["-Aunused", "-Aunfulfilled_lint_expectations", "-Aunreachable_pub"];
    let own = quiet.iter().chain(toolchain.flags()).map(|flag| (*flag).to_owned());
    own.chain(words.into_iter().map(flag)).collect::<Vec<_>>().join("\x1f")
}

/// The folders that hold the sources of crates, a registry each.
fn crates() -> Vec<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    let sources = home.join("registry/src");
    let mut found: Vec<PathBuf> =
        fs::read_dir(sources).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    found.sort();
    found
}
