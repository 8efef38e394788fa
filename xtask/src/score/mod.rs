//! `cargo xtask score`: the same work, measured from outside, through the public interface only.
//!
//! # Adding a command
//! A command is a file here and, unless it is native only, a file of JavaScript beside it:
//! ```text
//! xtask/src/score/slots.rs     pub(super) fn run(call: &Call) -> Result<Value>
//! xtask/score/slots.mjs        export default async function (peer, request, watch) { ... return answer }
//! ```
//! and its name's line in [`COMMANDS`] goes from `None` to `Some(slots::run)`. `run` has three parts:
//! ```text
//! let file: Instance = call.json(0)?;                       // read what the first argument names
//! let request = request(&file);                             // 1. the library's own input, as plain serde data
//! let Timed { answer, seconds } =
//!     call.ask(&request, |request| native(request))?;       // 2. native(request), or slots.mjs with --wasm
//! Ok(json!({ "cost": judge(&file, &answer), .. }))          // 3. from file and answer to the keys printed
//! ```
//! `native` and the script get the same request and give the same answer, so conversion (1) and judgement (3) exist
//! once, and the judge recomputes whatever it prints from the file, never from what the library claims.
//! The script gets the interface that `load()` of the built package resolves to, and a stopwatch:
//! `watch.start()` and `watch.stop()` around the work itself; without them the whole call is timed.
//! Natively the same is `call.ask_timed(&request, |request, watch| ..)`.

mod agreement;
mod ask;
mod border;
mod call;
mod circles;
mod deid;
mod golfers;
mod lexicon;
mod mdgp;
mod project;
mod recurrence;
mod recurrence_speed;
mod rosters;
mod size;
mod slots;
mod tasks;
mod themes;
mod transcript;
mod webvtt;

use std::process::ExitCode;

use anyhow::{Result, bail};
use serde_json::Value;

pub(crate) use ask::{Timed, Watch};
pub(crate) use call::Call;

type Run = fn(&Call) -> Result<Value>;

/// Every command: its name, what it takes, and what runs it.
const COMMANDS: [(&str, &str, Option<Run>); 18] = [
    ("circles", "FILE.json | PEOPLE [--seed N] [--seconds S | --moves M]", Some(circles::run)),
    ("rosters", "[--count N] [--people N] [--moves M] [--advice]", Some(rosters::run)),
    ("mdgp", "FILE.txt --seconds S | --moves M [--seed N]", Some(mdgp::run)),
    ("golfers", "GROUPS SIZE WEEKS [--seconds S | --moves M] [--seed N]", Some(golfers::run)),
    ("slots", "FILE.json", Some(slots::run)),
    ("recurrence", "FILE.json", Some(recurrence::run)),
    ("recurrence-speed", "", Some(recurrence_speed::run)),
    ("webvtt", "FILE.jsonl", Some(webvtt::run)),
    ("deid", "FILE.jsonl [--lowercase] [--roster]", Some(deid::run)),
    ("deid-flags", "FILE.jsonl", Some(deid::flags)),
    ("themes", "TRAIN.jsonl TEST.jsonl --label FIELD --order ORDER.json --codebook CODEBOOK.json", Some(themes::run)),
    ("lexicon", "TEXT PATTERNS", Some(lexicon::run)),
    ("transcript", "FILE [--stream]", Some(transcript::run)),
    ("agreement", "FILE.json", Some(agreement::run)),
    ("project", "[--transcripts N] [--turns N] [--codings N]", Some(project::run)),
    ("border", "[--people N]", Some(border::run)),
    ("tasks", "[--people N] [--turns N] [--only NAME]", Some(tasks::run)),
    ("size", "", Some(size::run)),
];

/// `cargo xtask score COMMAND .. [--wasm]`: the last line printed is one JSON object.
pub(crate) fn command(arguments: &[String]) -> Result<ExitCode> {
    let (name, rest) = match arguments.split_first() {
        Some((name, rest)) => (name.as_str(), rest),
        None => bail!("say what to score:\n{}", usage()),
    };
    let Some(value) = value(name, rest)? else {
        println!("not yet");
        return Ok(ExitCode::from(2));
    };
    println!("{value}");
    Ok(ExitCode::SUCCESS)
}

/// What a command prints; none if it is not there yet.
pub(crate) fn value(name: &str, arguments: &[String]) -> Result<Option<Value>> {
    let Some((name, takes, run)) = COMMANDS.iter().find(|(known, ..)| *known == name) else {
        bail!("there is no score {name:?}; these there are:\n{}", usage());
    };
    run.map(|run| run(&Call::new(name, takes, arguments)?)).transpose()
}

fn usage() -> String {
    let line = |(name, takes, _): &(&str, &str, _)| format!("  cargo xtask score {name} {takes} [--wasm]\n");
    COMMANDS.iter().map(line).collect()
}
