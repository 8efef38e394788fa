//! `score project`: a large coding project opened, charted and asked for suggestions; and how long one more label takes.
//! What is said in it is thought up: made-up words by Zipf's law, and phrases of the built-in codebook in between.

use peer_circle::ordered::BTreeMap;
use std::time::Instant;

use anyhow::{Context, Result};
use peer_circle::themes::{Ask, Case, Codebook, Coding, Opening, Project, SavedProject};
use peer_circle::transcripts::{Transcript, Turn};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Call, Timed};

/// Labels to which one more is added, and the turns of the project that has them.
const LABELS: [usize; 3] = [50, 500, 2000];
const TURNS: usize = 5_000;

/// How many are added one after another; the middle time counts.
const ADDED: usize = 9;

/// Different words there are, words of a turn, speakers of a transcript.
const WORDS: f64 = 8_000.0;
const LENGTH: u64 = 30;
const SPEAKERS: usize = 7;

#[derive(Serialize)]
struct Request {
    /// Where the large project lies as it is saved.
    path: String,
    /// Smaller ones, by their number of labels.
    labelled: BTreeMap<usize, SavedProject>,
    added: usize,
}

/// What is printed.
#[derive(Serialize, Deserialize)]
struct Answer {
    bytes: usize,
    turns: usize,
    codings: usize,
    /// From the file's text to the project.
    open_seconds: f64,
    matrix_seconds: f64,
    cells: usize,
    /// The first suggestions, of one transcript; for them the models are made, which look at all turns.
    suggest_seconds: f64,
    suggestions: usize,
    /// The most memory of the process once the project is opened and charted, and once it has suggested, where it can
    /// be known.
    megabytes: Option<f64>,
    megabytes_suggested: Option<f64>,
    /// From one more label to new suggestions for its transcript.
    label_seconds: BTreeMap<usize, f64>,
}

/// `score project [--transcripts N] [--turns N] [--codings N]`
pub(super) fn run(call: &Call) -> Result<Value> {
    let size = |name: &str, usual: usize| Ok::<usize, anyhow::Error>(call.option(name)?.unwrap_or(usual));
    let large = thought_up(size("--transcripts", 200)?, size("--turns", 100_000)?, size("--codings", 50_000)?)?;
    let path = std::env::temp_dir().join(format!("peer-circle-project-{}.json", std::process::id()));
    std::fs::write(&path, serde_json::to_vec(&large)?).with_context(|| format!("cannot write {}", path.display()))?;
    drop(large);
    let labelled = LABELS.iter().map(|labels| Ok((*labels, thought_up(10, TURNS, *labels)?))).collect::<Result<_>>();
    let request = Request { path: path.to_string_lossy().into_owned(), labelled: labelled?, added: ADDED };
    let answer = call.ask(&request, native);
    std::fs::remove_file(&path)?;
    let Timed { answer, .. } = answer?;
    Ok(serde_json::to_value(answer)?)
}

fn native(request: &Request) -> Result<Answer> {
    let text = std::fs::read_to_string(&request.path)?;
    let (mut project, open_seconds) = timed(|| anyhow::Ok(Project::load(serde_json::from_str(&text)?)?.value));
    let project = project.as_mut().map_err(|error| anyhow::anyhow!("{error}"))?;
    let (matrix, matrix_seconds) = timed(|| project.matrix(Case::Speaker));
    let ask = Ask { transcript: project.transcripts().first().map(|one| one.id.clone()), ..Ask::default() };
    let (suggestions, suggest_seconds) = timed(|| project.suggest(&ask).len());
    let mut label_seconds = BTreeMap::new();
    for (labels, saved) in &request.labelled {
        label_seconds.insert(*labels, one_more(saved, request.added)?);
    }
    let status = project.status();
    Ok(Answer {
        bytes: text.len(),
        turns: status.turns as usize,
        codings: status.codings as usize,
        open_seconds,
        matrix_seconds,
        cells: matrix.cells.len(),
        suggest_seconds,
        suggestions,
        megabytes: None,
        megabytes_suggested: None,
        label_seconds,
    })
}

