//! WebVTT by the parsing algorithm of the W3C: "WebVTT: The Web Video Text Tracks Format", section 6.

mod entities;
mod lines;
mod settings;
mod text;
mod time;

use crate::ordered::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Problems, Read};
use crate::job::{part, rest, whole};
use crate::transcripts::moments::span;
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
/// assert_eq!(read.problems[0].to_string(), "line 7: the times of this cue are not written as WebVTT has them");
/// ```
///
/// # Problems
/// `vtt.no_header` (and no cues at all) when the file does not start with `WEBVTT`; `vtt.cue_times` for a cue that is
/// left out for its times; `vtt.no_times` for what is left out since it has none; `vtt.backwards` for a cue that ends
/// before it starts.
pub fn webvtt(text: &str) -> Read<Webvtt> {
    whole(webvtt_in_steps(text))
}

/// The same in steps.
pub(crate) async fn webvtt_in_steps(text: &str) -> Read<Webvtt> {
    let Parsed { file, problems, .. } = parse(text, true, 1).await;
    Read { value: file, problems: problems.into_list() }
}

/// What a block takes, as [`rest`] counts.
const BLOCK_TAKES: u64 = 2;

/// A file with the line of each cue's times.
pub(crate) struct Parsed {
    pub file: Webvtt,
    pub lines: Vec<usize>,
    /// What the algorithm drops although somebody may have said it.
    pub lost: Vec<Lost>,
    pub problems: Problems,
}

/// Words that are in no cue, since what stands above them are not the times of one.
pub(crate) struct Lost {
    /// How many cues come before.
    pub cues: usize,
    /// The times, where they can be read although they are not written as they should be.
    pub times: Option<(u64, u64)>,
    pub text: String,
}

/// A file (see [`webvtt`]), or whole blocks from the middle of one, which has no header; lines are counted from `line`.
pub(crate) async fn parse(text: &str, header: bool, line: usize) -> Parsed {
    let mut parser = Parser {
        cue_lines: Vec::new(),
        lost: Vec::new(),
        lines: Lines::from(text, line),
        file: Webvtt::default(),
        problems: Problems::default(),
        regions: BTreeMap::new(),
    };
    if !header || parser.header() {
        parser.lines.skip_empty();
        let reading = part(text.len());
        while !parser.lines.at_end() {
            parser.block(false);
            parser.lines.skip_empty();
            reading.at(text.len() - parser.lines.left());
            rest(BLOCK_TAKES).await;
        }
    }
    Parsed { file: parser.file, lines: parser.cue_lines, lost: parser.lost, problems: parser.problems }
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
    lost: Vec<Lost>,
    /// By its id, the last region that has it.
    regions: BTreeMap<String, u32>,
}

/// What a block turned out to be.
enum Block {
    /// Text that is neither: a note, or an identifier without a cue.
    Nothing,
    /// A cue whose text is being collected; nothing when its times cannot be read as they are written.
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
        let (mut count, first) = (0, self.lines.number());
        let mut times = None;
        while let Some(line) = self.lines.peek() {
            count += 1;
            if line.contains("-->") {
                let seen_arrow = matches!(block, Block::Cue(..));
                if in_header || !(count == 1 || count == 2 && !seen_arrow) {
                    break;
                }
                block = Block::Cue(self.timings(&line, std::mem::take(&mut buffer)), self.lines.number());
                times = span(&line).map(|span| (span.start, span.end));
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
        match block {
            Block::Nothing if in_header || is_note(&buffer) => {}
            Block::Nothing => self.leave_out(&buffer, first),
            Block::Cue(None, _) => self.lose(buffer, times),
            block => self.finish(block, buffer),
        }
    }

    /// A block that is no cue, no note, and no number of a cue that was parted from it.
    fn leave_out(&mut self, block: &str, first: usize) {
        let Some((at, line)) =
            block.split('\n').enumerate().find(|(_, line)| span(line).is_some_and(|one| one.points()))
        else {
            if block.contains(|c: char| !c.is_ascii_digit()) {
                let problem = Error::new("vtt.no_times", "what stands here has no times, so it is no cue");
                self.problems.push(problem.at_line(first).hint("write times above it, or NOTE if nobody says it"));
                // Neither the rest of a style sheet with an empty line in it nor half a time is anybody's words.
                let style = !self.file.styles.is_empty() && block.trim_end().ends_with('}');
                if !style && block.contains(char::is_alphabetic) {
                    self.lose(block.to_owned(), None);
                }
            }
            return;
        };
        self.unreadable(first + at);
        let said: Vec<&str> = block.split('\n').skip(at + 1).collect();
        self.lose(said.join("\n"), span(line).map(|span| (span.start, span.end)));
    }

    fn lose(&mut self, text: String, times: Option<(u64, u64)>) {
        self.lost.push(Lost { cues: self.file.cues.len(), times, text });
    }

    fn unreadable(&mut self, line: usize) {
        let problem = Error::new("vtt.cue_times", "the times of this cue are not written as WebVTT has them");
        self.problems.push(problem.at_line(line).hint("write times as 00:01:02.345 --> 00:01:05.678"));
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
            self.unreadable(at);
            return None;
        };
        if cue.end < cue.start {
            self.problems
                .push(Error::new("vtt.backwards", "this cue ends before it starts").at_line(at).hint(LOOK_AT_TIMES));
        }
        Some(Box::new(cue))
    }
}

/// Whether a block is a remark that nobody says.
fn is_note(block: &str) -> bool {
    block.strip_prefix("NOTE").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n']))
        || block.is_empty()
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
