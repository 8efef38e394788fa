//! Projects for other tools: the `.qdpx` file of the standard, a zip archive of `project.qde` and the sources.
//!
//! A transcript is a text source with a line for each turn, `Speaker: what was said`, lines ended by LF alone since
//! some tools count CRLF as one character. Positions count characters (Unicode code points), ends are exclusive.

use std::fmt::Write;

use super::guid::guid;
use super::qdc::{code_guid, codes_element};
use crate::archive;
use crate::themes::{Coding, Memo, Passage, Project};
use crate::transcripts::{Transcript, Turn};
use crate::xml::escape;

/// A transcript as plain text, and where each turn's words start in it.
struct Source<'a> {
    transcript: &'a Transcript,
    guid: String,
    text: String,
    /// In characters, one for each turn.
    starts: Vec<usize>,
}

impl Project {
    /// The project as a REFI-QDA project file (`.qdpx`), which NVivo, ATLAS.ti and MAXQDA read: coders are users,
    /// participants are cases, suggestions that were accepted keep their probability as a description.
    pub fn qdpx(&self, name: &str) -> Vec<u8> {
        let sources: Vec<Source> = self.transcripts().iter().map(Source::new).collect();
        let mut files = vec![("project.qde".to_owned(), self.qde(name, &sources))];
        files.extend(sources.into_iter().map(|source| (format!("Sources/{}.txt", source.guid), source.text)));
        archive::write(&files)
    }

    fn qde(&self, name: &str, sources: &[Source]) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        let _ = writeln!(
            xml,
            "<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"{}\" origin=\"peer-circle\">",
            escape(name)
        );
        let users = self
            .everybody()
            .into_iter()
            .map(|coder| format!("    <User guid=\"{}\" name=\"{}\"/>\n", user_guid(&coder), escape(&coder)));
        xml.push_str(&element("  ", "Users", users));
        if !self.codebook().codes.is_empty() {
            let _ = write!(xml, "  <CodeBook>\n{}  </CodeBook>\n", codes_element(self.codebook(), 2));
        }
        xml.push_str(&element("  ", "Cases", cases(sources).into_iter()));
        xml.push_str(&element("  ", "Sources", sources.iter().map(|source| self.source(source))));
        xml.push_str(&element("  ", "Notes", self.memos().map(note)));
        let about = self.memos().filter(|memo| memo.about == "project");
        xml.extend(about.map(|memo| format!("  <NoteRef targetGUID=\"{}\"/>\n", memo_guid(memo))));
        xml.push_str("</Project>\n");
        xml
    }

    /// Coders and writers of memos, in alphabetical order.
    fn everybody(&self) -> Vec<String> {
        let mut all = self.coders();
        all.extend(self.memos().map(|memo| memo.coder.clone()));
        all.sort();
        all.dedup();
        all
    }

    fn source(&self, source: &Source) -> String {
        let Source { transcript, guid: id, starts, .. } = source;
        let name = if transcript.title.is_empty() { &transcript.id } else { &transcript.title };
        let mut xml =
            format!("    <TextSource guid=\"{id}\" name=\"{}\" plainTextPath=\"internal://{id}.txt\">\n", escape(name));
        for (turn, start) in transcript.turns.iter().zip(starts) {
            let span = (*start, start + turn.text.chars().count());
            xml.push_str(&selection(&turn_guid(transcript, turn), &turn.id, span, None));
        }
        for coding in self.in_order().into_iter().filter(|coding| coding.transcript == transcript.id) {
            let turn = transcript.turns.iter().zip(starts).find(|(turn, _)| turn.id == coding.turn);
            let code = self.codebook().code(&coding.code);
            if let (Some((turn, start)), Some(code)) = (turn, code) {
                let span = span(turn, *start, coding);
                let coded = Some((coding, code_guid(code)));
                xml.push_str(&selection(&guid(&format!("coding/{}", coding.id)), &turn.id, span, coded));
            }
        }
        xml.push_str("    </TextSource>\n");
        xml
    }
}

