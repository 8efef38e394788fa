//! The readers, one for each format, and the recognition of the format by content.

mod captions;
mod docx;
mod portions;
mod srt;
mod stream;
mod table;
mod written;

use super::turns::{Piece, Turns};
use super::{Format, Transcript};
use crate::archive::is_archive;
use crate::encoding::{self, Decoded};
use crate::error::{Error, Read, Result};
use crate::job::{rest, whole};
use portions::{Portions, Reading};

pub use stream::TranscriptStream;

/// What a piece of speech takes, as [`rest`] counts, and how many bytes are decoded in as much of it as is counted once.
const PIECE_TAKES: u64 = 1;
const LETTERS: u64 = 1_000;

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
    whole(read_in_steps(bytes))
}

/// The same in steps.
pub(crate) async fn read_in_steps(bytes: &[u8]) -> Result<Read<Transcript>> {
    if is_archive(bytes) {
        let mut read = text_in_steps(&docx::text(bytes)?).await;
        read.value.format = Format::Docx;
        return Ok(read);
    }
    let Decoded { text, encoding, damaged_at } = encoding::decode(bytes)?;
    rest(text.len() as u64 / LETTERS).await;
    let mut read = text_in_steps(&text).await;
    read.value.encoding = encoding;
    if let Some(line) = damaged_at {
        read.problems.push(damaged(line));
    }
    Ok(read)
}

/// Reads a transcript that is text already; see [`read`].
pub fn read_text(text: &str) -> Read<Transcript> {
    whole(text_in_steps(text))
}

async fn text_in_steps(text: &str) -> Read<Transcript> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut portions = Portions::recognise(text);
    portions.add(text).await;
    let (format, Read { value: turns, mut problems }) = portions.finish();
    if turns.is_empty() {
        problems.push(nobody());
    }
    Read { value: Transcript { format, turns, ..Transcript::default() }, problems }
}

fn damaged(line: usize) -> Error {
    Error::new("transcript.damaged", "some characters here could not be read")
        .at_line(line)
        .hint("export the file again as UTF-8")
}

/// The problem of a file without speech.
fn nobody() -> Error {
    Error::new("transcript.empty", "nobody says anything in this file")
        .hint("choose a caption file (.vtt, .srt), a table, a Word document, or text with speakers' names")
}
