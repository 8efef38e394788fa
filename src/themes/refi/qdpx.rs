//! Projects for other tools: the `.qdpx` file of the standard, a zip archive of `project.qde` and the sources.
//!
//! A transcript is a text source with a line for each turn, `Speaker: what was said`, lines ended by LF alone since
//! some tools count CRLF as one character. Positions count characters (Unicode code points), ends are exclusive.

use crate::ordered::BTreeMap;
use std::fmt::Write;

use super::guid::guid;
use super::qdc::{code_guid, codes_element};
use super::sources::span;
use super::variables::{values, variables};
use crate::archive;
use crate::job::{rest, told, whole};
use crate::themes::{Coding, Memo, Project, Setting};
use crate::transcripts::{Transcript, Turn};
use crate::xml::escape;

/// What a turn and a coding take, as [`rest`] counts.
const TURN_TAKES: u64 = 2;
const CODING_TAKES: u64 = 5;
/// Letters that are copied in what counts as one.
const LETTERS: u64 = 1_000;

/// A transcript as plain text, and where each turn's words start in it.
pub(super) struct Source<'a> {
    transcript: &'a Transcript,
    pub(super) guid: String,
    pub(super) text: String,
    /// In characters, one for each turn.
    starts: Vec<usize>,
    /// What it is of, as XML.
    values: String,
}

/// The references to notes, as XML, by what the notes are about.
pub(super) struct Notes(BTreeMap<String, String>);

impl Project {
    /// The project as a REFI-QDA project file (`.qdpx`), which NVivo, ATLAS.ti and MAXQDA read: coders are users,
    /// participants are cases, memos notes, and descriptions keep the times of turns, the probability of suggestions that
    /// were accepted, and what was looked for, found and left when a transcript was de-identified.
    ///
    /// A project that was read from another tool's file is written back into it: all that did not change here stands
    /// there as it did, be it known here or not. An empty name leaves that file's own, or is `peer-circle`.
    pub fn qdpx(&self, name: &str) -> Vec<u8> {
        whole(self.qdpx_in_steps(name))
    }

    /// The same in steps.
    pub(crate) async fn qdpx_in_steps(&self, name: &str) -> Vec<u8> {
        if let Some(origin) = self.origin()
            && let Ok(origin) = self.written_back(origin, name).await
        {
            return archive::write_in_steps(&origin.into_files()).await;
        }
        let mut sources = Vec::new();
        for transcript in told(self.transcripts()) {
            sources.push(Source::new(transcript).await);
        }
        let settings: BTreeMap<&str, &Setting> = self.settings().map(|one| (one.transcript.as_str(), one)).collect();
        for source in &mut sources {
            source.values = settings.get(source.transcript.id.as_str()).map(|one| values(one)).unwrap_or_default();
        }
        let mut files = vec![("project.qde".to_owned(), self.qde(name, &sources).await)];
        files.extend(sources.into_iter().map(|source| (format!("Sources/{}.txt", source.guid), source.text)));
        archive::write_in_steps(&files).await
    }

    async fn qde(&self, name: &str, sources: &[Source<'_>]) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        let _ = writeln!(
            xml,
            "<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"{}\" origin=\"peer-circle\">",
            if name.is_empty() { "peer-circle".to_owned() } else { escape(name) }
        );
        xml.push_str(&element("  ", "Users", self.everybody().iter().map(|coder| user(coder))));
        let notes = Notes::new(self.memos());
        if !self.codebook().codes.is_empty() {
            let codes = codes_element(self.codebook(), 2, &|code| notes.of(&code.id).to_owned());
            let _ = write!(xml, "  <CodeBook>\n{codes}  </CodeBook>\n");
        }
        xml.push_str(&variables(self.settings()));
        xml.push_str(&element("  ", "Cases", cases(sources).await.into_iter()));
        let codings = self.by_transcript().await;
        for (at, source) in told(sources).enumerate() {
            xml.push_str(if at == 0 { "  <Sources>\n" } else { "" });
            let written = source.xml(self, codings.get(source.transcript.id.as_str()), &notes).await;
            xml.push_str(&written);
            rest(written.len() as u64 / LETTERS).await;
        }
        xml.push_str(if sources.is_empty() { "" } else { "  </Sources>\n" });
        xml.push_str(&element("  ", "Notes", self.memos().map(note)));
        xml.push_str(notes.of("project"));
        xml.push_str("</Project>\n");
        xml
    }

