//! Transcripts, for JavaScript.

use std::cell::Cell;
use std::collections::VecDeque;
use std::mem::take;
use std::rc::Rc;

use crate::ordered::BTreeMap;

use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Portions, Thrown, Words, Work, count, decode, decode_asked, decode_long, encode, throw, unpacked};
use crate::encoding::Encoding;
use crate::error::{Error, Read};
use crate::json::{Item, Node, Outcome, items, long};
use crate::people::Roster;
use crate::transcripts::{
    self, Clean, Deidentification, Deidentifier, Format, Identifier, Key, Lists, Passage, Policy, Remains, Risk,
    Transcript, TranscriptStream, Treatment, Turn, Webvtt, Withdrawn,
};

/// A transcript, and everything that could not be read.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct TranscriptRead {
    /// What was understood.
    transcript: Transcript,
    /// Everything that was not, each with its line.
    problems: Vec<Error>,
}

/// A WebVTT file as a browser sees it, and everything that its algorithm drops.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct WebvttRead {
    /// Cues, regions and style sheets.
    file: Webvtt,
    /// Everything that was dropped, each with its line.
    problems: Vec<Error>,
}

/// What de-identification may be given.
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase", default)]
pub struct DeidentifyOptions {
    /// The people of the programme, whose names are found in any form.
    roster: Option<Roster>,
    /// The key of the project so far.
    key: Option<Key>,
}

/// Turns, as they go through the border in portions.
#[derive(Deserialize, Tsify)]
pub struct TurnList {
    /// The turns.
    turns: Vec<Turn>,
}

/// Turns that are whole by now; with the last ones the format, the encoding and everything that could not be read.
#[derive(Default, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct TranscriptPortion {
    /// The turns.
    turns: Vec<Turn>,
    /// The format; with the last turns alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<Format>,
    /// The encoding; with the last turns alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<Encoding>,
    /// Everything that could not be read; with the last turns alone.
    problems: Vec<Error>,
}

/// Turns after de-identification, and what was found in them.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct CleanTurns {
    /// The clean turns.
    turns: Vec<Turn>,
    /// What was found, in the order of the text.
    identifiers: Vec<Identifier>,
}

/// What a de-identification ends with.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct CleanEnd {
    /// Which pseudonym stands for whom. It undoes the work: keep it apart, and never in an export.
    key: Key,
    /// What was looked for, and what may still point at somebody.
    risk: Risk,
}

/// Clean transcripts that share one key.
#[derive(Deserialize, Tsify)]
pub struct CleanList {
    /// The transcripts.
    cleans: Vec<Clean>,
}

/// Clean transcripts without a speaker, and what went.
#[derive(Serialize, Tsify)]
pub struct Withdrawals {
    /// What is left of each.
    cleans: Vec<Clean>,
    /// What went from each.
    withdrawn: Vec<Withdrawn>,
}

/// Passages of a turn.
#[derive(Deserialize, Tsify)]
pub struct PassageList {
    /// The passages.
    passages: Vec<Passage>,
}

/// Passages of a text that was corrected.
#[derive(Serialize, Tsify)]
pub struct Reanchored {
    /// Where each is now; nothing for one whose words are no longer there.
    passages: Vec<Option<Passage>>,
}

/// What was found in one turn.
#[derive(Deserialize, Tsify)]
pub struct IdentifierList {
    /// The identifiers of the turn, in their order.
    identifiers: Vec<Identifier>,
}

/// Names, places and ordinary words, read once and used for every transcript.
#[wasm_bindgen]
pub struct NameLists {
    lists: Option<Lists>,
    /// De-identifications under way, by their numbers.
    works: BTreeMap<u32, Deidentification>,
    last: u32,
}

