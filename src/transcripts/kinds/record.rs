//! Numbers of records, licences, policies, cases, members: known by the words before them or by their form.

use std::sync::OnceLock;

use super::super::words::{Shape, Text, Word};
use super::phone::once;
use super::{Found, Kind, Why};

const CUES: [&str; 28] = [
    "mrn",
    "record",
    "account",
    "policy",
    "case",
    "licence",
    "license",
    "passport",
    "member",
    "id",
    "number",
    "reference",
    "claim",
    "badge",
    "patient",
    "chart",
    "encounter",
    "npi",
    "dea",
    "registration",
    "plate",
    "vin",
    "serial",
    "security",
    "ssn",
    "certificate",
    "ticket",
    "confirmation",
];

pub(super) fn find(text: &Text<'_>, found: &mut Vec<Found>) {
    static KNOWN: OnceLock<Vec<u64>> = OnceLock::new();
    let cues = once(&KNOWN, &CUES);
    for (index, word) in text.numbers() {
        let figures = text.of(word).bytes().filter(u8::is_ascii_digit).count();
        if figures < 4 {
            continue;
        }
        let (from, to) = joined(text, index, word);
        if text.near_before(index, 5, cues) && !is_year(text.of(word)) {
            found.push(Found::new(
                from,
                to,
                Kind::Record,
                &Why("record.after", "a number after a word such as record or licence"),
                0.8,
            ));
        } else if figures >= 5 && word.shape == Shape::Code || figures >= 7 {
            let from = lettered(text, index).unwrap_or(word.from);
            found.push(Found::new(from, word.to, Kind::Record, &Why("number.long", "a long number"), 0.6));
        }
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

/// Where the letters start that a number begins with: `A-4471902`, `INV-4471902`.
fn lettered(text: &Text<'_>, index: usize) -> Option<usize> {
    let before = index.checked_sub(1).filter(|before| matches!(text.gap(*before), "-" | "/"))?;
    text.word(before)
        .filter(|word| matches!(word.shape, Shape::Initial | Shape::Upper) && word.letters <= 4)
        .map(|word| word.from)
}

/// Groups of a number looked at to either side.
const GROUPS: usize = 8;

/// The extent with the groups that a hyphen or a stroke joins to it.
fn joined(text: &Text<'_>, index: usize, word: &Word) -> (usize, usize) {
    let tight = |at: usize| matches!(text.gap(at), "-" | "/");
    let mut first = index;
    while first > 0 && index - first < GROUPS && tight(first - 1) {
        first -= 1;
    }
    let mut last = index;
    while last - index < GROUPS && tight(last) && text.word(last + 1).is_some() {
        last += 1;
    }
    (text.word(first).map_or(word.from, |word| word.from), text.word(last).map_or(word.to, |word| word.to))
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn numbers_are_known_by_their_words_or_form() {
        assert_eq!(all(find, "her MRN is 00-4471, licence no. LH329609T"), ["00-4471", "LH329609T"]);
        assert_eq!(all(find, "I signed A-4471902 and INV-8817235"), ["A-4471902", "INV-8817235"]);
        assert_eq!(all(find, "case from 2019, room 1204, 3,000 people, covid19"), [""; 0]);
    }
}
