//! What a page downloads: each WebAssembly module, and each entry point with all it imports at once.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use super::Call;
use crate::{build, house};

/// `score size`
pub(super) fn run(_: &Call) -> Result<Value> {
    build::package()?;
    let pkg = house::at("pkg");
    let mut wasm = Map::new();
    for module in modules(&pkg.join("dist"))? {
        let name = module.file_name().unwrap_or_default().to_string_lossy().into_owned();
        wasm.insert(name, measure(&[module])?);
    }
    let mut entries = Map::new();
    for (name, file) in entry_points(&pkg)? {
        entries.insert(name, measure(&closure(&file)?)?);
    }
    Ok(json!({ "wasm": wasm, "entries": entries }))
}

/// Raw and brotli bytes of files as they go over the wire, each by itself.
fn measure(files: &[PathBuf]) -> Result<Value> {
    let (mut raw, mut small) = (0, 0);
    for file in files {
        let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        raw += bytes.len();
        small += brotli_size(&bytes)?;
    }
    Ok(json!({ "raw": raw, "brotli": small, "files": files.len() }))
}

fn brotli_size(mut bytes: &[u8]) -> Result<usize> {
    let (mut out, parameters) = (Vec::new(), brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() });
    Ok(brotli::BrotliCompress(&mut bytes, &mut out, &parameters)?)
}

fn modules(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder)?.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(modules(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "wasm") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The JavaScript files that the package's `exports` name.
fn entry_points(pkg: &Path) -> Result<Vec<(String, PathBuf)>> {
    let Ok(text) = fs::read_to_string(pkg.join("package.json")) else { return Ok(Vec::new()) };
    let package: Value = serde_json::from_str(&text)?;
    let exports = package.get("exports").and_then(Value::as_object).into_iter().flatten();
    let file = |target: &Value| target.get("default").unwrap_or(target).as_str().map(|path| pkg.join(path));
    let pairs = exports.filter_map(|(name, target)| Some((name.clone(), file(target)?)));
    Ok(pairs.filter(|(_, path)| path.extension().is_some_and(|ending| ending == "js") && path.is_file()).collect())
}

/// A file and all that it imports at once from the package itself; what is imported later, when used, is not counted.
fn closure(entry: &Path) -> Result<Vec<PathBuf>> {
    let (mut found, mut open) = (BTreeSet::new(), vec![entry.to_owned()]);
    while let Some(file) = open.pop() {
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        if found.insert(file) {
            open.extend(imports(&text).filter_map(|path| folder.join(path).canonicalize().ok()));
        }
    }
    Ok(found.into_iter().collect())
}

/// The relative paths after `from` and `import`.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    let after = ["from", "import"].into_iter().flat_map(|word| text.split(word).skip(1));
    after.filter_map(|rest| {
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        rest[1..].split(quote).next().filter(|path| path.starts_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_at_once_are_found_and_later_ones_not() {
        let text = r#"import{a}from"./a.js";import "./b.js"; export * from './c.js'; import("./later.js"); import x from "lit""#;
        let found: Vec<&str> = imports(text).collect();
        assert_eq!(found, ["./a.js", "./c.js", "./b.js"]);
    }
}
