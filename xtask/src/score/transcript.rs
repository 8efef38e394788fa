//! A whole transcript: read, de-identified, suggested codes for. Nothing is judged; counts and the time it takes.

use std::io::Read;

use anyhow::{Context, Result};
use peer_circle::themes::{Ask, Opening, Project};
use peer_circle::transcripts::{Deidentifier, TranscriptStream, Turn, read};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Call, Timed, Watch, deid};

/// The file to read; a path, since it may be large.
#[derive(Serialize)]
struct Request {
    path: String,
    /// Whether it is read and de-identified in portions, nothing kept, and no codes are suggested.
    stream: bool,
}

/// What came of it.
#[derive(Default, Serialize, Deserialize)]
struct Answer {
    turns: usize,
    speakers: usize,
    flags: usize,
    suggestions: usize,
    problems: usize,
    bytes: usize,
    /// The most memory of the process, where it can be known.
    #[serde(default)]
    megabytes: Option<f64>,
}

/// `score transcript FILE [--stream]`
pub(super) fn run(call: &Call) -> Result<Value> {
    let path = std::path::absolute(call.place(0)?)?;
    let request = Request { path: path.to_string_lossy().into_owned(), stream: call.flag("--stream") };
    let Timed { answer, seconds } = call.ask_timed(&request, native)?;
    let Answer { turns, speakers, flags, suggestions, problems, bytes, megabytes } = answer;
    Ok(json!({
        "turns": turns, "speakers": speakers, "flags": flags, "suggestions": suggestions, "problems": problems,
        "seconds": seconds, "bytes": bytes, "megabytes": megabytes,
    }))
}

fn native(request: &Request, watch: &mut Watch) -> Result<Answer> {
    if request.stream {
        return streamed(request, watch);
    }
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
    Ok(Answer { turns, speakers, flags, suggestions, problems, bytes: file.len(), megabytes: None })
}

fn streamed(request: &Request, watch: &mut Watch) -> Result<Answer> {
    let mut file = std::fs::File::open(&request.path).with_context(|| format!("cannot read {}", request.path))?;
    let lists = deid::lists()?;
    let (mut stream, mut piece) = (TranscriptStream::default(), vec![0; 1 << 20]);
    let mut answer = Answer::default();
    watch.start();
    let mut work = Deidentifier { lists: Some(&lists), ..Deidentifier::default() }.start(&[], false);
    let mut take = |answer: &mut Answer, turns: &[Turn]| {
        answer.turns += turns.len();
        answer.flags += turns.iter().map(|turn| work.turn(turn, Some(&lists)).1.len()).sum::<usize>();
    };
    loop {
        let length = file.read(&mut piece)?;
        if length == 0 {
            break;
        }
        answer.bytes += length;
        take(&mut answer, &stream.push(&piece[..length])?);
    }
    let end = stream.finish()?;
    take(&mut answer, &end.value.turns);
    answer.problems = end.problems.len();
    watch.stop();
    Ok(answer)
}
