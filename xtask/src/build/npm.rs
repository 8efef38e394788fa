//! The parts that come from npm, and the package's own scripts.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::house;
use crate::run::{program, quietly, run, say};

/// Checks and bundles the TypeScript by the package's own script.
pub(super) fn package() -> Result<()> {
    let pkg = house::at("pkg");
    if !pkg.join("package.json").is_file() {
        say("pkg/package.json is not there yet: no TypeScript to build");
        return Ok(());
    }
    install(&pkg)?;
    let sources = [
        "src",
        "scripts",
        "data",
        "types",
        "../examples/data",
        "package.json",
        "tsconfig.json",
        "dist/wasm",
        "node_modules/.package-lock.json",
    ];
    let stamp = house::at("target/npm-build.stamp");
    let index = pkg.join("dist/index.js");
    let result = if index.is_file() { stamp.clone() } else { index };
    if house::fresh(&[result], &sources.map(|path| pkg.join(path))) {
        say("pkg/dist is up to date");
        return Ok(());
    }
    say("npm run build in pkg");
    run(&mut program("npm", ["run", "--silent", "build"], &pkg)).context("the package does not build")?;
    fs::write(&stamp, "")?;
    Ok(())
}

/// A program of the tools that `xtask/package.json` lists.
pub(super) fn tool(name: &str) -> Result<PathBuf> {
    let home = house::at("xtask");
    install(&home)?;
    Ok(home.join("node_modules/binaryen/bin").join(name))
}

/// Installs what a folder's `package.json` lists, by its lock file, unless that was done already.
pub(crate) fn install(folder: &Path) -> Result<()> {
    let (lock, done) = (folder.join("package-lock.json"), folder.join("node_modules/.package-lock.json"));
    if house::fresh(std::slice::from_ref(&done), &[lock.clone(), folder.join("package.json")]) {
        return Ok(());
    }
    let way = if lock.is_file() { "ci" } else { "install" };
    let shown = folder.strip_prefix(house::root()).unwrap_or(folder);
    say(format!("npm {way} in {}", shown.display()));
    let command = [way, "--no-audit", "--no-fund", "--loglevel=error"];
    quietly(&mut program("npm", command, folder)).context("npm cannot install: is there a network?")?;
    if !done.is_file() {
        bail!("npm {way} left no node_modules in {}", shown.display());
    }
    // npm keeps the old time when nothing changed.
    fs::File::options().append(true).open(&done)?.set_modified(std::time::SystemTime::now())?;
    Ok(())
}
