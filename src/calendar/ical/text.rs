//! The text of a calendar file.

use crate::encoding::decode;
use crate::error::Result;

/// The text of a calendar file. Lines may be folded in the middle of a character (RFC 5545, section 3.1): such a file is
/// UTF-8 all the same, and its characters are put together before the fold.
///
/// # Errors
/// As for [`decode`].
pub(super) fn text(bytes: &[u8]) -> Result<String> {
    let whole =
        std::str::from_utf8(bytes).is_err().then(|| unbroken(bytes)).filter(|it| std::str::from_utf8(it).is_ok());
    Ok(decode(whole.as_deref().unwrap_or(bytes))?.text)
}

/// The bytes with the rest of each character that a fold broke moved before the fold, so that lines keep their numbers.
fn unbroken(bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(byte) = rest.first() {
        if let Some((fold, after)) = fold(rest) {
            let (moved, after) = after.split_at(missing(&whole).min(after.len()));
            whole.extend([moved, fold].concat());
            rest = after;
        } else {
            whole.push(*byte);
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    whole
}

/// The fold that bytes begin with, and what follows it.
fn fold(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = match bytes {
        [b'\r', b'\n', b' ' | b'\t', ..] => 3,
        [b'\r' | b'\n', b' ' | b'\t', ..] => 2,
        _ => return None,
    };
    bytes.split_at_checked(length)
}

/// How many bytes the last character still needs.
fn missing(bytes: &[u8]) -> usize {
    let after = bytes.iter().rev().take(3).take_while(|byte| **byte & 0xc0 == 0x80).count();
    let first = bytes.len().checked_sub(after + 1).and_then(|at| bytes.get(at));
    let needs = match first {
        Some(0xf0..) => 3,
        Some(0xe0..) => 2,
        Some(0xc0..) => 1,
        _ => 0,
    };
    needs.max(after) - after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(text(bytes).unwrap(), expected);
    }

    #[test]
    fn a_character_that_a_fold_broke_is_put_together() {
        check(b"SUMMARY:A\xc3\r\n \xb1o", "SUMMARY:A\u{f1}\r\n o");
        check(b"S:\xf0\x9f\n\t\x98\x80!\nT:\xe2\r\n \x82\xac", "S:\u{1f600}\n\t!\nT:\u{20ac}\r\n ");
        check(b"S:\xf0\r \x9f\x98\x80", "S:\u{1f600}\r ");
    }

    #[test]
    fn other_encodings_are_left_as_they_are() {
        check(b"SUMMARY:A\xf1o\r\n nuevo \xc3", "SUMMARY:A\u{f1}o\r\n nuevo \u{c3}");
        check(b"S:\xe2\r\n ", "S:\u{e2}\r\n ");
        check("S:Zo\u{eb}\n more".as_bytes(), "S:Zo\u{eb}\n more");
    }
}