#[wasm_bindgen]
impl NameLists {
    /// Reads the file that comes with the package, or one of the host's own; without one there are no lists.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Option<Vec<u8>>) -> Result<NameLists, Thrown> {
        let lists = bytes.map(|bytes| Lists::read(&bytes)).transpose().map_err(|error| throw(&error))?;
        Ok(Self { lists, works: BTreeMap::new(), last: 0 })
    }

    /// Where the lists come from and under which licence.
    pub fn notice(&self) -> String {
        self.lists.as_ref().map(|lists| lists.notice().to_owned()).unwrap_or_default()
    }

    /// Replaces what identifies people in a transcript.
    pub fn deidentify(
        &self,
        transcript: Ts<Transcript>,
        options: Ts<DeidentifyOptions>,
        policy: Option<Ts<Policy>>,
    ) -> Result<Ts<Clean>, Thrown> {
        let transcript = decode(transcript, "transcript")?;
        let options = Options::of(options, policy)?;
        encode(&options.deidentifier(self.lists.as_ref()).run(&transcript))
    }

    /// Starts the same a portion at a time; gives its number.
    pub fn begin(
        &mut self,
        options: Ts<DeidentifyOptions>,
        policy: Option<Ts<Policy>>,
        speakers: Ts<Words>,
        caseless: bool,
    ) -> Result<u32, Thrown> {
        let (options, Words(speakers)) = (Options::of(options, policy)?, decode(speakers, "speakers")?);
        let speakers: Vec<&str> = speakers.iter().map(String::as_str).collect();
        self.last = self.last.wrapping_add(1);
        self.works.insert(self.last, options.deidentifier(self.lists.as_ref()).start(&speakers, caseless));
        Ok(self.last)
    }

    /// Goes on with more turns.
    pub fn turns(&mut self, work: u32, turns: Ts<TurnList>) -> Result<Ts<CleanTurns>, Thrown> {
        let TurnList { turns } = decode(turns, "turns")?;
        let work = self.works.get_mut(&work).ok_or_else(no_work)?;
        let mut clean = CleanTurns { turns: Vec::with_capacity(turns.len()), identifiers: Vec::new() };
        for turn in &turns {
            let (turn, identifiers) = work.turn(turn, self.lists.as_ref());
            clean.turns.push(turn);
            clean.identifiers.extend(identifiers);
        }
        encode(&clean)
    }

    /// Ends it: the key, and what may remain.
    pub fn end(&mut self, work: u32) -> Result<Ts<CleanEnd>, Thrown> {
        let (key, risk) = self.works.remove(&work).ok_or_else(no_work)?.finish();
        encode(&CleanEnd { key, risk })
    }

    /// Gives it up.
    pub fn leave(&mut self, work: u32) {
        self.works.remove(&work);
    }
}

fn no_work() -> Thrown {
    throw(
        &Error::new("call.no_work", "this de-identification has ended, or the engine was started anew")
            .hint("begin again"),
    )
}

/// A transcript that is read in pieces.
#[wasm_bindgen]
#[derive(Default)]
pub struct TranscriptReader(Rc<Cell<Reading>>);

#[derive(Default)]
struct Reading {
    stream: TranscriptStream,
    /// Turns that nobody has taken yet.
    waiting: VecDeque<Turn>,
    /// What comes with the last of them.
    end: Option<TranscriptPortion>,
}

/// Turns that are taken at once: a page reads them in a few milliseconds.
const TAKEN: usize = 5_000;

