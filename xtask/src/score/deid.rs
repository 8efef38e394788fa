//! What de-identification covers of marked identifiers, and what it covers beside them.

use peer_circle::ordered::{BTreeMap, BTreeSet};
use std::time::Instant;

use anyhow::Result;
use peer_circle::people::{Participant, Roster};
use peer_circle::transcripts::{Clean, Deidentifier, Identifier, Lists, Transcript, Turn};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Call, Timed, Watch};
use crate::house;

/// A row of the file; offsets are in characters.
#[derive(Deserialize)]
struct Row {
    text: String,
    #[serde(default)]
    spans: Vec<(usize, usize, String)>,
}

/// What the library is given: the rows as turns of one transcript.
#[derive(Serialize, Deserialize)]
pub(super) struct Request {
    transcript: Transcript,
    #[serde(skip_serializing_if = "Option::is_none")]
    roster: Option<Roster>,
    /// Whether the work is done again and again, until its speed can be told.
    repeat: bool,
}

/// What counts of its answer.
#[derive(Serialize, Deserialize)]
pub(super) struct Answer {
    identifiers: Vec<Identifier>,
    /// How often the work was done.
    calls: u32,
    /// The seconds of the first call, in which the engine starts up.
    first: f64,
}

/// Bytes of text to work through before the speed is told.
const ENOUGH: usize = 2_000_000;

/// Marked, but not an identifier of one person.
const NOT_SCORED: [&str; 3] = ["TITLE", "AGE", "NRP"];

/// `score deid FILE.jsonl [--lowercase] [--roster]`: `seconds_per_mb` is over the file again and again, 2 MB at least,
/// the first call included; `first_seconds_per_mb` is that of the first call alone.
pub(super) fn run(call: &Call) -> Result<Value> {
    let rows: Vec<Row> = call.rows(0)?;
    let transcript = transcript(rows.iter().map(|row| &*row.text), call.flag("--lowercase"));
    let bytes: usize = transcript.turns.iter().map(|turn| turn.text.len()).sum();
    let request = Request { transcript, roster: call.flag("--roster").then(|| roster(&rows)), repeat: true };
    let Timed { answer, seconds } = call.ask_timed(&request, native)?;
    let mut score = Score::default();
    for ((row, turn), found) in rows.iter().zip(&request.transcript.turns).zip(by_turn(&request.transcript, &answer)) {
        score.row(row, &covered(turn, &found));
    }
    let megabytes = bytes as f64 / 1e6;
    Ok(score.json(seconds / (megabytes * f64::from(answer.calls.max(1))), answer.first / megabytes))
}

/// `score deid-flags FILE.jsonl`
pub(super) fn flags(call: &Call) -> Result<Value> {
    let rows: Vec<Row> = call.rows(0)?;
    let transcript = transcript(rows.iter().map(|row| &*row.text), false);
    let request = Request { transcript, roster: None, repeat: false };
    let Timed { answer, seconds } = call.ask_timed(&request, native)?;
    let words: usize = rows.iter().map(|row| row.text.split_whitespace().count()).sum();
    let rate = answer.identifiers.len() as f64 * 1000.0 / words.max(1) as f64;
    Ok(json!({ "flags_per_1000_words": rate, "flags": answer.identifiers.len(), "words": words, "seconds": seconds }))
}

/// The rows as turns `t1`, `t2`, ...
fn transcript<'a>(texts: impl Iterator<Item = &'a str>, lowercase: bool) -> Transcript {
    let turn = |(index, text): (usize, &str)| {
        let text = if lowercase { text.chars().map(lower).collect() } else { text.to_owned() };
        Turn { id: format!("t{}", index + 1), text, ..Turn::default() }
    };
    Transcript { turns: texts.enumerate().map(turn).collect(), ..Transcript::default() }
}

/// One character for one, so that the offsets stay.
fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    lower.next().filter(|_| lower.next().is_none()).unwrap_or(c)
}

/// Every person that the file marks.
fn roster(rows: &[Row]) -> Roster {
    let persons = rows.iter().flat_map(|row| {
        let persons = row.spans.iter().filter(|(.., kind)| kind == "PERSON");
        persons.map(|(from, to, _)| row.text.chars().skip(*from).take(to - from).collect::<String>())
    });
    let names: BTreeSet<String> = persons.collect();
    let person = |(index, name)| Participant { id: format!("p{index}"), name, ..Participant::default() };
    Roster { participants: names.into_iter().enumerate().map(person).collect() }
}

