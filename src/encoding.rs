//! The text of a file in one of the encodings that people's files come in.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::limits;

/// How the text of a file was encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// UTF-16, least significant byte first.
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
    /// Windows code page 1252, which older spreadsheets write.
    Windows1252,
}

/// A file's text and how it was encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding that was recognised.
    pub encoding: Encoding,
    /// The first line (counted from 1) that holds a character which could not be read and became U+FFFD.
    pub damaged_at: Option<usize>,
}

/// Reads a file's bytes as text: by its byte order mark, else as UTF-8 if it is valid, else as UTF-16 if every other
/// byte is mostly zero, else as Windows-1252.
///
/// ```
/// use peer_circle::encoding::{Encoding, decode};
///
/// let decoded = decode(b"caf\xe9")?;
/// assert_eq!((decoded.text.as_str(), decoded.encoding), ("café", Encoding::Windows1252));
/// assert_eq!(decode(b"%PDF-1.7").unwrap_err().code(), "file.not_text");
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// # Errors
/// `file.not_text` for a file that is no text, naming what it looks like; `limit.text_bytes` for one that is too large.
pub fn decode(bytes: &[u8]) -> Result<Decoded> {
    if bytes.len() > limits::TEXT_BYTES {
        return Err(Error::new("limit.text_bytes", format!("the file has {} MB", bytes.len() >> 20))
            .hint(format!("split it into files of at most {} MB", limits::TEXT_BYTES >> 20)));
    }
    let encoding = recognised(bytes, true)?;
    let text = encoding.text(encoding.unmarked(bytes));
    let damaged_at = text.find('\u{fffd}').map(|at| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count());
    Ok(Decoded { text, encoding, damaged_at })
}

/// The encoding of a text by its first bytes, or by all of them.
///
/// # Errors
/// `file.not_text` for what is no text.
pub(crate) fn recognised(bytes: &[u8], whole: bool) -> Result<Encoding> {
    if let Some(kind) = known_binary(bytes) {
        return Err(not_text(kind));
    }
    match recognise(bytes, whole) {
        Encoding::Windows1252 if looks_binary(bytes) => Err(not_text("a binary file")),
        encoding => Ok(encoding),
    }
}

impl Encoding {
    /// The bytes without a byte order mark.
    fn unmarked(self, bytes: &[u8]) -> &[u8] {
        let mark: &[u8] = match self {
            Self::Utf8 => b"\xef\xbb\xbf",
            Self::Utf16Le => b"\xff\xfe",
            Self::Utf16Be => b"\xfe\xff",
            Self::Windows1252 => b"",
        };
        bytes.strip_prefix(mark).unwrap_or(bytes)
    }

    /// The text of bytes; what cannot be read becomes U+FFFD.
    pub(crate) fn text(self, bytes: &[u8]) -> String {
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Self::Utf16Le => utf16(bytes, u16::from_le_bytes),
            Self::Utf16Be => utf16(bytes, u16::from_be_bytes),
            Self::Windows1252 => bytes.iter().copied().map(windows_1252).collect(),
        }
    }

    /// How many bytes of a text that goes on are whole characters.
    pub(crate) fn whole(self, bytes: &[u8]) -> usize {
        let length = bytes.len();
        match self {
            Self::Windows1252 => length,
            // A character of two units may be cut in the middle as well.
            Self::Utf16Le | Self::Utf16Be => {
                let even = length & !1;
                let high = even.checked_sub(if self == Self::Utf16Le { 1 } else { 2 }).and_then(|at| bytes.get(at));
                if high.is_some_and(|byte| (0xd8..0xdc).contains(byte)) { even - 2 } else { even }
            }
            Self::Utf8 => {
                let starts = |at: &usize| bytes.get(*at).is_some_and(|byte| byte & 0xc0 != 0x80);
                let start = (length.saturating_sub(4)..length).rev().find(starts).unwrap_or(length);
                let wanted = match bytes.get(start) {
                    Some(0xf0..) => 4,
                    Some(0xe0..) => 3,
                    Some(0xc0..) => 2,
                    _ => 1,
                };
                if start + wanted > length { start } else { length }
            }
        }
    }
}

