//! A compiler for WebAssembly: the installed one, else by rustup, else from Debian's packages.

mod debian;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::house;
use crate::run::{output, program, quietly, say};

/// What the library is compiled for.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// A way to compile for WebAssembly on this machine.
pub(crate) enum Toolchain {
    /// The toolchain in use has the target.
    Native,
    /// Debian's compiler with its sources of the standard library, driven by the cargo in use.
    Debian(PathBuf),
}

/// Takes the first that serves and says which; `WASM_TOOLCHAIN` forces one.
pub(crate) fn find() -> Result<Toolchain> {
    let forced = std::env::var("WASM_TOOLCHAIN").unwrap_or_default();
    match forced.as_str() {
        "installed" => installed(),
        "rustup" => rustup(),
        "debian" => debian(),
        "" => installed().or_else(|_| rustup()).or_else(|_| debian()).context(ADVICE),
        other => bail!("WASM_TOOLCHAIN is {other:?}; it may be installed, rustup or debian"),
    }
}

const ADVICE: &str = "there is no compiler for WebAssembly here: run `rustup target add wasm32-unknown-unknown`";

fn installed() -> Result<Toolchain> {
    let library = sysroot()?.join("lib/rustlib").join(TARGET).join("lib");
    if !library.is_dir() {
        bail!("the toolchain in use has no {TARGET}; {ADVICE}");
    }
    say(format!("compiler for WebAssembly: the installed target {TARGET}"));
    Ok(Toolchain::Native)
}

fn rustup() -> Result<Toolchain> {
    say(format!("rustup target add {TARGET}"));
    quietly(&mut program("rustup", ["target", "add", TARGET], &house::root()))?;
    installed()
}

fn debian() -> Result<Toolchain> {
    let folder = debian::bring()?;
    let version = output(&mut debian_rustc(&folder, "-V"))?;
    say(format!("compiler for WebAssembly: Debian's {}", version.trim()));
    Ok(Toolchain::Debian(folder))
}

fn debian_rustc(folder: &Path, argument: &str) -> Command {
    let mut command = program(debian::rustc(folder), [argument], folder);
    command.env("LD_LIBRARY_PATH", debian::libraries(folder));
    command
}

impl Toolchain {
    /// A word for folders that must not be shared between compilers.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Debian(_) => "debian",
        }
    }

    /// Makes a cargo command compile for WebAssembly with this compiler.
    pub(crate) fn prepare(&self, command: &mut Command) -> Result<()> {
        command.args(["--target", TARGET]);
        if let Self::Debian(folder) = self {
            // The standard library is compiled as well, so it can be the small one: its sorts alone are 100 KB otherwise.
            command.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
            command.env("RUSTC_BOOTSTRAP", "1");
            command.env("RUSTC", debian::rustc(folder)).env("LD_LIBRARY_PATH", debian::libraries(folder));
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker()?);
        }
        Ok(())
    }

    /// What this compiler can do for a small module: a panic that only traps needs no message.
    pub(crate) fn flags(&self) -> &'static [&'static str] {
        match self {
            Self::Native => &[],
            Self::Debian(_) => &["-Zunstable-options", "-Cpanic=immediate-abort"],
        }
    }

    /// Folders of the compiler whose names would otherwise stand in panic messages.
    pub(crate) fn folders(&self) -> Vec<PathBuf> {
        match self {
            Self::Native => Vec::new(),
            Self::Debian(folder) => vec![folder.clone()],
        }
    }
}

/// The linker that comes with the toolchain in use; Debian keeps its own in a package of its own.
fn linker() -> Result<PathBuf> {
    let version = output(&mut program("rustc", ["-vV"], &house::root()))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    Ok(sysroot()?.join("lib/rustlib").join(host).join("bin/rust-lld"))
}

fn sysroot() -> Result<PathBuf> {
    let printed = output(&mut program("rustc", ["--print", "sysroot"], &house::root()))?;
    Ok(PathBuf::from(printed.trim()))
}
