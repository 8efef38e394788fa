//! A table with a column for the text, and perhaps for the speaker and the times.
#![deny(clippy::indexing_slicing)]

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::{Piece, Turns};
use crate::error::{Error, Read};
use crate::limits;
use crate::transcripts::Turn;
use crate::transcripts::moments::moment;

/// A table that was recognised by its heading.
pub(super) struct Table<'a> {
    reader: Reader<&'a [u8]>,
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

impl<'a> Table<'a> {
    /// The table, if the first line is a heading with a column for the text and another.
    pub(super) fn recognise(text: &'a str) -> Option<Self> {
        let heading = text.lines().next()?.to_lowercase();
        let comma = [',', ';', '\t'].into_iter().max_by_key(|comma| heading.matches(*comma).count())?;
        let names: Vec<&str> = heading.split(comma).map(|name| name.trim_matches([' ', '"', '\u{feff}'])).collect();
        let find = |known: &[&str]| names.iter().position(|name| known.contains(name));
        let (speaker, start) = (find(&SPEAKER), find(&START));
        let text_column = find(&TEXT)?;
        if speaker.is_none() && start.is_none() {
            return None;
        }
        let reader =
            ReaderBuilder::new().delimiter(u8::try_from(comma).ok()?).flexible(true).from_reader(text.as_bytes());
        Some(Self { reader, text: text_column, speaker, start, end: find(&END) })
    }

    pub(super) fn read(mut self) -> Read<Vec<Turn>> {
        let mut turns = Turns::default();
        let mut problems = Vec::new();
        let mut row = ByteRecord::new();
        while self.reader.read_byte_record(&mut row).unwrap_or(false) {
            let line = row.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
            match field(&row, Some(self.text)) {
                Some(text) => turns.push(self.piece(&row, text)),
                None if problems.len() < limits::PROBLEMS => {
                    problems.push(
                        Error::new("transcript.no_text", "this row ends before the column of the text").at_line(line),
                    );
                }
                None => {}
            }
        }
        Read { value: turns.finish(), problems }
    }

    fn piece(&self, row: &ByteRecord, text: String) -> Piece {
        let time = |column| field(row, column).as_deref().and_then(time);
        let speaker = field(row, self.speaker).filter(|name| !name.is_empty());
        let (start, end) = (time(self.start), time(self.end));
        let cue = start.zip(end).map(|(start, end)| (String::new(), start, end));
        Piece { speaker, text, start, cue, change: false }
    }
}

fn field(row: &ByteRecord, column: Option<usize>) -> Option<String> {
    row.get(column?).map(|bytes| String::from_utf8_lossy(bytes).trim().to_owned())
}

/// A clock time, or a number of seconds.
fn time(text: &str) -> Option<u64> {
    moment(text).or_else(|| {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        moment(&format!("0:00.{fraction}"))?.checked_add(whole.parse::<u64>().ok()?.checked_mul(1000)?)
    })
}
