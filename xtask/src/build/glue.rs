//! Makes the JavaScript that loads the module, and the module smaller.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::npm;
use crate::house;
use crate::run::{program, quietly, say};

/// What stands in pkg/dist/wasm afterwards; it only ever gets there whole.
pub(super) fn bind(compiled: &Path) -> Result<()> {
    let home = house::at("pkg/dist/wasm");
    let module = home.join("peer_circle_bg.wasm");
    if house::fresh(&[module.clone(), home.join("peer_circle.js")], &[compiled.to_owned()]) {
        say("pkg/dist/wasm is up to date");
        return Ok(());
    }
    let parts = house::at("target/glue");
    generate(compiled, &parts)?;
    let (before, after) = shrink(&parts.join("peer_circle_bg.wasm"))?;
    move_over(&parts, &home)?;
    say(format!("pkg/dist/wasm: {before} bytes bound, {after} after wasm-opt"));
    Ok(())
}

fn generate(compiled: &Path, into: &Path) -> Result<()> {
    fs::remove_dir_all(into).or_else(|error| if into.exists() { Err(error) } else { Ok(()) })?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).web(true)?.typescript(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    // The package says itself where the module is, and starts anew after a trap.
    bindgen.omit_default_module_path(true).reset_state_function(true);
    bindgen.generate(into).context("wasm-bindgen cannot bind the module")
}

/// Bytes before and after; the module itself says which features of WebAssembly it uses.
fn shrink(module: &Path) -> Result<(u64, u64)> {
    let size = |path: &Path| fs::metadata(path).map(|data| data.len());
    let before = size(module)?;
    let tool = npm::tool("wasm-opt")?;
    let mut command = program("node", [tool.as_os_str()], &house::root());
    command.arg(module).args(["-O3", "--strip-debug", "--strip-producers", "-o"]).arg(module);
    quietly(&mut command).context("wasm-opt failed")?;
    Ok((before, size(module)?))
}

fn move_over(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    let files: Vec<PathBuf> = fs::read_dir(from)?.flatten().map(|entry| entry.path()).collect();
    for file in files {
        // A rename keeps what a page is just loading whole.
        fs::rename(&file, to.join(file.file_name().unwrap_or_default()))?;
    }
    Ok(())
}