    /// Coders and writers of memos, in alphabetical order.
    pub(super) fn everybody(&self) -> Vec<String> {
        let mut all = self.coders();
        all.extend(self.memos().map(|memo| memo.coder.clone()));
        all.retain(|name| !name.is_empty());
        all.sort();
        all.dedup();
        all
    }

    /// The codings of each transcript, in the order of its turns.
    pub(super) async fn by_transcript(&self) -> BTreeMap<&str, Vec<&Coding>> {
        let mut found: BTreeMap<&str, Vec<&Coding>> = BTreeMap::new();
        let codings: Vec<&Coding> = self.in_order().await.into_iter().map(|(coding, _)| coding).collect();
        for same in codings.chunk_by(|a, b| a.transcript == b.transcript) {
            let transcript = same.first().map(|coding| coding.transcript.as_str()).unwrap_or_default();
            found.entry(transcript).or_default().extend(same);
            rest(1 + same.len() as u64 / 20).await;
        }
        found
    }
}

impl Notes {
    pub(super) fn new<'a>(memos: impl Iterator<Item = &'a Memo>) -> Self {
        let mut notes = BTreeMap::new();
        for memo in memos {
            let xml: &mut String = notes.entry(memo.about.clone()).or_default();
            let _ = writeln!(xml, "<NoteRef targetGUID=\"{}\"/>", memo_guid(memo));
        }
        Self(notes)
    }

    pub(super) fn of(&self, about: &str) -> &str {
        self.0.get(about).map_or("", String::as_str)
    }
}

impl<'a> Source<'a> {
    pub(super) async fn new(transcript: &'a Transcript) -> Self {
        let (mut text, mut at, mut starts) = (String::new(), 0, Vec::new());
        for turn in told(&transcript.turns) {
            let speaker = turn.speaker.as_ref().map(|speaker| format!("{}: ", one_line(speaker))).unwrap_or_default();
            starts.push(at + speaker.chars().count());
            let line = format!("{speaker}{}\n", one_line(&turn.text));
            at += line.chars().count();
            text.push_str(&line);
            rest(TURN_TAKES).await;
        }
        Self { transcript, guid: guid(&format!("source/{}", transcript.id)), text, starts, values: String::new() }
    }

    /// The source with its turns, each a selection without a coding, and its codings.
    pub(super) async fn xml(&self, project: &Project, codings: Option<&Vec<&Coding>>, notes: &Notes) -> String {
        let Source { transcript, guid: id, starts, .. } = self;
        let name = if transcript.title.is_empty() { &transcript.id } else { &transcript.title };
        let mut xml =
            format!("    <TextSource guid=\"{id}\" name=\"{}\" plainTextPath=\"internal://{id}.txt\">\n", escape(name));
        if let Some(told) = transcript.told() {
            let _ = writeln!(xml, "      <Description>{}</Description>", escape(&told));
        }
        let mut places = BTreeMap::new();
        for (turn, start) in told(&transcript.turns).zip(starts) {
            xml.push_str(&selection(transcript, turn, *start, notes));
            places.entry(turn.id.as_str()).or_insert((turn, *start));
            rest(TURN_TAKES).await;
        }
        for coding in codings.into_iter().flatten() {
            let place = places.get(coding.turn.as_str()).zip(project.codebook().code(&coding.code));
            if let Some(((turn, start), _)) = place {
                let (from, to) = span(turn, coding.passage);
                xml.push_str(&coded(coding, (start + from, start + to), notes));
                rest(CODING_TAKES).await;
            }
        }
        xml.push_str(notes.of(&transcript.id));
        xml.push_str(&self.values);
        xml.push_str("    </TextSource>\n");
        xml
    }
}

/// The same number of characters without line breaks, so that a turn stays one line.
fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

/// A turn: what stands in it is coded by other selections.
fn selection(transcript: &Transcript, turn: &Turn, start: usize, notes: &Notes) -> String {
    let (id, end) = (turn_guid(transcript, turn), start + turn.text.chars().count());
    let name = escape(&turn.id);
    let head = format!("guid=\"{id}\" name=\"{name}\" startPosition=\"{start}\" endPosition=\"{end}\"");
    let times = turn.start.map(|from| timed(from, turn.end)).unwrap_or_default();
    let inner = format!("{times}{}", notes.of(&format!("{}/{}", transcript.id, turn.id)));
    if inner.is_empty() {
        return format!("      <PlainTextSelection {head}/>\n");
    }
    format!("      <PlainTextSelection {head}>{inner}</PlainTextSelection>\n")
}

