//! The house keeps its shape: the arrows between rooms, the absences, and files a person can read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};

/// What each room may use; leaves of the house are free to all.
const ARROWS: [(&str, &[&str]); 9] = [
    ("time", &[]),
    ("people", &["time"]),
    ("circles", &["time", "people"]),
    ("calendar", &["time", "people", "circles"]),
    ("transcripts", &["time", "people"]),
    ("themes", &["time", "people", "transcripts"]),
    ("report", &["time", "people", "circles", "calendar", "transcripts", "themes"]),
    ("wasm", &["time", "people", "circles", "calendar", "transcripts", "themes", "report"]),
    ("", &["time", "people", "circles", "calendar", "transcripts", "themes", "report", "wasm"]),
];

/// Modules beside the rooms that use no room.
const LEAVES: [&str; 10] =
    ["archive", "error", "encoding", "job", "json", "limits", "ordered", "table", "workbook", "xml"];

/// What the core never does, as it would stand in its code, and why.
const ABSENT: [(&str, &str); 14] = [
    ("HashMap", "its order differs from run to run"),
    ("HashSet", "its order differs from run to run"),
    ("SystemTime", "time is passed in"),
    ("Instant", "work is counted in steps"),
    ("Utc::now", "time is passed in"),
    ("Local::now", "time is passed in"),
    ("getRandomValues", "a seed is passed in"),
    ("std::fs", "the core does no I/O"),
    ("std::net", "the core does no I/O"),
    ("println!", "the core does no I/O"),
    ("collections::BTree", "crate::ordered does the same and compiles to far less"),
    (".powf(", "std's differs between platforms: use libm"),
    (".ln()", "std's differs between platforms: use libm"),
    (".exp()", "std's differs between platforms: use libm"),
];

/// Lines in the longest file that a person still reads as one thing.
const FILE_LINES: usize = 500;

#[test]
fn rooms_use_only_rooms_to_their_left() {
    for (path, code) in sources("src", &["rs"]) {
        let room = room(&path);
        if LEAVES.contains(&room.as_str()) {
            assert_eq!(uses(&code, &room), [""; 0], "{} is a leaf and uses a room", path.display());
            continue;
        }
        let (_, allowed) =
            ARROWS.iter().find(|(name, _)| *name == room).unwrap_or_else(|| panic!("no arrows for {room}"));
        for used in uses(&code, &room) {
            assert!(allowed.contains(&used.as_str()), "{} uses {used}, which is not to its left", path.display());
        }
    }
}

#[test]
fn the_core_has_no_clock_no_io_and_no_order_by_chance() {
    for (path, code) in sources("src", &["rs"]) {
        for (word, reason) in ABSENT {
            let free =
                matches!((room(&path).as_str(), word), ("wasm", "getRandomValues") | ("ordered", "collections::BTree"));
            assert!(free || !code.contains(word), "{} has {word}: {reason}", path.display());
        }
    }
}

#[test]
fn elements_see_the_public_face_of_the_package_alone() {
    let behind = ["/core/", "/rooms/", "/wasm/", "/worker.js", "/peer.js", "/load.js"];
    for (path, code) in sources("pkg/src/elements", &["ts"]) {
        for line in code.lines().filter(|line| line.contains(" from \"")) {
            let hidden = behind.iter().find(|folder| line.contains(*folder));
            assert!(hidden.is_none(), "{} imports from behind the package's face: {line}", path.display());
        }
    }
}

#[test]
fn files_are_short_and_folders_shallow() {
    let code = ["src", "xtask", "tests", "pkg/src", "pkg/test", "examples"]
        .map(|folder| sources(folder, &["rs", "ts", "js", "mjs", "css"]));
    for (path, text) in code.into_iter().flatten() {
        let lines = text.lines().count();
        assert!(lines <= FILE_LINES, "{} has {lines} lines: is there a room missing?", path.display());
    }
    for (path, _) in sources("src", &["rs"]) {
        assert!(path.components().count() <= 4, "{} lies too deep", path.display());
    }
}