pub(super) fn lists() -> Result<Lists> {
    Ok(Lists::read(&std::fs::read(house::at("pkg/data/lists.bin"))?)?)
}

fn native(request: &Request, watch: &mut Watch) -> Result<Answer> {
    let lists = lists()?;
    let work = Deidentifier { roster: request.roster.as_ref(), lists: Some(&lists), ..Deidentifier::default() };
    let bytes: usize = request.transcript.turns.iter().map(|turn| turn.text.len()).sum();
    let calls = if request.repeat { ENOUGH.div_ceil(bytes.max(1)).max(1) } else { 1 };
    let begin = Instant::now();
    watch.start();
    let Clean { identifiers, .. } = work.run(&request.transcript);
    let first = begin.elapsed().as_secs_f64();
    for _ in 1..calls {
        std::hint::black_box(work.run(&request.transcript));
    }
    watch.stop();
    Ok(Answer { identifiers, calls: u32::try_from(calls)?, first })
}

/// The identifiers of each turn.
fn by_turn<'a>(transcript: &Transcript, answer: &'a Answer) -> Vec<Vec<&'a Identifier>> {
    let mut rows: BTreeMap<&str, Vec<&Identifier>> = BTreeMap::new();
    for one in &answer.identifiers {
        rows.entry(&one.turn).or_default().push(one);
    }
    transcript.turns.iter().map(|turn| rows.remove(turn.id.as_str()).unwrap_or_default()).collect()
}

/// For each character of a turn, whether something found covers it.
fn covered(turn: &Turn, found: &[&Identifier]) -> Vec<bool> {
    let mut at = 0_u32;
    let characters = turn.text.chars().map(|c| {
        let here = found.iter().any(|one| (one.from..one.to).contains(&at));
        at += u32::try_from(c.len_utf16()).unwrap_or(1);
        here
    });
    characters.collect()
}

#[derive(Default)]
struct Count {
    spans: u32,
    whole: u32,
    touched: u32,
}

#[derive(Default)]
struct Score {
    all: Count,
    by_type: BTreeMap<String, Count>,
    found: u32,
    right: u32,
}

impl Score {
    fn row(&mut self, row: &Row, covered: &[bool]) {
        let gold = |at: usize| row.spans.iter().any(|(from, to, _)| (*from..*to).contains(&at));
        for at in (0..covered.len()).filter(|at| covered[*at]) {
            self.found += 1;
            self.right += u32::from(gold(at));
        }
        for (from, to, kind) in row.spans.iter().filter(|(.., kind)| !NOT_SCORED.contains(&kind.as_str())) {
            let span = covered.get(*from..*to).unwrap_or_default();
            let (whole, touched) = (!span.is_empty() && span.iter().all(|here| *here), span.contains(&true));
            for count in [&mut self.all, self.by_type.entry(kind.clone()).or_default()] {
                count.spans += 1;
                count.whole += u32::from(whole);
                count.touched += u32::from(touched);
            }
        }
    }

    fn json(&self, seconds_per_mb: f64, first_seconds_per_mb: f64) -> Value {
        let fraction = |part: u32, all: u32| f64::from(part) / f64::from(all.max(1));
        let count = |count: &Count| {
            let [whole, touched] = [count.whole, count.touched].map(|part| fraction(part, count.spans));
            json!({ "spans": count.spans, "whole": whole, "touched": touched })
        };
        let mut object = match count(&self.all) {
            Value::Object(object) => object,
            _ => Map::new(),
        };
        object.insert("precision".to_owned(), json!(fraction(self.right, self.found)));
        let by_type: Map<String, Value> = self.by_type.iter().map(|(kind, of)| (kind.clone(), count(of))).collect();
        object.insert("by_type".to_owned(), Value::Object(by_type));
        object.insert("seconds_per_mb".to_owned(), json!(seconds_per_mb));
        object.insert("first_seconds_per_mb".to_owned(), json!(first_seconds_per_mb));
        Value::Object(object)
    }
}
