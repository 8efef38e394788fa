//! The file of another tool that a project was read from, kept so that what has no place here is not lost.

use serde::{Deserialize, Serialize};

use crate::archive::Archive;
use crate::error::Error;
use crate::job::rest;
use crate::limits;

/// What another tool's project file held: [`Project::qdpx`](crate::themes::Project::qdpx) writes it back, with what
/// changed since put into it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    /// What the project is called in the archive, as that tool spells it.
    pub name: String,
    /// The project as XML.
    pub document: String,
    /// The other files of the archive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<OriginFile>,
}

/// A file beside the project: a source's text, its layout, a recording.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct OriginFile {
    /// Its path in the archive.
    pub path: String,
    /// Its bytes in Base64 (RFC 4648, section 4).
    pub content: String,
}

/// What the project is called by the standard.
const NAME: &str = "project.qde";

/// Bytes that are spelled in what counts as one for [`rest`].
const LETTERS: u64 = 200;

impl Origin {
    /// All that an archive holds beside the project, as far as it is not too large; what is goes on the list of problems.
    pub(super) async fn new(archive: Option<&mut Archive<'_>>, document: String, problems: &mut Vec<Error>) -> Self {
        let mut origin = Self { name: NAME.to_owned(), document, files: Vec::new() };
        let Some(archive) = archive else { return origin };
        let names: Vec<String> = archive.names().map(str::to_owned).collect();
        let mut left = limits::ORIGIN_BYTES;
        for path in names {
            if path.eq_ignore_ascii_case(NAME) {
                origin.name = path;
                continue;
            }
            match archive.carry_in_steps(&path).await {
                Ok(Some(bytes)) if bytes.len() <= left => {
                    left -= bytes.len();
                    origin.files.push(OriginFile { path, content: encoded(&bytes) });
                    rest(bytes.len() as u64 / LETTERS).await;
                }
                Ok(_) => problems.push(too_large(&path)),
                Err(error) => problems.push(error),
            }
        }
        origin
    }

    /// The bytes of a file of the folder of sources, capitals left aside.
    pub(super) fn source(&self, name: &str) -> Option<Vec<u8>> {
        let path = path(name);
        self.files.iter().find(|file| file.path.eq_ignore_ascii_case(&path)).map(|file| decoded(&file.content))
    }

    /// All files of the archive.
    pub(super) fn into_files(self) -> Vec<(String, Vec<u8>)> {
        let mut files = vec![(self.name, self.document.into_bytes())];
        files.extend(self.files.into_iter().map(|file| (file.path, decoded(&file.content))));
        files
    }

    /// Takes the files out that a source names.
    pub(super) fn forget(&mut self, name: &str) {
        let path = path(name);
        self.files.retain(|file| !file.path.eq_ignore_ascii_case(&path));
    }

    pub(super) fn put(&mut self, path: String, content: &str) {
        self.files.push(OriginFile { path, content: encoded(content.as_bytes()) });
    }
}

/// Where a file is that a source names `internal://name`.
fn path(name: &str) -> String {
    format!("Sources/{}", name.strip_prefix("internal://").unwrap_or(name))
}

fn too_large(path: &str) -> Error {
    let message = format!("\"{path}\" is not kept for writing back: the file's recordings and pictures are too large");
    Error::new("limit.origin", message).hint("keep the file itself beside the project").at_field(path)
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn encoded(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0u32, |bits, at| (bits << 8) | u32::from(three.get(at).copied().unwrap_or_default()));
        for (at, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let digit = DIGITS.get((bits >> shift & 63) as usize).copied().unwrap_or_default();
            text.push(if at <= three.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

/// The bytes that a text spells; what is no digit is passed over.
fn decoded(text: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut count) = (Vec::with_capacity(text.len() / 4 * 3), 0u32, 0);
    for digit in text.bytes().filter_map(value) {
        bits = (bits << 6 | digit) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    bytes
}

fn value(byte: u8) -> Option<u32> {
    Some(match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of RFC 4648, section 10, and every byte.
    #[test]
    fn bytes_are_spelled_and_read() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!((encoded(bytes.as_bytes()).as_str(), decoded(text).as_slice()), (text, bytes.as_bytes()));
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decoded(&encoded(&all)), all);
    }
}
