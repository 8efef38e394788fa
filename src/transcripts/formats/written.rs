//! Text with speakers' names and times in the lines, as Otter, Meet, Teams and people write it; else plain text.

use super::{Format, PIECE_TAKES, Piece, Reading, Turns};
use crate::job::{part, rest, told};
use crate::transcripts::labels::is_name;
use crate::transcripts::moments::moment;

/// A paragraph that is longer, in bytes, goes on as a further one: it must not fill the memory.
const LONGEST: usize = 1 << 20;

/// Lines such as `Name: text`, `[00:12:03] Name: text`, `Name  0:05` above its text, `00:12:03 Name` above its text, or
/// `(Name) text`, portion by portion.
#[derive(Default)]
pub(super) struct Written {
    /// Whether speakers are named; decided by the first portion.
    spoken: Option<bool>,
    /// A time that stood alone.
    start: Option<u64>,
    /// A paragraph that goes on.
    said: String,
}

impl Written {
    pub(super) async fn add(&mut self, text: &str, to: &mut Reading) {
        let (reading, mut read, mut lines) = (part(text.len()), 0, Vec::new());
        for line in text.lines() {
            reading.at(read);
            read += line.len() + 1;
            lines.push(Line::of(line.trim()));
            rest(PIECE_TAKES).await;
        }
        drop(reading);
        to.labels.count(told(&lines).map(|line| line.rest).filter(|rest| !rest.is_empty())).await;
        let names = || lines.iter().any(|line| line.heading || to.labels.take(line.rest).is_some());
        if *self.spoken.get_or_insert_with(names) {
            self.spoken(&lines, to).await;
        } else {
            self.paragraphs(&lines, to).await;
        }
    }

    /// The format that was recognised, and the paragraph that nothing ended.
    pub(super) fn finish(self, turns: &mut Turns) -> Format {
        turns.push(Piece { text: self.said, change: true, ..Piece::default() });
        if self.spoken == Some(true) { Format::Speakers } else { Format::Plain }
    }

    async fn spoken(&mut self, lines: &[Line<'_>], to: &mut Reading) {
        for line in told(lines) {
            rest(PIECE_TAKES).await;
            let start = line.time.or(self.start);
            let piece = if line.heading {
                Piece { speaker: Some(line.rest.to_owned()), start, ..Piece::default() }
            } else if let Some((speaker, said)) = to.labels.take(line.rest) {
                Piece { speaker: Some(speaker.to_owned()), text: said.to_owned(), start, ..Piece::default() }
            } else {
                Piece { text: line.rest.to_owned(), ..Piece::default() }
            };
            to.turns.push(piece);
            self.start = if line.rest.is_empty() { start } else { None };
        }
    }

    /// Paragraphs are separated by empty lines.
    async fn paragraphs(&mut self, lines: &[Line<'_>], to: &mut Reading) {
        for line in told(lines) {
            rest(PIECE_TAKES).await;
            if line.rest.is_empty() {
                to.turns.push(Piece { text: std::mem::take(&mut self.said), change: true, ..Piece::default() });
            } else {
                self.said.push_str(line.rest);
                self.said.push('\n');
                if self.said.len() > LONGEST {
                    to.turns.push(Piece { text: std::mem::take(&mut self.said), change: true, ..Piece::default() });
                }
            }
        }
    }
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
