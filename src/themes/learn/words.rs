//! Words of a turn with their places.

use std::borrow::Cow;

/// A word in small letters, or a mark that ends a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// In small letters; all numbers are `#`.
    pub(crate) text: Cow<'a, str>,
    /// Where it stands, in bytes.
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// It ends a sentence.
    pub(crate) mark: bool,
}

/// The words and marks of a text; equal marks in a row count as one.
pub(crate) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 5 + 1);
    let mut chars = text.char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        if c.is_alphanumeric() {
            let mut to = from + c.len_utf8();
            while let Some((at, c)) = chars.next_if(|(_, c)| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}')) {
                to = at + c.len_utf8();
            }
            words.push(word(text, from, to));
        } else if matches!(c, '.' | '?' | '!') && words.last().is_none_or(|last| !last.text.starts_with(c)) {
            let text = Cow::Borrowed(text.get(from..from + 1).unwrap_or_default());
            words.push(Word { text, from, to: from + 1, mark: true });
        }
    }
    words
}

fn word(text: &str, from: usize, to: usize) -> Word<'_> {
    let raw = text.get(from..to).unwrap_or_default();
    let text = if raw.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'') {
        Cow::Borrowed(raw)
    } else if raw.bytes().all(|byte| byte.is_ascii_digit()) {
        Cow::Borrowed("#")
    } else {
        Cow::Owned(raw.to_lowercase().replace('\u{2019}', "'"))
    };
    Word { text, from, to, mark: false }
}
