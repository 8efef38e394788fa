//! Debian's compiler and sources of the standard library, extracted beside the system and not installed:
//! its package conflicts with rustup.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::house;
use crate::run::{output, program, quietly, say};

/// The compiler in an extracted folder.
pub(super) fn rustc(folder: &Path) -> PathBuf {
    folder.join("usr/bin/rustc")
}

/// The shared libraries that it wants found.
pub(super) fn libraries(folder: &Path) -> PathBuf {
    let below = fs::read_dir(folder.join("usr/lib")).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = below.filter(|path| path.to_string_lossy().ends_with("-linux-gnu")).collect();
    found.pop().unwrap_or_default()
}

/// The extracted folder, downloaded and extracted where it is not there yet.
pub(super) fn bring() -> Result<PathBuf> {
    let home = house::cache().join("rustc-web");
    if rustc(&home).is_file() {
        return Ok(home);
    }
    let parts = house::cache().join(format!("rustc-web.{}", std::process::id()));
    fs::create_dir_all(&parts).with_context(|| format!("cannot make {}", parts.display()))?;
    let done = download(&parts).and_then(|()| extract(&parts, &parts.join("root")));
    if done.is_ok() && !rustc(&home).is_file() {
        // A second checkout may have been faster: then its folder stays.
        fs::rename(parts.join("root"), &home).or_else(|error| rustc(&home).is_file().then_some(()).ok_or(error))?;
    }
    fs::remove_dir_all(&parts)?;
    done.map(|()| home)
}

fn download(folder: &Path) -> Result<()> {
    if output(&mut program("apt-get", ["--version"], folder)).is_err() {
        bail!("there is no apt-get here: WASM_TOOLCHAIN=debian serves on Debian and its relatives only");
    }
    say("apt-get update");
    if let Err(error) = quietly(program("apt-get", ["update"], folder).env("DEBIAN_FRONTEND", "noninteractive")) {
        say(format!("going on with the package lists that are there ({error:#})"));
    }
    let names = packages(folder)?;
    say(format!("apt-get download {}", names.join(" ")));
    let mut command = program("apt-get", ["download"], folder);
    quietly(command.args(&names)).context("cannot download Debian's compiler")
}

fn extract(folder: &Path, into: &Path) -> Result<()> {
    say(format!("extracting into {}", house::cache().display()));
    for package in fs::read_dir(folder)?.flatten().map(|entry| entry.path()) {
        if package.extension().is_some_and(|ending| ending == "deb") {
            quietly(program("dpkg", ["-x"], folder).arg(&package).arg(into))?;
        }
    }
    let mut version = program(rustc(into), ["-V"], into);
    quietly(version.env("LD_LIBRARY_PATH", libraries(into))).context("the extracted compiler does not start")
}

/// The compiler, its sources and libraries, and whatever these need that this machine has not; versions are apt's.
fn packages(folder: &Path) -> Result<Vec<String>> {
    let only =
        ["recommends", "suggests", "conflicts", "breaks", "replaces", "enhances"].map(|kind| format!("--no-{kind}"));
    let needs = |package: &str| output(program("apt-cache", ["depends", "--recurse"], folder).args(&only).arg(package));
    let compiler = needs("rustc-web").context("apt does not know rustc-web: is this Debian 12 or later?")?;
    let own = |name: &str| name.starts_with("libstd-rust-web") || name.starts_with("libllvm");
    let mut names = vec!["rustc-web".to_owned(), "rust-web-src".to_owned()];
    names.extend(listed(&compiler).filter(|name| own(name)).map(str::to_owned));
    if let Some(llvm) = names.iter().find(|name| name.starts_with("libllvm")).cloned() {
        let missing =
            |name: &&str| name.starts_with("lib") && !name.starts_with("libc6") && !is_installed(name, folder);
        names.extend(listed(&needs(&llvm)?).filter(missing).map(str::to_owned));
    }
    names.sort();
    names.dedup();
    Ok(names)
}

/// The packages that stand at the start of a line; what they need is indented.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase())).map(str::trim)
}

fn is_installed(name: &str, folder: &Path) -> bool {
    let status = output(&mut program("dpkg-query", ["-W", "-f=${db:Status-Status}", name], folder));
    status.is_ok_and(|status| status.starts_with("installed"))
}
