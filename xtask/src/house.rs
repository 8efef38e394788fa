//! Where things lie, and which of them are newer than others.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// A path below the root, such as `pkg/dist`.
pub(crate) fn at(path: &str) -> PathBuf {
    root().join(path)
}

/// The folder outside the checkout that keeps what was downloaded, for every checkout of this person.
pub(crate) fn cache() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")));
    base.unwrap_or_else(std::env::temp_dir).join("peer-circle")
}

/// The folder of data for development that `PEER_CIRCLE_DATA` names, if it is there; seen from the root.
pub(crate) fn data() -> Option<PathBuf> {
    let named = std::env::var_os("PEER_CIRCLE_DATA").filter(|value| !value.is_empty())?;
    root().join(named).canonicalize().ok().filter(|path| path.is_dir())
}

/// When a file was last written, or the newest file below a folder; none if there is no such thing.
pub(crate) fn written(path: &Path) -> Option<SystemTime> {
    let data = fs::symlink_metadata(path).ok()?;
    if !data.is_dir() {
        return data.modified().ok();
    }
    let below = fs::read_dir(path).ok()?.flatten().filter(|entry| entry.file_name() != "node_modules");
    below.filter_map(|entry| written(&entry.path())).max()
}

/// Whether every result is there and none is older than the newest source.
pub(crate) fn fresh(results: &[PathBuf], sources: &[PathBuf]) -> bool {
    let newest = sources.iter().filter_map(|path| written(path)).max();
    results.iter().all(|path| written(path).is_some_and(|time| Some(time) >= newest))
}