#[wasm_bindgen]
impl TranscriptReader {
    /// Nothing is read yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> TranscriptReader {
        Self::default()
    }

    /// Takes in more bytes; how many portions wait to be taken.
    #[wasm_bindgen(unchecked_return_type = "number")]
    pub fn push(&mut self, bytes: Vec<u8>) -> Work {
        self.go_on(async move |mut reading: Reading| {
            reading.waiting.extend(reading.stream.push_in_steps(&bytes).await?);
            Ok(reading)
        })
    }

    /// Ends the file; how many portions wait to be taken, one at least.
    #[wasm_bindgen(unchecked_return_type = "number")]
    pub fn finish(&mut self) -> Work {
        self.go_on(async |mut reading: Reading| {
            let Read { value, problems } = take(&mut reading.stream).finish_in_steps().await?;
            let (format, encoding) = (Some(value.format), Some(value.encoding));
            reading.waiting.extend(value.turns);
            reading.end = Some(TranscriptPortion { turns: Vec::new(), format, encoding, problems });
            Ok(reading)
        })
    }

    /// A portion.
    pub fn take(&mut self) -> Result<Ts<TranscriptPortion>, Thrown> {
        let mut reading = self.0.take();
        let turns: Vec<Turn> = reading.waiting.drain(..TAKEN.min(reading.waiting.len())).collect();
        let end = if reading.waiting.is_empty() { reading.end.take() } else { None };
        self.0.set(reading);
        encode(&TranscriptPortion { turns, ..end.unwrap_or_default() })
    }
}

impl TranscriptReader {
    fn go_on(&self, work: impl AsyncFnOnce(Reading) -> crate::Result<Reading> + 'static) -> Work {
        let place = Rc::clone(&self.0);
        Work::new(async move {
            let reading = work(place.take()).await.map_err(|error| throw(&error))?;
            let portions = reading.waiting.len().div_ceil(TAKEN).max(usize::from(reading.end.is_some()));
            place.set(reading);
            Ok((portions as f64).into())
        })
    }
}

/// Removes what a speaker, named by pseudonym, said, and everything made from it, from transcripts that share one key.
#[wasm_bindgen(js_name = transcriptsWithdraw, unchecked_return_type = "Withdrawals")]
pub fn transcripts_withdraw(cleans: Ts<CleanList>, speaker: String) -> Work {
    let cleans = unpacked(&cleans.into());
    Work::new(async move {
        let CleanList { mut cleans } = decode_long(cleans, "cleans").await?;
        let withdrawn = transcripts::withdraw_in_steps(&mut cleans, &speaker).await;
        let withdrawn = withdrawn.map_err(|error| throw(&error))?;
        let long = |clean: &mut Clean| {
            (take(&mut clean.transcript.turns), take(&mut clean.identifiers), take(&mut clean.risk.remaining))
        };
        let lists: Vec<_> = cleans.iter_mut().map(long).collect();
        let left = Portions::of(&Withdrawals { cleans, withdrawn });
        for (at, (turns, identifiers, remaining)) in lists.into_iter().enumerate() {
            left.list(&format!("cleans.{at}.transcript.turns"), turns).await;
            left.list(&format!("cleans.{at}.identifiers"), identifiers).await;
            left.list(&format!("cleans.{at}.risk.remaining"), remaining).await;
        }
        left.answer()
    })
}

long!(CleanList, cleans, Clean);

/// It has long lists itself.
impl Item for Clean {
    async fn read(node: Node<'_>) -> Outcome<Self> {
        let (turns, identifiers) = (node.list(&["transcript", "turns"]), node.list(&["identifiers"]));
        let remaining = node.list(&["risk", "remaining"]);
        let mut clean = Self::deserialize(node)?;
        items(&mut clean.transcript.turns, turns).await?;
        items(&mut clean.identifiers, identifiers).await?;
        items(&mut clean.risk.remaining, remaining).await?;
        Ok(clean)
    }
}

impl Item for Identifier {}

impl Item for Remains {}

/// Where passages of a text are after it was corrected.
#[wasm_bindgen(js_name = transcriptsReanchor)]
pub fn transcripts_reanchor(before: &str, after: &str, passages: Ts<PassageList>) -> Result<Ts<Reanchored>, Thrown> {
    let PassageList { passages } = decode(passages, "passages")?;
    encode(&Reanchored { passages: transcripts::reanchor(before, after, &passages) })
}

