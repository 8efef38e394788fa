//! WebVTT by the parsing algorithm of the W3C: "WebVTT: The Web Video Text Tracks Format", section 6.

mod entities;
mod lines;
mod settings;
mod text;
mod time;

use crate::ordered::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Problems, Read};
use lines::Lines;

/// What to do about times that run backwards; the words are kept as they stand.
pub(super) const LOOK_AT_TIMES: &str = "look at the times: what was said is kept in the order of the file";

pub use settings::{VttCue, VttRegion};
pub use text::{CueNode, cue_text};

/// A WebVTT file as a browser sees it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Webvtt {
    /// The cues, in the order of the file.
    pub cues: Vec<VttCue>,
    /// The regions, in the order of the file.
    pub regions: Vec<VttRegion>,
    /// The text of the style sheets, read past and not interpreted.
    pub styles: Vec<String>,
}

/// Reads a WebVTT file exactly as the W3C's algorithm does, and lists what that algorithm drops in silence.
///
/// Nulls become U+FFFD and every line ending a line feed first, as the algorithm says.
///
/// ```
/// use peer_circle::transcripts::webvtt;
///
/// let read = webvtt("WEBVTT\n\n7\n00:01.000 --> 00:02.500 align:end\n<v Ana>Fine.\n\n00:xx --> 00:04.000\nlost");
/// assert_eq!(read.value.cues[0].id, "7");
/// assert_eq!((read.value.cues[0].start, read.value.cues[0].end), (1000, 2500));
/// assert_eq!(read.problems[0].to_string(), "line 7: the times of this cue cannot be read, so it is left out");
/// ```
///
/// # Problems
/// `vtt.no_header` (and no cues at all) when the file does not start with `WEBVTT`; `vtt.cue_times` for a cue whose
/// times cannot be read; `vtt.backwards` for one that ends before it starts.
pub fn webvtt(text: &str) -> Read<Webvtt> {
    let Parsed { file, problems, .. } = parse(text, true, 1);
    Read { value: file, problems: problems.into_list() }
}

/// A file with the line of each cue's times.
pub(crate) struct Parsed {
    pub file: Webvtt,
    pub lines: Vec<usize>,
    pub problems: Problems,
}

/// A file (see [`webvtt`]), or whole blocks from the middle of one, which has no header; lines are counted from `line`.
pub(crate) fn parse(text: &str, header: bool, line: usize) -> Parsed {
    let mut parser = Parser {
        cue_lines: Vec::new(),
        lines: Lines::from(text, line),
        file: Webvtt::default(),
        problems: Problems::default(),
        regions: BTreeMap::new(),
    };
    if !header || parser.header() {
        parser.lines.skip_empty();
        while !parser.lines.at_end() {
            parser.block(false);
            parser.lines.skip_empty();
        }
    }
    Parsed { file: parser.file, lines: parser.cue_lines, problems: parser.problems }
}

/// Whether the text starts as a WebVTT file must.
pub(crate) fn is_webvtt(text: &str) -> bool {
    text.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

struct Parser<'a> {
    lines: Lines<'a>,
    file: Webvtt,
    problems: Problems,
    /// Where the cues are, in their order.
    cue_lines: Vec<usize>,
    /// By its id, the last region that has it.
    regions: BTreeMap<String, u32>,
}

/// What a block turned out to be.
enum Block {
    /// Text that is neither: a note, or an identifier without a cue.
    Nothing,
    /// A cue whose text is being collected; nothing when its times cannot be read.
    Cue(Option<Box<VttCue>>, usize),
    Style,
    Region,
}

impl Parser<'_> {
    /// Reads past the header; false when this is no WebVTT.
    fn header(&mut self) -> bool {
        let first = self.lines.next().unwrap_or_default();
        if !is_webvtt(&first) {
            self.problems.push(
                Error::new("vtt.no_header", "the file does not start with WEBVTT")
                    .at_line(1)
                    .hint("write WEBVTT on its first line"),
            );
            return false;
        }
        match self.lines.peek() {
            Some(line) if !line.is_empty() => self.block(true),
            _ => {}
        }
        true
    }

    /// "Collect a WebVTT block".
    fn block(&mut self, in_header: bool) {
        let mut block = Block::Nothing;
        let mut buffer = String::new();
        let mut count = 0;
        while let Some(line) = self.lines.peek() {
            count += 1;
            if line.contains("-->") {
                let seen_arrow = matches!(block, Block::Cue(..));
                if in_header || !(count == 1 || count == 2 && !seen_arrow) {
                    break;
                }
                block = Block::Cue(self.timings(&line, std::mem::take(&mut buffer)), self.lines.number());
                self.lines.advance();
                continue;
            }
            self.lines.advance();
            if line.is_empty() {
                break;
            }
            if !in_header && count == 2 && matches!(block, Block::Nothing) {
                block = definition(&mut buffer);
            }
            if !buffer.is_empty() {
                buffer.push('\n');
            }
            buffer.push_str(&line);
        }
        self.finish(block, buffer);
    }

    fn finish(&mut self, block: Block, buffer: String) {
        match block {
            Block::Cue(Some(cue), line) => {
                self.file.cues.push(VttCue { text: buffer, ..*cue });
                self.cue_lines.push(line);
            }
            Block::Style => self.file.styles.push(buffer),
            Block::Region => {
                let region = VttRegion::parse(&buffer);
                let index = u32::try_from(self.file.regions.len()).unwrap_or(u32::MAX);
                self.regions.insert(region.id.clone(), index);
                self.file.regions.push(region);
            }
            Block::Cue(None, _) | Block::Nothing => {}
        }
    }

    /// "Collect WebVTT cue timings and settings".
    fn timings(&mut self, line: &str, id: String) -> Option<Box<VttCue>> {
        let at = self.lines.number();
        let Some(cue) = VttCue::parse(line, id, &self.regions) else {
            let problem = Error::new("vtt.cue_times", "the times of this cue cannot be read, so it is left out");
            self.problems.push(problem.at_line(at).hint("write times as 00:01:02.345 --> 00:01:05.678"));
            return None;
        };
        if cue.end < cue.start {
            self.problems
                .push(Error::new("vtt.backwards", "this cue ends before it starts").at_line(at).hint(LOOK_AT_TIMES));
        }
        Some(Box::new(cue))
    }
}

/// Whether the first line of a block opens a style sheet or a region; it is then no part of its text.
fn definition(buffer: &mut String) -> Block {
    let opens =
        |word: &str| buffer.strip_prefix(word).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_whitespace()));
    let block = match (opens("STYLE"), opens("REGION")) {
        (true, _) => Block::Style,
        (_, true) => Block::Region,
        _ => return Block::Nothing,
    };
    buffer.clear();
    block
}