#[test]
fn readers_of_hostile_input_cannot_index_out_of_bounds() {
    let denies = |code: &str| code.contains("clippy::indexing_slicing");
    for folder in ["src/people", "src/transcripts", "src/themes/refi"] {
        for (path, code) in sources(folder, &["rs"]) {
            let root = fs::read_to_string(root().join(folder).join("mod.rs")).unwrap();
            assert!(denies(&root) || denies(&code), "{} may index: deny clippy::indexing_slicing", path.display());
        }
    }
}

/// Who leaves out what is optional is understood: the reader of JSON fills a field that is not there by its default alone.
#[test]
fn what_is_optional_may_be_left_out() {
    assert_eq!(
        needed_options("#[derive(Deserialize)]\nstruct A {\n    /// b\n    b: Option<u8>,\n}"),
        ["b: Option<u8>,"]
    );
    assert_eq!(
        needed_options("#[derive(Deserialize)]\nenum A {\n    B { c: Option<u8> },\n}"),
        ["B { c: Option<u8> },"]
    );
    for well in [
        "#[serde(default)]\nstruct A {\n    b: Option<u8>,\n}",
        "struct A {\n    #[serde(default)]\n    b: Option<u8>,\n}",
    ] {
        assert_eq!(needed_options(&format!("#[derive(Deserialize)]\n{well}")), [""; 0]);
    }
    for (path, code) in sources("src", &["rs"]) {
        assert_eq!(needed_options(&code), [""; 0], "{} lacks a serde(default)", path.display());
    }
}

/// The optional fields of types that are read from JSON which are refused when they are left out.
fn needed_options(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for derived in code.split("#[derive(").skip(1) {
        let (traits, rest) = derived.split_once(")]").unwrap_or_default();
        let (head, fields) = rest.split_once('{').unwrap_or_default();
        // A type that is read from another has that one's fields.
        let elsewhere = ["default", "from = ", ";"].iter().any(|word| head.contains(word));
        if !traits.contains("Deserialize") || elsewhere {
            continue;
        }
        let mut defaults = false;
        for line in fields.split("\n}").next().unwrap_or_default().lines().map(str::trim) {
            defaults |= line.contains("default");
            if line.contains(": Option<") && !defaults {
                found.push(line);
            }
            // An attribute counts for the field below it.
            defaults &= line.is_empty() || line.starts_with('#') || !line.ends_with(',');
        }
    }
    found
}

/// The files below a folder with one of the endings, their paths from the root; the text without comments and tests.
fn sources(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && !["node_modules", "dist", "target", "data"].contains(&name.as_str()) {
                folders.push(path);
            } else if endings.contains(&ending.as_str()) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(root()).unwrap().to_owned(), code(&text)));
            }
        }
    }
    found.sort();
    found
}

/// Every line, with whole-line comments blanked.
fn code(text: &str) -> String {
    let line = |line: &str| if line.trim_start().starts_with("//") { String::new() } else { line.to_owned() };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The room a source file belongs to: the folder or file below `src`; empty for the crate's root.
fn room(path: &Path) -> String {
    let below: Vec<String> =
        path.components().skip(1).map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    match &below[..] {
        [file] if file == "lib.rs" => String::new(),
        [file] => file.trim_end_matches(".rs").to_owned(),
        [folder, ..] => folder.clone(),
        [] => String::new(),
    }
}

/// The other rooms that code names as `crate::room`.
fn uses(code: &str, own: &str) -> Vec<String> {
    let mut rooms: Vec<String> = code
        .match_indices("crate::")
        .map(|(at, word)| {
            code[at + word.len()..].chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect()
        })
        .filter(|name: &String| name != own && ARROWS.iter().any(|(room, _)| !room.is_empty() && room == name))
        .collect();
    rooms.sort();
    rooms.dedup();
    rooms
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Work that is under way may go on in another thread.
#[test]
fn jobs_go_from_thread_to_thread() {
    const fn goes<T: Send>() {}
    goes::<peer_circle::circles::Formation>();
    goes::<peer_circle::circles::Advising>();
    goes::<peer_circle::calendar::SlotSearch>();
    goes::<peer_circle::calendar::SlotFinding>();
    goes::<peer_circle::calendar::Rescheduling>();
    goes::<peer_circle::themes::Project>();
}