fn not_text(kind: &str) -> Error {
    Error::new("file.not_text", format!("this is {kind}, not a text file"))
        .at_line(1)
        .at_column(1)
        .hint("choose the text, CSV or caption file that the program exports")
}

fn recognise(bytes: &[u8], whole: bool) -> Encoding {
    match bytes {
        [0xff, 0xfe, ..] => Encoding::Utf16Le,
        [0xfe, 0xff, ..] => Encoding::Utf16Be,
        [0xef, 0xbb, 0xbf, ..] => Encoding::Utf8,
        _ => match zero_bytes(bytes) {
            (even, odd) if odd > 2 * even + 1 && odd * 8 > bytes.len().min(SAMPLE) => Encoding::Utf16Le,
            (even, odd) if even > 2 * odd + 1 && even * 8 > bytes.len().min(SAMPLE) => Encoding::Utf16Be,
            _ if is_utf8(bytes, whole) => Encoding::Utf8,
            _ => Encoding::Windows1252,
        },
    }
}

/// Whether bytes are valid UTF-8; of a text that goes on the last character may be cut.
fn is_utf8(bytes: &[u8], whole: bool) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => !whole && error.error_len().is_none(),
    }
}

/// Bytes that are looked at when an encoding is guessed.
const SAMPLE: usize = 4096;

/// How many of the first bytes at even and at odd places are zero.
fn zero_bytes(bytes: &[u8]) -> (usize, usize) {
    let zeros = |skip| bytes.iter().take(SAMPLE).skip(skip).step_by(2).filter(|byte| **byte == 0).count();
    (zeros(0), zeros(1))
}

/// What a file with a well-known beginning is.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    let beginnings: [(&[u8], &str); 8] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a zip archive (a spreadsheet or Word document, perhaps)"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x1f\x8b", "a compressed file"),
        (b"{\\rtf", "a rich-text document"),
    ];
    let known = beginnings.iter().find(|(beginning, _)| bytes.starts_with(beginning));
    let media = bytes.get(4..8) == Some(b"ftyp") || bytes.starts_with(b"ID3") || bytes.starts_with(b"RIFF");
    known.map(|(_, kind)| *kind).or(media.then_some("a recording"))
}

/// Whether more than one in a hundred of the first bytes is a control character that no text holds.
fn looks_binary(bytes: &[u8]) -> bool {
    let control = |byte: &&u8| matches!(byte, 0..=8 | 14..=26 | 28..=31);
    bytes.iter().take(SAMPLE).filter(control).count() * 100 > bytes.len().min(SAMPLE)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let pairs = bytes.chunks(2).map(|pair| match pair {
        [first, second] => unit([*first, *second]),
        _ => 0xfffd,
    });
    char::decode_utf16(pairs).map(|char| char.unwrap_or('\u{fffd}')).collect()
}

/// The characters of bytes 0x80 to 0x9f; the five that the code page leaves open are controls, as browsers have it.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

pub(crate) fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: Encoding) {
        let decoded = decode(bytes).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
    }

    #[test]
    fn each_encoding_is_recognised() {
        check(b"", "", Encoding::Utf8);
        check("\u{feff}Zo\u{eb}".as_bytes(), "Zoë", Encoding::Utf8);
        check(b"\xff\xfeZ\0\xeb\0", "Zë", Encoding::Utf16Le);
        check(b"\xfe\xff\0Z\0\xeb", "Zë", Encoding::Utf16Be);
        check(b"n\0a\0m\0e\0,\0i\0d\0", "name,id", Encoding::Utf16Le);
        check(b"Zo\xeb \x80 \x93quoted\x94", "Zoë € “quoted”", Encoding::Windows1252);
    }

    #[test]
    fn a_character_that_cannot_be_read_is_told_with_its_line() {
        let decoded = decode(b"\xff\xfea\0\n\0\x00\xd8b\0").unwrap();
        assert_eq!(decoded.damaged_at, Some(2));
    }

    #[test]
    fn binary_files_are_refused_by_name() {
        for bytes in [&b"%PDF-1.4 ..."[..], b"PK\x03\x04....", b"\x00\x00\x00\x18ftypmp42", b"\x01\x02\x03\xff\xfe\x04"]
        {
            assert_eq!(decode(bytes).unwrap_err().code(), "file.not_text");
        }
    }
}