impl<'a> Source<'a> {
    fn new(transcript: &'a Transcript) -> Self {
        let (mut text, mut at, mut starts) = (String::new(), 0, Vec::new());
        for turn in &transcript.turns {
            let speaker = turn.speaker.as_ref().map(|speaker| format!("{}: ", one_line(speaker))).unwrap_or_default();
            starts.push(at + speaker.chars().count());
            let line = format!("{speaker}{}\n", one_line(&turn.text));
            at += line.chars().count();
            text.push_str(&line);
        }
        Self { transcript, guid: guid(&format!("source/{}", transcript.id)), text, starts }
    }
}

/// The same number of characters without line breaks, so that a turn stays one line.
fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

/// The characters that a coding covers.
fn span(turn: &Turn, start: usize, coding: &Coding) -> (usize, usize) {
    let whole = (start, start + turn.text.chars().count());
    let Some(Passage { from, to }) = coding.passage else { return whole };
    let characters = |to: u32| turn.slice(0, to).map(|head| head.chars().count());
    match (characters(from), characters(to)) {
        (Some(from), Some(to)) => (start + from, start + to),
        _ => whole,
    }
}

fn selection(id: &str, name: &str, (from, to): (usize, usize), coded: Option<(&Coding, String)>) -> String {
    let head = format!("guid=\"{id}\" name=\"{}\" startPosition=\"{from}\" endPosition=\"{to}\"", escape(name));
    let Some((coding, code)) = coded else { return format!("      <PlainTextSelection {head}/>\n") };
    let user = user_guid(&coding.coder);
    let probability = coding
        .suggested
        .map(|share| format!("        <Description>accepted suggestion, probability {share:.3}</Description>\n"));
    format!(
        "      <PlainTextSelection {head} creatingUser=\"{user}\">\n{}        <Coding guid=\"{}\" creatingUser=\"{user}\">\n          \
         <CodeRef targetGUID=\"{code}\"/>\n        </Coding>\n      </PlainTextSelection>\n",
        probability.unwrap_or_default(),
        guid(&format!("{id}/coding")),
    )
}

/// A case for each speaker, with the turns.
fn cases(sources: &[Source]) -> Vec<String> {
    let mut speakers: Vec<&str> = sources.iter().flat_map(|source| source.transcript.speakers()).collect();
    speakers.sort_unstable();
    speakers.dedup();
    speakers.into_iter().map(|speaker| case(speaker, sources)).collect()
}

fn case(speaker: &str, sources: &[Source]) -> String {
    let mut xml = format!("    <Case guid=\"{}\" name=\"{}\">\n", guid(&format!("case/{speaker}")), escape(speaker));
    for Source { transcript, .. } in sources {
        for turn in transcript.turns.iter().filter(|turn| turn.speaker.as_deref() == Some(speaker)) {
            let _ = writeln!(xml, "      <SelectionRef targetGUID=\"{}\"/>", turn_guid(transcript, turn));
        }
    }
    xml.push_str("    </Case>\n");
    xml
}

fn note(memo: &Memo) -> String {
    let (id, user) = (memo_guid(memo), user_guid(&memo.coder));
    format!(
        "    <Note guid=\"{id}\" name=\"{}\" creatingUser=\"{user}\">\n      <PlainTextContent>{}</PlainTextContent>\n    </Note>\n",
        escape(&format!("on {}", memo.about)),
        escape(&memo.text)
    )
}

/// An element around others; nothing when there are none, since the standard wants at least one.
fn element(indent: &str, name: &str, inner: impl Iterator<Item = String>) -> String {
    let inner: String = inner.collect();
    if inner.is_empty() { inner } else { format!("{indent}<{name}>\n{inner}{indent}</{name}>\n") }
}

fn user_guid(coder: &str) -> String {
    guid(&format!("user/{coder}"))
}

fn turn_guid(transcript: &Transcript, turn: &Turn) -> String {
    guid(&format!("turn/{}/{}", transcript.id, turn.id))
}

fn memo_guid(memo: &Memo) -> String {
    guid(&format!("memo/{}", memo.id))
}
