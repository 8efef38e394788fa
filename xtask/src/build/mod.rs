//! The npm package, in pkg/dist: compile, bind, shrink, then TypeScript. What is up to date is left alone.
//! There are two modules, for two lines of work that seldom meet in one page.

mod glue;
mod npm;
mod wasm;

use std::fs;

use anyhow::{Result, bail};

use crate::house;
use crate::run::say;

pub(crate) use npm::install;

/// `cargo xtask build [--wasm-only | --twice]`
pub(crate) fn command(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => package(),
        [only] if only == "--wasm-only" => wasm(),
        [twice] if twice == "--twice" => again(),
        other => bail!("cargo xtask build [--wasm-only | --twice], not {}", other.join(" ")),
    }
}

/// The whole package.
pub(crate) fn package() -> Result<()> {
    wasm()?;
    npm::package()
}

/// The halves of the library that pages load apart, as the crate's features name them.
const HALVES: [&str; 2] = ["forming", "coding"];

/// The WebAssembly modules and their JavaScript alone, in pkg/dist/wasm.
pub(crate) fn wasm() -> Result<()> {
    let compiled = wasm::compile(&HALVES, "wasm")?;
    for (half, module) in HALVES.iter().zip(&compiled) {
        glue::bind(half, module)?;
    }
    Ok(())
}

/// Compiles the modules once more, from nothing and in another folder, and compares them byte by byte.
fn again() -> Result<()> {
    let first = wasm::compile(&HALVES, "wasm")?;
    for folder in fs::read_dir(house::at("target"))?.flatten().map(|entry| entry.path()) {
        if folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("again-")) {
            fs::remove_dir_all(folder)?;
        }
    }
    let second = wasm::compile(&HALVES, "again")?;
    for ((half, one), other) in HALVES.iter().zip(&first).zip(&second) {
        if fs::read(one)? != fs::read(other)? {
            bail!("{half} is not the same twice: {} and {}", one.display(), other.display());
        }
        say(format!("{half} is the same twice"));
    }
    Ok(())
}

/// Whether to build soon rather than small: for who changes something and looks at it again and again.
fn quick() -> bool {
    std::env::var_os("PEER_CIRCLE_QUICK").is_some_and(|value| !value.is_empty() && value != "0")
}
