//! A transcript in pieces, as a large file is read: bytes in, turns out, in memory that does not grow with the file.

use super::{Portions, nobody};
use crate::encoding::{self, Encoding};
use crate::error::{Error, Read, Result};
use crate::job::whole;
use crate::transcripts::{Transcript, Turn};

/// Bytes that are kept before format, encoding and speakers' labels are decided: a file up to this size is read as
/// [`read`](super::read) reads it, and nobody speaks longer in a session.
const LOOKED_AT: usize = 4 << 20;

/// Bytes that are read at once afterwards.
const PORTION: usize = 256 << 10;

/// A line longer than this is cut: it must not fill the memory.
const LONGEST: usize = 32 << 20;

/// Reads a transcript that comes in pieces and gives turns away as soon as they are whole.
///
/// The memory it needs does not grow with the file: what stays are the pieces that are not whole yet, and up to 4 MB at
/// the start, by which the format, the encoding and the speakers' labels are decided. A Word document has to be read
/// whole, by [`read`](super::read).
///
/// ```
/// use peer_circle::transcripts::TranscriptStream;
///
/// let mut stream = TranscriptStream::default();
/// let mut turns = stream.push(b"WEBVTT\n\n00:01.000 --> 00:03.000\nAna Ruiz: Good ")?;
/// turns.extend(stream.push(b"evening.\n\n00:03.000 --> 00:04.000\nBen Ode: Hello.\n")?);
/// let end = stream.finish()?;
/// turns.extend(end.value.turns);
/// assert_eq!(turns.len(), 2);
/// assert_eq!(turns[0].text, "Good evening.");
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub struct TranscriptStream {
    /// Bytes that are kept before anything is decided.
    looked_at: usize,
    /// Bytes that are not text yet.
    raw: Vec<u8>,
    /// Text that is no whole portion yet.
    text: String,
    begun: Option<(Encoding, Portions)>,
    /// Whether a character that could not be read was told of.
    damaged: bool,
    /// Whether turns were given away.
    spoken: bool,
}

impl Default for TranscriptStream {
    fn default() -> Self {
        Self::looking_at(LOOKED_AT)
    }
}

impl TranscriptStream {
    /// A stream that decides on format, encoding and labels by so many bytes instead of 4 MB: turns come sooner, and a
    /// speaker who first speaks later is known from their second turn on.
    pub fn looking_at(bytes: usize) -> Self {
        let (raw, text, begun, damaged, spoken) = Default::default();
        Self { looked_at: bytes, raw, text, begun, damaged, spoken }
    }

    /// Takes in more bytes, and gives the turns that are whole by now.
    ///
    /// # Errors
    /// As [`read`](super::read): `file.not_text` when the first bytes are no text.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<Turn>> {
        whole(self.push_in_steps(bytes))
    }

    /// The same in steps.
    pub(crate) async fn push_in_steps(&mut self, bytes: &[u8]) -> Result<Vec<Turn>> {
        self.raw.extend_from_slice(bytes);
        let wanted = if self.begun.is_some() { PORTION.min(self.looked_at) } else { self.looked_at };
        if self.raw.len() + self.text.len() < wanted {
            return Ok(Vec::new());
        }
        self.decode(false)?;
        Ok(self.read(false).await)
    }

    /// Ends the file: the turns that were still open, with the format and the encoding, and all problems.
    ///
    /// # Errors
    /// As [`TranscriptStream::push`], for a file so small that it was not looked at before.
    pub fn finish(self) -> Result<Read<Transcript>> {
        whole(self.finish_in_steps())
    }

    /// The same in steps.
    pub(crate) async fn finish_in_steps(mut self) -> Result<Read<Transcript>> {
        self.decode(true)?;
        let mut turns = self.read(true).await;
        let Some((encoding, portions)) = self.begun else { return Err(nobody()) };
        let (format, Read { value, mut problems }) = portions.finish();
        turns.extend(value);
        if turns.is_empty() && !self.spoken {
            problems.push(nobody());
        }
        Ok(Read { value: Transcript { format, encoding, turns, ..Transcript::default() }, problems })
    }

    /// The encoding, once it is known.
    pub fn encoding(&self) -> Option<Encoding> {
        self.begun.as_ref().map(|(encoding, _)| *encoding)
    }

    /// Makes text of the bytes up to the last whole character.
    fn decode(&mut self, last: bool) -> Result<()> {
        let first = self.begun.is_none();
        let encoding = match &self.begun {
            Some((encoding, _)) => *encoding,
            None => encoding::recognised(&self.raw, last)?,
        };
        let end = if last { self.raw.len() } else { encoding.whole(&self.raw) };
        let text = encoding.text(self.raw.get(..end).unwrap_or_default());
        self.raw.drain(..end);
        self.text.push_str(if first { text.strip_prefix('\u{feff}').unwrap_or(&text) } else { &text });
        if first {
            self.begun = Some((encoding, Portions::recognise(&self.text)));
        }
        Ok(())
    }

    /// Reads the text up to the last whole cue, row or line.
    async fn read(&mut self, last: bool) -> Vec<Turn> {
        let Some((_, portions)) = &mut self.begun else { return Vec::new() };
        let mut end = if last { self.text.len() } else { portions.whole(&self.text) };
        if end == 0 && self.text.len() > LONGEST {
            let message = "no cue, row or line ends here for very long, so it was cut";
            portions.problem(
                Error::new("limit.line_bytes", message)
                    .at_line(portions.line())
                    .hint("see whether this is the transcript; one has a line for each turn"),
            );
            end = self.text.len();
        }
        let portion = self.text.get(..end).unwrap_or_default();
        if !self.damaged
            && let Some(line) = portion.lines().position(|line| line.contains('\u{fffd}'))
        {
            self.damaged = true;
            portions.problem(super::damaged(portions.line() + line));
        }
        if !portion.is_empty() {
            portions.add(portion).await;
        }
        self.text.drain(..end);
        let turns = portions.ended();
        self.spoken |= !turns.is_empty();
        turns
    }
}
