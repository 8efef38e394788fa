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
    let (home, stamp) = (house::at("pkg/dist/wasm"), house::at("target/glue.stamp"));
    // A quick module and a small one take turns here: which it was counts, not only which is newer.
    let made_of = format!("{} {:?} {:?}", compiled.display(), house::written(compiled), house::written(&recipe()));
    if home.join("peer_circle_bg.wasm").is_file() && fs::read_to_string(&stamp).is_ok_and(|stamped| stamped == made_of)
    {
        say("pkg/dist/wasm is up to date");
        return Ok(());
    }
    let parts = house::at("target/glue");
    generate(compiled, &parts)?;
    let module = parts.join("peer_circle_bg.wasm");
    let before = fs::metadata(&module)?.len();
    if !super::quick() {
        shrink(&module)?;
    }
    let after = fs::metadata(&module)?.len();
    move_over(&parts, &home)?;
    say(format!(
        "pkg/dist/wasm: {before} bytes bound, {after} after {}",
        if super::quick() { "nothing else" } else { "wasm-opt" }
    ));
    Ok(fs::write(&stamp, made_of)?)
}

/// This file: a change here makes everything that it made old.
fn recipe() -> PathBuf {
    house::at("xtask/src/build/glue.rs")
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

/// The module itself says which features of WebAssembly it uses.
fn shrink(module: &Path) -> Result<()> {
    let tool = npm::tool("wasm-opt")?;
    let mut command = program("node", [tool.as_os_str()], &house::root());
    command.arg(module).args(["-O3", "--strip-debug", "--strip-producers", "-o"]).arg(module);
    quietly(&mut command).context("wasm-opt failed")
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
