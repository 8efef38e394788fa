//! Text with speakers' names and times in the lines, as Otter, Meet, Teams and people write it; else plain text.

use super::{Format, Piece, Turns};
use crate::error::Read;
use crate::transcripts::Turn;
use crate::transcripts::labels::{Labels, is_name};
use crate::transcripts::moments::moment;

/// Reads lines such as `Name: text`, `[00:12:03] Name: text`, `Name  0:05` above its text, `00:12:03 Name` above its
/// text, or `(Name) text`.
pub(super) fn read(text: &str) -> (Format, Read<Vec<Turn>>) {
    let lines: Vec<Line<'_>> = text.lines().map(|line| Line::of(line.trim())).collect();
    let labels = Labels::of(lines.iter().map(|line| line.rest).filter(|rest| !rest.is_empty()));
    let speakers = lines.iter().filter(|line| line.heading || labels.take(line.rest).is_some()).count();
    let turns = if speakers > 0 { spoken(&lines, &labels) } else { paragraphs(&lines) };
    (if speakers > 0 { Format::Speakers } else { Format::Plain }, Read { value: turns, problems: Vec::new() })
}

/// A line, its time split off.
struct Line<'a> {
    time: Option<u64>,
    rest: &'a str,
    /// Whether the rest is the name of whoever says what follows.
    heading: bool,
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let (first, rest) = leading(line);
        if first.is_some() {
            return Self { time: first, rest, heading: is_name(rest) && !rest.contains(':') };
        }
        match trailing(line) {
            Some((time, name)) if is_name(name) => Self { time: Some(time), rest: name, heading: true },
            _ => Self { time: None, rest: line, heading: false },
        }
    }
}

/// A time at the start of a line, perhaps in brackets, and the rest.
fn leading(line: &str) -> (Option<u64>, &str) {
    let inner = line.trim_start_matches(['[', '(']);
    let end = inner.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ','))).unwrap_or(inner.len());
    let (figures, rest) = inner.split_at(end);
    match moment(figures.trim_end_matches([':', '.', ','])) {
        Some(time) => (Some(time), rest.trim_start_matches([']', ')', ' ', '\t', '-', '–', '|'])),
        None => (None, line),
    }
}

/// A time at the end of a line, and what stands before it.
fn trailing(line: &str) -> Option<(u64, &str)> {
    let (name, figures) = line.rsplit_once([' ', '\t', '(', '['])?;
    let time = moment(figures.trim_end_matches([']', ')']))?;
    Some((time, name.trim_end_matches([' ', '\t', '(', '[', ',', '-', '|', '–'])))
}

fn spoken(lines: &[Line<'_>], labels: &Labels) -> Vec<Turn> {
    let mut turns = Turns::default();
    let mut start = None;
    for line in lines {
        start = line.time.or(start);
        let piece = if line.heading {
            Piece { speaker: Some(line.rest.to_owned()), start, ..Piece::default() }
        } else if let Some((speaker, said)) = labels.take(line.rest) {
            Piece { speaker: Some(speaker.to_owned()), text: said.to_owned(), start, ..Piece::default() }
        } else {
            Piece { text: line.rest.to_owned(), ..Piece::default() }
        };
        turns.push(piece);
        start = if line.rest.is_empty() { start } else { None };
    }
    turns.finish()
}

/// Paragraphs are separated by empty lines.
fn paragraphs(lines: &[Line<'_>]) -> Vec<Turn> {
    let mut turns = Turns::default();
    let mut said = String::new();
    for line in lines {
        if line.rest.is_empty() {
            turns.push(Piece { text: std::mem::take(&mut said), change: true, ..Piece::default() });
        } else {
            said.push_str(line.rest);
            said.push('\n');
        }
    }
    turns.push(Piece { text: said, change: true, ..Piece::default() });
    turns.finish()
}