/// A coding: the place of its passage in the source, the code, the coder.
pub(super) fn coded(coding: &Coding, (from, to): (usize, usize), notes: &Notes) -> String {
    let (id, user) = (guid(&format!("coding/{}", coding.id)), user_guid(&coding.coder));
    let probability = coding
        .suggested
        .map(|share| format!("        <Description>accepted suggestion, probability {share:.3}</Description>\n"));
    format!(
        "      <PlainTextSelection guid=\"{id}\" name=\"{}\" startPosition=\"{from}\" endPosition=\"{to}\" \
         creatingUser=\"{user}\">\n{}        <Coding guid=\"{}\" creatingUser=\"{user}\">\n          <CodeRef \
         targetGUID=\"{}\"/>\n{}        </Coding>\n      </PlainTextSelection>\n",
        escape(&coding.turn),
        probability.unwrap_or_default(),
        guid(&format!("{id}/coding")),
        code_guid(&coding.code),
        notes.of(&coding.id),
    )
}

/// When a turn was said, for people and for [`times`].
fn timed(from: u64, to: Option<u64>) -> String {
    let to = to.map(|to| format!(" to {}", seconds(to))).unwrap_or_default();
    format!("<Description>said at {}{to}</Description>", seconds(from))
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03} s", milliseconds / 1_000, milliseconds % 1_000)
}

/// The milliseconds that a description of our own tells.
pub(super) fn times(description: &str) -> Option<Vec<u64>> {
    let milliseconds = |time: &str| {
        let (seconds, rest) = time.strip_suffix(" s")?.split_once('.')?;
        seconds
            .parse::<u64>()
            .ok()?
            .checked_mul(1_000)?
            .checked_add(rest.parse::<u64>().ok().filter(|rest| *rest < 1_000)?)
    };
    description.strip_prefix("said at ")?.split(" to ").map(milliseconds).collect()
}

pub(super) fn user(coder: &str) -> String {
    format!("    <User guid=\"{}\" name=\"{}\"/>\n", user_guid(coder), escape(coder))
}

/// A case for each speaker, with the turns, in alphabetical order.
pub(super) async fn cases(sources: &[Source<'_>]) -> Vec<String> {
    let mut turns: BTreeMap<&str, String> = BTreeMap::new();
    for Source { transcript, .. } in told(sources) {
        for turn in told(&transcript.turns) {
            let Some(speaker) = turn.speaker.as_deref() else { continue };
            let target = turn_guid(transcript, turn);
            let _ = writeln!(turns.entry(speaker).or_default(), "      <SelectionRef targetGUID=\"{target}\"/>");
            rest(TURN_TAKES).await;
        }
    }
    let case = |(speaker, turns): (&str, String)| {
        let (id, name) = (guid(&format!("case/{speaker}")), escape(speaker));
        format!("    <Case guid=\"{id}\" name=\"{name}\">\n{turns}    </Case>\n")
    };
    turns.into_iter().map(case).collect()
}

pub(super) fn note(memo: &Memo) -> String {
    let (id, user) = (memo_guid(memo), format!(" creatingUser=\"{}\"", user_guid(&memo.coder)));
    format!(
        "    <Note guid=\"{id}\" name=\"{}\"{}>\n      <PlainTextContent>{}</PlainTextContent>\n    </Note>\n",
        escape(&format!("on {}", memo.about)),
        if memo.coder.is_empty() { "" } else { &user },
        escape(&memo.text)
    )
}

/// An element around others; nothing when there are none, since the standard wants at least one.
fn element(indent: &str, name: &str, inner: impl Iterator<Item = String>) -> String {
    let inner: String = inner.collect();
    if inner.is_empty() { inner } else { format!("{indent}<{name}>\n{inner}{indent}</{name}>\n") }
}

pub(super) fn user_guid(coder: &str) -> String {
    guid(&format!("user/{coder}"))
}

fn turn_guid(transcript: &Transcript, turn: &Turn) -> String {
    guid(&format!("turn/{}/{}", transcript.id, turn.id))
}

fn memo_guid(memo: &Memo) -> String {
    guid(&format!("memo/{}", memo.id))
}
