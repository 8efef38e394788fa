//! A whole transcript: read, de-identified, suggested codes for. Nothing is judged; counts and the time it takes.

use anyhow::{Context, Result};
use peer_circle::themes::{Ask, Opening, Project};
use peer_circle::transcripts::{Deidentifier, read};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Call, Timed, Watch, deid};

/// The file to read; a path, since it may be large.
#[derive(Serialize)]
struct Request {
    path: String,
}

/// What came of it.
#[derive(Serialize, Deserialize)]
struct Answer {
    turns: usize,
    speakers: usize,
    flags: usize,
    suggestions: usize,
    problems: usize,
    bytes: usize,
}

/// `score transcript FILE`
pub(super) fn run(call: &Call) -> Result<Value> {
    let path = std::path::absolute(call.place(0)?)?;
    let request = Request { path: path.to_string_lossy().into_owned() };
    let Timed { answer, seconds } = call.ask_timed(&request, native)?;
    let Answer { turns, speakers, flags, suggestions, problems, bytes } = answer;
    Ok(json!({
        "turns": turns, "speakers": speakers, "flags": flags, "suggestions": suggestions, "problems": problems,
        "seconds": seconds, "bytes": bytes,
    }))
}

fn native(request: &Request, watch: &mut Watch) -> Result<Answer> {
    let file = std::fs::read(&request.path).with_context(|| format!("cannot read {}", request.path))?;
    let lists = deid::lists()?;
    watch.start();
    let read = read(&file)?;
    let work = Deidentifier { lists: Some(&lists), ..Deidentifier::default() };
    let clean = work.run(&read.value);
    let opening = Opening { transcripts: vec![clean.transcript], ..Opening::default() };
    let suggestions = Project::open(opening)?.value.suggest(&Ask::default()).len();
    watch.stop();
    let (turns, speakers) = (read.value.turns.len(), read.value.speakers().len());
    let (flags, problems) = (clean.identifiers.len(), read.problems.len());
    Ok(Answer { turns, speakers, flags, suggestions, problems, bytes: file.len() })
}
