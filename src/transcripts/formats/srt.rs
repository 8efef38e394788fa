//! SubRip: a number, a line of times with commas, lines of text, an empty line.

use crate::ordered::BTreeSet;

use super::captions::labelled;
use super::{PIECE_TAKES, Reading};
use crate::error::{Error, Problems};
use crate::job::{part, rest, told};
use crate::transcripts::labels::is_name;
use crate::transcripts::moments::{moment, span};
use crate::transcripts::vtt::LOOK_AT_TIMES;

/// How many lines may come before the first caption.
const PREFACE: usize = 20;

/// Whether one of the first lines holds the times of a caption.
pub(super) fn is_srt(text: &str) -> bool {
    let times = |line: &str| times(line).is_some() || span(line).is_some_and(|span| span.points());
    text.lines().take(PREFACE).any(times)
}

/// SubRip, and WebVTT that has lost its header, portion by portion.
#[derive(Default)]
pub(super) struct Srt {
    /// Whether the first lines of captions name their speakers; decided by the first portion.
    headed: Option<bool>,
}

impl Srt {
    pub(super) async fn add(&mut self, text: &str, to: &mut Reading) {
        let mut captions = captions(text, to.line, &mut to.problems).await;
        if *self.headed.get_or_insert_with(|| headed(&captions)) {
            // "Name" on a line of its own is read like "Name: " before the text.
            let timed = captions.iter_mut().filter(|(times, _)| times.is_some());
            timed.for_each(|(_, text)| *text = text.replacen('\n', ": ", 1));
        }
        to.labels.count(captions.iter().map(|(_, text)| text.as_str()).filter(|text| !text.trim().is_empty())).await;
        for (times, text) in told(captions) {
            to.turns.push(labelled(&to.labels, None, text, times));
            rest(PIECE_TAKES).await;
        }
    }
}

/// Where whole captions end in a text that goes on: before the number and the times of the last one.
pub(super) fn whole(text: &str) -> usize {
    let arrow = text.rfind("-->").unwrap_or(0);
    let line = |end: usize| text.get(..end).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let start = line(arrow);
    let number = line(start.saturating_sub(1));
    let figures = text.get(number..start).unwrap_or_default().trim();
    if !figures.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit()) { number } else { start }
}

/// Its number and times, unless it is text before the first times that can be read; and what is said.
type Caption = (Option<(String, u64, u64)>, String);

async fn captions(text: &str, first: usize, problems: &mut Problems) -> Vec<Caption> {
    let mut captions: Vec<Caption> = Vec::new();
    let mut number = None;
    let mut reading = false;
    let (through, mut passed) = (part(text.len()), 0);
    for (index, line) in text.lines().enumerate() {
        through.at(passed);
        passed += line.len() + 1;
        rest(1).await;
        let (at, line) = (first + index, line.trim());
        let mistaken = mistaken(line, !reading);
        if line.contains("-->") || mistaken.is_some() {
            reading = false;
            if mistaken.is_some() {
                arrow(at, problems);
            }
            match times(line).or(mistaken) {
                Some((start, end)) => {
                    backwards(start, end, at, problems);
                    captions.push((Some((number.take().unwrap_or_default(), start, end)), String::new()));
                    reading = true;
                }
                None => {
                    captions.push((None, String::new()));
                    number = None;
                    unreadable(at, problems);
                }
            }
        } else if line.is_empty() {
            reading = false;
        } else if line.bytes().all(|byte| byte.is_ascii_digit()) && !reading {
            number = Some(line.to_owned());
        } else if !reading && is_cut(line) {
            unreadable(at, problems);
        } else {
            if captions.is_empty() {
                captions.push((None, String::new()));
            }
            let Some((_, said)) = captions.last_mut() else { continue };
            // Text after an empty line goes on: some programs write empty lines inside captions.
            if !said.is_empty() {
                said.push('\n');
            }
            said.push_str(&untagged(line));
            reading = true;
        }
    }
    captions
}

/// Whether captions start with the speaker's name on a line of its own, as older Word transcripts of Teams do: nearly
/// all have a name and a text after it, and few names come again and again.
fn headed(captions: &[Caption]) -> bool {
    let name = |(_, text): &'_ Caption| {
        text.split_once('\n').map(|(first, _)| first.to_owned()).filter(|first| is_name(first))
    };
    let timed = || captions.iter().filter(|(times, _)| times.is_some());
    let names: Vec<String> = timed().filter_map(name).collect();
    let different: BTreeSet<&String> = names.iter().collect();
    names.len() * 10 >= timed().count() * 9 && (different.len() * 2 <= names.len() || names.len() < 4)
}

fn times(line: &str) -> Option<(u64, u64)> {
    let (start, end) = line.split_once("-->")?;
    let end = end.split_whitespace().next()?;
    Some((moment(start.trim())?, moment(end)?))
}

/// Whether times are cut off here, as at the end of half a file: `00:00:1`.
fn is_cut(line: &str) -> bool {
    line.contains(':')
        && line.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b',' | b'.' | b' ' | b'-'))
}

/// Times between which the arrow is written wrongly. Dashes alone make one only at the start of a caption, with nothing
/// after the times: people speak of `10:30 - 11:30` too.
fn mistaken(line: &str, starts: bool) -> Option<(u64, u64)> {
    let span = span(line).filter(|span| span.arrow != "-->")?;
    (span.points() || starts && span.rest.is_empty()).then_some((span.start, span.end))
}

fn arrow(line: usize, problems: &mut Problems) {
    let problem =
        Error::new("srt.arrow", "the arrow between these times is not written as it should be; they are read");
    problems.push(problem.at_line(line).hint("write times as 00:01:02,345 --> 00:01:05,678"));
}

fn backwards(start: u64, end: u64, line: usize, problems: &mut Problems) {
    if end < start {
        problems
            .push(Error::new("srt.backwards", "this caption ends before it starts").at_line(line).hint(LOOK_AT_TIMES));
    }
}

fn unreadable(line: usize, problems: &mut Problems) {
    let problem =
        Error::new("srt.times", "the times of this caption cannot be read, so what it says has none of its own");
    problems.push(problem.at_line(line).hint("write times as 00:01:02,345 --> 00:01:05,678"));
}

/// The text without the tags of SubRip: `<i>`, `<font ...>`, `{\an8}`.
fn untagged(line: &str) -> String {
    let mut clean = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, tag) = rest.split_at(at);
        clean.push_str(before);
        let known = ["<i", "<b", "<u", "</", "<font", "{\\"].iter().any(|start| tag.starts_with(start));
        match tag.find(['>', '}']).filter(|_| known) {
            Some(end) => rest = tag.get(end + 1..).unwrap_or_default(),
            None => {
                clean.push_str(tag.get(..1).unwrap_or_default());
                rest = tag.get(1..).unwrap_or_default();
            }
        }
    }
    clean + rest
}
