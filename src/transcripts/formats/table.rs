//! A table with a column for the text, and perhaps for the speaker and the times.

use std::borrow::Cow;

use super::{PIECE_TAKES, Piece, Reading};
use crate::error::{Error, Read};
use crate::job::{rest, told};
use crate::table::{self, Row};
use crate::transcripts::moments::moment;

/// Which columns hold what.
pub(super) struct Columns {
    text: usize,
    speaker: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
    /// The first line, once it was read.
    headings: Option<String>,
}

/// Where whole rows end in a text that goes on: after the last line end outside quotation marks.
pub(super) fn whole(text: &str) -> usize {
    let (mut quoted, mut end) = (false, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => end = at + 1,
            _ => {}
        }
    }
    end
}

/// The problem of a portion, its line counted in the file.
fn lower(problem: Error, above: usize) -> Error {
    match problem.place().line.and_then(|line| usize::try_from(line).ok()) {
        Some(line) if above > 0 => problem.at_line(line + above),
        _ => problem,
    }
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
    Some(Columns { text, speaker, start, end: find(&END), headings: None })
}

impl Columns {
    /// Adds the rows of a portion; the first one has the headings as its first line.
    pub(super) async fn add(&mut self, text: &str, to: &mut Reading) {
        let (whole, above) = match &self.headings {
            Some(headings) => (Cow::Owned(format!("{headings}\n{text}")), to.line.saturating_sub(2)),
            None => (Cow::Borrowed(text), 0),
        };
        self.headings.get_or_insert_with(|| text.lines().next().unwrap_or_default().to_owned());
        let Read { value: table, problems } = table::read_in_steps(&whole).await;
        to.problems.extend(problems.into_iter().map(|problem| lower(problem, above)));
        for row in told(&table.rows) {
            to.turns.push(self.piece(row));
            rest(PIECE_TAKES).await;
        }
    }

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
        // Programs write as many decimals as they have: `12.345000000000001`.
        moment(&format!("0:00.{}", fraction.get(..3).unwrap_or(fraction)))?
            .checked_add(whole.parse::<u64>().ok()?.checked_mul(1000)?)
    })
}
