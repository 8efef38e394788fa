//! WebVTT's cues as pieces of speech: voices, labels, or neither.

use std::borrow::Cow;

use super::{PIECE_TAKES, Piece, Reading};
use crate::error::{Error, Problems};
use crate::job::{rest, told};
use crate::transcripts::labels::Labels;
use crate::transcripts::vtt::{self, CueNode, LOOK_AT_TIMES, Lost, Parsed, Webvtt, cue_text, parse};

/// WebVTT, portion by portion.
#[derive(Default)]
pub(super) struct Captions {
    begun: bool,
    /// Where the last cue starts, in milliseconds.
    last: u64,
}

impl Captions {
    pub(super) async fn add(&mut self, text: &str, to: &mut Reading) {
        let Parsed { file: Webvtt { cues, .. }, lines, lost, problems } = parse(text, !self.begun, to.line).await;
        self.begun = true;
        to.problems.extend(problems.into_list());
        let texts = cues.iter().map(|cue| cue.text.as_str()).chain(lost.iter().map(|lost| lost.text.as_str()));
        to.labels.count(texts.filter(|text| !text.trim().is_empty())).await;
        let mut lost = lost.into_iter().peekable();
        for (at, (cue, line)) in told(cues).zip(lines).enumerate() {
            while let Some(one) = lost.next_if(|one| one.cues <= at) {
                found(one, to);
            }
            if cue.start < self.last {
                to.problems.push(
                    Error::new("vtt.order", "this cue starts before the one above it")
                        .at_line(line)
                        .hint(LOOK_AT_TIMES),
                );
            }
            self.last = cue.start;
            let text = closed(&cue.text, line, &mut to.problems);
            let mut id = Some(cue.id);
            for (speaker, text) in voices(&text) {
                let times = (id.take().unwrap_or_default(), cue.start, cue.end);
                to.turns.push(labelled(&to.labels, speaker, text, Some(times)));
            }
            rest(PIECE_TAKES).await;
        }
        lost.for_each(|one| found(one, to));
    }
}

/// Words that a player leaves out are said all the same.
fn found(Lost { times, text, .. }: Lost, to: &mut Reading) {
    for (speaker, text) in voices(&text).into_iter().filter(|(_, text)| !text.trim().is_empty()) {
        let cue = times.map(|(start, end)| (String::new(), start, end));
        to.turns.push(labelled(&to.labels, speaker, text, cue));
    }
}

/// A piece of one voice, or of the speaker that its label names.
pub(super) fn labelled(labels: &Labels, voice: Option<String>, text: String, cue: Option<(String, u64, u64)>) -> Piece {
    if voice.is_none()
        && let Some((speaker, rest)) = labels.take(&text)
    {
        return Piece { speaker: Some(speaker.to_owned()), text: rest.to_owned(), cue, ..Piece::default() };
    }
    let chevrons = text.trim_start().starts_with(">>");
    let text = if chevrons { text.trim_start().trim_start_matches('>').to_owned() } else { text };
    Piece { speaker: voice, text, cue, change: chevrons, ..Piece::default() }
}

/// A `<` that nothing closes would swallow the rest of the cue; it is taken for the character.
fn closed<'a>(text: &'a str, line: usize, problems: &mut Problems) -> Cow<'a, str> {
    let (Some(open), close) = (text.rfind('<'), text.rfind('>')) else { return text.into() };
    if close.is_some_and(|close| close > open) {
        return text.into();
    }
    problems.push(
        Error::new("vtt.open_tag", "a tag in this cue is not closed, so it is read as text")
            .at_line(line)
            .hint("close it with >, or write < as &lt;"),
    );
    let (before, after) = text.split_at(open);
    format!("{before}&lt;{}", after.get(1..).unwrap_or_default()).into()
}

/// The text of a cue by voice; one piece even when it is empty.
fn voices(text: &str) -> Vec<(Option<String>, String)> {
    if !text.contains(['<', '&']) {
        return vec![(None, text.to_owned())];
    }
    let mut pieces = Vec::new();
    walk(&cue_text(text), None, &mut pieces);
    pieces.retain(|(voice, text): &(Option<String>, String)| voice.is_some() || !text.trim().is_empty());
    if pieces.is_empty() {
        pieces.push((None, String::new()));
    }
    pieces
}

fn walk(nodes: &[vtt::CueNode], voice: Option<&str>, pieces: &mut Vec<(Option<String>, String)>) {
    for node in nodes {
        match node {
            CueNode::Text { text } => match pieces.last_mut() {
                Some((last, said)) if last.as_deref() == voice => said.push_str(text),
                _ => pieces.push((voice.map(str::to_owned), text.clone())),
            },
            CueNode::Time { .. } => {}
            // The pronunciation above a word repeats it.
            CueNode::Element { name, .. } if name == "rt" => {}
            CueNode::Element { name, annotation, children, .. } => {
                let named = name == "v" && !annotation.is_empty();
                walk(children, if named { Some(annotation) } else { voice }, pieces);
            }
        }
    }
}
