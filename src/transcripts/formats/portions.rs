//! One reader over all formats, fed with portions of whole cues, rows or lines: a file at once, or a stream.

use super::captions::Captions;
use super::srt::{self, Srt};
use super::table::{self, Columns};
use super::written::Written;
use crate::error::{Error, Problems, Read};
use crate::transcripts::labels::Labels;
use crate::transcripts::turns::Turns;
use crate::transcripts::vtt::is_webvtt;
use crate::transcripts::words::is_unseen;
use crate::transcripts::{Format, Turn};

/// What the readers of all formats share.
pub(super) struct Reading {
    /// The number of the portion's first line.
    pub line: usize,
    pub labels: Labels,
    pub turns: Turns,
    pub problems: Problems,
}

/// A transcript that is read portion by portion.
pub(super) struct Portions {
    shape: Shape,
    reading: Reading,
    /// Whether unseen characters were told of.
    unseen: bool,
}

enum Shape {
    Captions(Captions),
    Srt(Srt),
    Table(Columns),
    Written(Written),
}

impl Portions {
    /// Recognises the format by how the text begins; nothing is read yet.
    pub(super) fn recognise(text: &str) -> Self {
        let shape = if is_webvtt(text) {
            Shape::Captions(Captions::default())
        } else if srt::is_srt(text) {
            Shape::Srt(Srt::default())
        } else if let Some(columns) = table::recognise(text) {
            Shape::Table(columns)
        } else {
            Shape::Written(Written::default())
        };
        let (labels, turns, problems) = (Labels::default(), Turns::default(), Problems::default());
        Self { shape, reading: Reading { line: 1, labels, turns, problems }, unseen: false }
    }

    /// How much of a text that goes on can be read by itself: up to the end of a cue, row or line.
    pub(super) fn whole(&self, text: &str) -> usize {
        let after = |mark: &str| text.rfind(mark).map_or(0, |at| at + mark.len());
        match &self.shape {
            Shape::Captions(_) => after("\n\n").max(after("\n\r\n")).max(after("\r\r")),
            Shape::Srt(_) => srt::whole(text),
            Shape::Table(_) => table::whole(text),
            Shape::Written(_) => after("\n"),
        }
    }

    /// Reads a portion that [`Portions::whole`] allows, or the last one.
    pub(super) async fn add(&mut self, text: &str) {
        self.look_for_unseen(text);
        match &mut self.shape {
            Shape::Captions(captions) => captions.add(text, &mut self.reading).await,
            Shape::Srt(srt) => srt.add(text, &mut self.reading).await,
            Shape::Table(columns) => columns.add(text, &mut self.reading).await,
            Shape::Written(written) => written.add(text, &mut self.reading).await,
        }
        self.reading.line += text.bytes().filter(|byte| *byte == b'\n').count();
    }

    /// The turns that nothing further belongs to.
    pub(super) fn ended(&mut self) -> Vec<Turn> {
        self.reading.turns.ended()
    }

    /// The number of the line that comes next.
    pub(super) fn line(&self) -> usize {
        self.reading.line
    }

    pub(super) fn problem(&mut self, problem: Error) {
        self.reading.problems.push(problem);
    }

    /// The format, the turns that were not given away yet, and all problems.
    pub(super) fn finish(self) -> (Format, Read<Vec<Turn>>) {
        let Reading { mut turns, problems, .. } = self.reading;
        let format = match self.shape {
            Shape::Captions(_) => Format::Webvtt,
            Shape::Srt(_) => Format::Srt,
            Shape::Table(_) => Format::Csv,
            Shape::Written(written) => written.finish(&mut turns),
        };
        (format, Read { value: turns.finish(), problems: problems.into_list() })
    }

    fn look_for_unseen(&mut self, text: &str) {
        if self.unseen || text.is_ascii() {
            return;
        }
        if let Some(line) = text.lines().position(|line| !line.is_ascii() && line.contains(is_unseen)) {
            let message =
                "characters here cannot be seen or turn the direction of others; speakers are named without them";
            self.problem(
                Error::new("transcript.unseen", message)
                    .at_line(self.reading.line + line)
                    .hint("look at the names here: two that look alike may be one"),
            );
            self.unseen = true;
        }
    }
}
