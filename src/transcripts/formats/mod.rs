//! The readers, one for each format, and the recognition of the format by content.

mod captions;
mod docx;
mod srt;
mod table;
mod written;

use super::turns::{Piece, Turns};
use super::vtt::{self, is_webvtt};
use super::words::is_unseen;
use super::{Format, Transcript};
use crate::archive::is_archive;
use crate::encoding::{self, Decoded};
use crate::error::{Error, Read, Result};

/// Reads a transcript: WebVTT (Zoom, Teams and others), SubRip, a table with a column for the text, lines with
/// speakers' names (Otter, Meet, Teams and notes), plain text, or a Word document (as Teams writes). The format and the
/// encoding are recognised by content.
///
/// ```
/// use peer_circle::transcripts::{Format, read};
///
/// let file = b"WEBVTT\n\n1\n00:01.000 --> 00:03.000\nAna Ruiz: Good evening.\n\n2\n00:03.000 --> 00:04.000\nAna Ruiz: All here?";
/// let transcript = read(file)?.value;
/// assert_eq!(transcript.format, Format::Webvtt);
/// assert_eq!(transcript.turns[0].speaker.as_deref(), Some("Ana Ruiz"));
/// assert_eq!(transcript.turns[0].text, "Good evening. All here?");
/// assert_eq!((transcript.turns[0].start, transcript.turns[0].end), (Some(1000), Some(4000)));
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// # Errors
/// `file.not_text` when the bytes are no text (a PDF, a recording), `limit.text_bytes` when there are too many; those of
/// archives and XML for a damaged Word document.
///
/// # Problems
/// Those of the format, each with its line; `transcript.unseen` for the first line with characters that hide or turn
/// others; `transcript.damaged` where characters could not be read, and
/// `transcript.empty` when nobody says anything.
pub fn read(bytes: &[u8]) -> Result<Read<Transcript>> {
    if is_archive(bytes) {
        let mut read = read_text(&docx::text(bytes)?);
        read.value.format = Format::Docx;
        return Ok(read);
    }
    let Decoded { text, encoding, damaged_at } = encoding::decode(bytes)?;
    let mut read = read_text(&text);
    read.value.encoding = encoding;
    if let Some(line) = damaged_at {
        let problem = Error::new("transcript.damaged", "some characters here could not be read");
        read.problems.push(problem.at_line(line).hint("export the file again as UTF-8"));
    }
    Ok(read)
}

/// Reads a transcript that is text already; see [`read`].
pub fn read_text(text: &str) -> Read<Transcript> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (format, Read { value: turns, mut problems }) = if is_webvtt(text) {
        (Format::Webvtt, captions::read(vtt::parse(text)))
    } else if srt::is_srt(text) {
        (Format::Srt, srt::read(text))
    } else if let Some(columns) = table::recognise(text) {
        (Format::Csv, table::read(text, &columns))
    } else {
        written::read(text)
    };
    if let Some(line) = text.lines().position(|line| !line.is_ascii() && line.contains(is_unseen)) {
        let message = "characters here cannot be seen or turn the direction of others; speakers are named without them";
        problems.push(Error::new("transcript.unseen", message).at_line(line + 1));
    }
    if turns.is_empty() {
        let problem = Error::new("transcript.empty", "nobody says anything in this file");
        problems.push(problem.hint("choose a caption file (.vtt, .srt), a table, or text with speakers' names"));
    }
    Read { value: Transcript { format, turns, ..Transcript::default() }, problems }
}
