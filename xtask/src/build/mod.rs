//! The npm package, in pkg/dist: compile, bind, shrink, then TypeScript. What is up to date is left alone.
//! There are two modules, for two lines of work that seldom meet in one page.

mod glue;
mod npm;
mod wasm;

use anyhow::{Result, bail};

pub(crate) use npm::install;

/// `cargo xtask build [--wasm-only]`
pub(crate) fn command(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => package(),
        [only] if only == "--wasm-only" => wasm(),
        other => bail!("cargo xtask build [--wasm-only], not {}", other.join(" ")),
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
    let compiled = wasm::compile(&HALVES)?;
    for (half, module) in HALVES.iter().zip(&compiled) {
        glue::bind(half, module)?;
    }
    glue::types(&HALVES)
}

/// Whether to build soon rather than small: for who changes something and looks at it again and again.
fn quick() -> bool {
    std::env::var_os("PEER_CIRCLE_QUICK").is_some_and(|value| !value.is_empty() && value != "0")
}