/// The seconds from one more label to new suggestions.
fn one_more(saved: &SavedProject, added: usize) -> Result<f64> {
    let mut project = Project::load(saved.clone())?.value;
    let transcript = saved.transcripts.first().map(|one| one.id.clone());
    let ask = Ask { transcript, ..Ask::default() };
    let mut suggestions = project.suggest(&ask);
    let mut seconds = Vec::new();
    for _ in 0..added {
        let id = suggestions.first().context("nothing is suggested")?.id.clone();
        let (found, one) = timed(|| project.accept(&id).map(|_| project.suggest(&ask)));
        suggestions = found?;
        seconds.push(one);
    }
    seconds.sort_by(f64::total_cmp);
    seconds.get(added / 2).copied().context("no label was added")
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed().as_secs_f64())
}

/// A project of so many transcripts, turns in all and codings by one coder.
fn thought_up(transcripts: usize, turns: usize, codings: usize) -> Result<SavedProject> {
    let codebook = Codebook::circle();
    let phrases: Vec<&str> = codebook
        .codes
        .iter()
        .flat_map(|code| &code.phrases)
        .map(String::as_str)
        .filter(|phrase| !phrase.contains(['*', '~']))
        .collect();
    let mut chance = Chance(0);
    let each = turns.div_ceil(transcripts.max(1));
    let turn = |number: usize, chance: &mut Chance| Turn {
        id: format!("t{number}"),
        speaker: Some(format!("P{:02}", 1 + chance.below(SPEAKERS as u64))),
        start: Some(number as u64 * 8_000),
        end: Some(number as u64 * 8_000 + 7_000),
        text: said(&phrases, chance),
        ..Turn::default()
    };
    let transcript = |number: usize| Transcript {
        id: format!("s{number}"),
        title: format!("Session {number}"),
        turns: (0..each.min(turns.saturating_sub(number * each))).map(|at| turn(at, &mut chance)).collect(),
        ..Transcript::default()
    };
    let transcripts = (0..transcripts).map(transcript).collect();
    let opening = Opening { codebook: Some(codebook), transcripts, coder: Some("ana".to_owned()) };
    let mut saved = Project::open(opening)?.value.save();
    let mut chance = Chance(1);
    saved.codings = (0..codings).map(|at| coding(&saved, at * turns / codings.max(1), each, &mut chance)).collect();
    Ok(saved)
}

/// One of the codes on a turn.
fn coding(saved: &SavedProject, turn: usize, each: usize, chance: &mut Chance) -> Coding {
    let code = &saved.codebook.codes[chance.below(saved.codebook.codes.len() as u64) as usize];
    Coding {
        transcript: format!("s{}", turn / each),
        turn: format!("t{}", turn % each),
        code: code.id.clone(),
        coder: "ana".to_owned(),
        ..Coding::default()
    }
}

/// A few words, in two of three turns with a phrase of the codebook among them.
fn said(phrases: &[&str], chance: &mut Chance) -> String {
    let mut words: Vec<String> = (0..1 + chance.below(LENGTH)).map(|_| word(chance)).collect();
    if chance.below(3) > 0 {
        let place = chance.below(words.len() as u64) as usize;
        words.insert(place, phrases[chance.below(phrases.len() as u64) as usize].to_owned());
    }
    words.join(" ") + "."
}

/// A made-up word: the more often, the lower its number.
fn word(chance: &mut Chance) -> String {
    let share = chance.below(1 << 20) as f64 / f64::from(1 << 20);
    let mut number = WORDS.powf(share) as usize;
    let mut word = String::new();
    while number > 0 {
        word.push(char::from(b"bdfgklmnprstvz"[number % 14]));
        word.push(char::from(b"aeiou"[number / 14 % 5]));
        number /= 70;
    }
    word
}

/// Numbers that look drawn by chance, the same ones each time (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let number = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (number ^ (number >> 31)) % end
    }
}