/// Where a stretch of a turn lies after (or before) what was found in it was replaced.
#[wasm_bindgen(js_name = transcriptsMoved)]
pub fn transcripts_moved(found: Ts<IdentifierList>, from: f64, to: f64, back: bool) -> Result<Ts<Passage>, Thrown> {
    let IdentifierList { identifiers } = decode(found, "identifiers")?;
    let (from, to) = (count(from, "passage.from")?, count(to, "passage.to")?);
    let (from, to) = transcripts::moved(&identifiers, from, to, back);
    encode(&Passage { from, to })
}

/// Reads a transcript from the bytes of a file.
#[wasm_bindgen(js_name = transcriptsRead, unchecked_return_type = "TranscriptRead")]
pub fn transcripts_read(bytes: Vec<u8>) -> Work {
    Work::new(async move {
        let read = transcripts::read_in_steps(&bytes).await.map_err(|error| throw(&error))?;
        let Read { value: mut transcript, problems } = read;
        let turns = take(&mut transcript.turns);
        let read = Portions::of(&TranscriptRead { transcript, problems });
        read.list("transcript.turns", turns).await;
        read.answer()
    })
}

/// Reads WebVTT exactly as a browser does.
#[wasm_bindgen(js_name = transcriptsWebvtt, unchecked_return_type = "WebvttRead")]
pub fn transcripts_webvtt(bytes: Vec<u8>) -> Work {
    Work::new(async move {
        let text = crate::encoding::decode(&bytes).map_err(|error| throw(&error))?.text;
        let Read { value: mut file, problems } = transcripts::webvtt_in_steps(&text).await;
        let cues = take(&mut file.cues);
        let read = Portions::of(&WebvttRead { file, problems });
        read.list("file.cues", cues).await;
        read.answer()
    })
}

/// The tree of a cue's text.
#[wasm_bindgen(js_name = transcriptsCueText)]
pub fn transcripts_cue_text(text: &str) -> Result<Ts<CueTree>, Thrown> {
    encode(&CueTree { nodes: transcripts::cue_text(text) })
}

/// The tree of a cue's text.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct CueTree {
    /// The nodes at the top.
    nodes: Vec<transcripts::CueNode>,
}

/// What de-identification was given, with a secret where the policy asks for one.
struct Options {
    roster: Option<Roster>,
    policy: Policy,
    key: Key,
}

impl Options {
    fn of(options: Ts<DeidentifyOptions>, policy: Option<Ts<Policy>>) -> Result<Self, Thrown> {
        let DeidentifyOptions { roster, key } = decode(options, "options")?;
        let policy = policy.map(|policy| decode_asked(policy, "policy")).transpose()?.unwrap_or_default();
        let mut key = key.unwrap_or_default();
        if key.shift_days.is_none() && policy.treatments.values().any(|treatment| *treatment == Treatment::Shift) {
            key.shift_days = Some(secret_days()?);
        }
        Ok(Self { roster, policy, key })
    }

    fn deidentifier<'a>(&'a self, lists: Option<&'a Lists>) -> Deidentifier<'a> {
        Deidentifier { roster: self.roster.as_ref(), policy: self.policy.clone(), key: self.key.clone(), lists }
    }
}

/// A secret number of whole weeks up to about ten years either way.
fn secret_days() -> Result<i32, Thrown> {
    let mut secret = [0; 4];
    random_values(&mut secret)
        .map_err(|_| Error::new("call.no_secret", "the browser gives no random numbers"))
        .map_err(|error| throw(&error.hint("tell dates by their years, or give a key that has a shift")))?;
    Ok(transcripts::secret_shift(u32::from_le_bytes(secret)))
}

#[wasm_bindgen]
extern "C" {
    /// The platform's own source of secrets; fills the bytes.
    #[wasm_bindgen(js_namespace = ["globalThis", "crypto"], js_name = getRandomValues, catch)]
    fn random_values(bytes: &mut [u8]) -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>;
}
