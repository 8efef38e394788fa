//! A table with a column for the text, and perhaps for the speaker and the times.

use super::{Piece, Turns};
use crate::error::Read;
use crate::table::{self, Row};
use crate::transcripts::Turn;
use crate::transcripts::moments::moment;

/// Which columns hold what.
pub(super) struct Columns {
    text: usize,
    speaker: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
}

const TEXT: [&str; 9] =
    ["text", "transcript", "utterance", "content", "message", "caption", "sentence", "speech", "transcription"];
const SPEAKER: [&str; 8] = ["speaker", "name", "speaker name", "participant", "who", "author", "from", "user"];
const START: [&str; 8] = ["start", "start time", "timestamp", "time", "begin", "starttime", "start_time", "offset"];
const END: [&str; 5] = ["end", "end time", "stop", "endtime", "end_time"];

/// The columns, if the first line is a heading with a column for the text and another for the speaker or a time.
pub(super) fn recognise(text: &str) -> Option<Columns> {
    let first = text.lines().next().filter(|line| line.contains([',', ';', '\t']))?;
    let headings: Vec<String> = table::read(first).value.headings.iter().map(|name| name.to_lowercase()).collect();
    let find = |known: &[&str]| headings.iter().position(|name| known.contains(&name.as_str()));
    let (speaker, start) = (find(&SPEAKER), find(&START));
    let text = find(&TEXT).filter(|_| speaker.is_some() || start.is_some())?;
    Some(Columns { text, speaker, start, end: find(&END) })
}

pub(super) fn read(text: &str, columns: &Columns) -> Read<Vec<Turn>> {
    let Read { value: table, problems } = table::read(text);
    let mut turns = Turns::default();
    for row in &table.rows {
        turns.push(columns.piece(row));
    }
    Read { value: turns.finish(), problems }
}

impl Columns {
    fn piece(&self, row: &Row) -> Piece {
        let cell = |column: Option<usize>| column.and_then(|column| row.cells.get(column)).map(String::as_str);
        let (start, end) = (cell(self.start).and_then(time), cell(self.end).and_then(time));
        let cue = start.zip(end).map(|(start, end)| (String::new(), start, end));
        let speaker = cell(self.speaker).filter(|name| !name.is_empty()).map(str::to_owned);
        let text = cell(Some(self.text)).unwrap_or_default().to_owned();
        Piece { speaker, text, start, cue, change: false }
    }
}

/// A clock time, or a number of seconds.
fn time(text: &str) -> Option<u64> {
    moment(text).or_else(|| {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        moment(&format!("0:00.{fraction}"))?.checked_add(whole.parse::<u64>().ok()?.checked_mul(1000)?)
    })
}
