//! Makes the JavaScript that loads a module, and the module smaller.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::npm;
use crate::house;
use crate::run::{program, quietly, say};

/// What stands in pkg/dist/wasm afterwards; it only ever gets there whole.
pub(super) fn bind(half: &str, compiled: &Path) -> Result<()> {
    let name = name(half);
    let (home, stamp) = (home(), house::at("target").join(format!("{name}.stamp")));
    // A quick module and a small one take turns here: which it was counts, not only which is newer.
    let made_of = format!("{} {:?} {:?}", compiled.display(), house::written(compiled), house::written(&recipe()));
    let file = format!("{name}_bg.wasm");
    if home.join(&file).is_file() && fs::read_to_string(&stamp).is_ok_and(|stamped| stamped == made_of) {
        say(format!("{file} is up to date"));
        return Ok(());
    }
    let parts = house::at("target/glue").join(half);
    generate(compiled, &name, &parts)?;
    let module = parts.join(&file);
    let before = fs::metadata(&module)?.len();
    if !super::quick() {
        shrink(&module, inlined(half))?;
    }
    mark(&module)?;
    let after = fs::metadata(&module)?.len();
    move_over(&parts, &home)?;
    let how = if super::quick() { "nothing else" } else { "wasm-opt" };
    say(format!("{file}: {before} bytes bound, {after} after {how}"));
    Ok(fs::write(&stamp, made_of)?)
}

fn home() -> PathBuf {
    house::at("pkg/dist/wasm")
}

fn name(half: &str) -> String {
    format!("peer_circle_{half}")
}

/// This file: a change here makes everything that it made old.
fn recipe() -> PathBuf {
    house::at("xtask/src/build/glue.rs")
}

fn generate(compiled: &Path, name: &str, into: &Path) -> Result<()> {
    fs::remove_dir_all(into).or_else(|error| if into.exists() { Err(error) } else { Ok(()) })?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).out_name(name).web(true)?.typescript(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    // The package says itself where the module is, and starts anew after a trap.
    bindgen.omit_default_module_path(true).reset_state_function(true);
    bindgen.generate(into).context("wasm-bindgen cannot bind the module")?;
    let script = into.join(format!("{name}.js"));
    forget_failures(&script)?;
    refuse_what_is_no_text(&script)
}

/// The bindings keep what they have begun to start, also where that fails: a later try would be given it again.
fn forget_failures(script: &Path) -> Result<()> {
    const START: &str = "    wasm.__wbindgen_start();\n    return wasm;\n";
    const FORGETS: &str = "    try {\n        wasm.__wbindgen_start();\n    } catch (error) {\n        wasm = undefined;\n        throw error;\n    }\n    return wasm;\n";
    let text = fs::read_to_string(script)?;
    if text.matches(START).count() != 1 {
        bail!("{} starts in another way than it did", script.display());
    }
    Ok(fs::write(script, text.replace(START, FORGETS))?)
}

/// The bindings take whatever is no text for an empty one, or break down on it: it is told, with its name, instead.
fn refuse_what_is_no_text(script: &Path) -> Result<()> {
    const TAKES: &str = "passStringToWasm0(";
    const WORDED: &str = "\nfunction worded(value, field) {\n    if (typeof value === \"string\") return value;\n    \
        throw { code: \"call.unreadable\", place: { field }, message: `${field} is something else`, hint: \"give a text\" };\n}\n";
    let text = fs::read_to_string(script)?;
    let mut parts = text.split(TAKES);
    let mut checked = parts.next().unwrap_or_default().to_owned();
    let mut count = 0;
    for part in parts {
        checked.push_str(TAKES);
        match part.split_once(", ") {
            // Those are the function itself, and what the platform gives.
            Some((name, rest)) if !["arg", "ret"].contains(&name) => {
                count += 1;
                checked.push_str(&format!("worded({name}, \"{}\"), {rest}", name.trim_start_matches('_')));
            }
            _ => checked.push_str(part),
        }
    }
    if count == 0 {
        bail!("{} takes texts in another way than it did", script.display());
    }
    Ok(fs::write(script, checked + WORDED)?)
}

/// How large a function may be that is put where it is called, when that is in one place. Without a limit, as wasm-opt has
/// it, modules get smaller and what goes over the wire a tenth larger: the locals of a large function are numbered anew,
/// and what was regular and compressed well no longer is. The search for circles needs its larger ones inlined.
fn inlined(half: &str) -> u32 {
    if half == "forming" { 130 } else { 40 }
}

/// The module itself says which features of WebAssembly it uses.
fn shrink(module: &Path, inlined: u32) -> Result<()> {
    let tool = npm::tool("wasm-opt")?;
    let mut command = program("node", [tool.as_os_str()], &house::root());
    let limit = format!("--one-caller-inline-max-function-size={inlined}");
    command.arg(module).args(["-O3", &limit, "--strip-debug", "--strip-producers", "-o"]).arg(module);
    quietly(&mut command).context("wasm-opt failed")
}

/// Writes the version into the module, in a section of its own at the end: who loads it can tell that before it is started.
fn mark(module: &Path) -> Result<()> {
    let (name, version) = ("peer-circle", env!("CARGO_PKG_VERSION"));
    let named = [&[short(name)?], name.as_bytes(), version.as_bytes()].concat();
    let section = [&[0, short(&named)?], named.as_slice()].concat();
    let mut file = fs::File::options().append(true).open(module)?;
    Ok(file.write_all(&section)?)
}

/// A length as WebAssembly writes one, in a single byte.
fn short(of: impl AsRef<[u8]>) -> Result<u8> {
    u8::try_from(of.as_ref().len()).ok().filter(|length| *length < 128).context("too long for a short section")
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
