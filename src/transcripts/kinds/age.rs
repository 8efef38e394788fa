//! Ages above the one up to which they identify nobody.

use super::super::words::{Shape, Text};
use super::{Found, Kind};

/// The age that the HIPAA safe harbour rule draws the line at.
pub(super) fn find(text: &Text<'_>, above: u32, found: &mut Vec<Found>) {
    for (index, word) in text.words.iter().enumerate().filter(|(_, word)| word.shape == Shape::Number) {
        let old = text.of(word).parse::<u32>().is_ok_and(|age| age > above && age < 130);
        if old && (said_before(text, index) || said_after(text, index) || is_said(text, index)) {
            found.push(Found::new(word.from, word.to, Kind::Age, "a high age", 0.9));
        }
    }
}

fn said_before(text: &Text<'_>, index: usize) -> bool {
    let word =
        |back: usize| index.checked_sub(back).and_then(|at| text.word(at)).map(|word| text.of(word).to_lowercase());
    word(1).is_some_and(|word| matches!(word.as_str(), "aged" | "age" | "turned" | "turning"))
        || word(2).as_deref() == Some("just") && word(1).as_deref() == Some("turned")
}

fn said_after(text: &Text<'_>, index: usize) -> bool {
    let word = |ahead: usize| text.word(index + ahead).map(|word| text.of(word).to_lowercase());
    let years = word(1).is_some_and(|word| matches!(word.as_str(), "year" | "years" | "y" | "yo"));
    years && (1..=3).filter_map(word).any(|word| matches!(word.as_str(), "old" | "o" | "age" | "yo"))
}

/// `He was 94.`, `She's 91, isn't she?`
fn is_said(text: &Text<'_>, index: usize) -> bool {
    let word =
        |back: usize| index.checked_sub(back).and_then(|at| text.word(at)).map(|word| text.of(word).to_lowercase());
    let verb = word(1).is_some_and(|word| matches!(word.as_str(), "was" | "is" | "s" | "be" | "m" | "am"));
    let whose = if word(1).as_deref() == Some("s") || verb { word(2) } else { None };
    let person = whose.is_some_and(|word| {
        matches!(
            word.as_str(),
            "he" | "she" | "i" | "who" | "mother" | "father" | "grandmother" | "grandfather" | "patient"
        )
    });
    let ends = text.gap(index).starts_with(['.', ',', ';', '?', '!']) || text.word(index + 1).is_none();
    let goes_on =
        text.word(index + 1).is_some_and(|word| matches!(text.of(word), "now" | "when" | "and" | "then" | "since"));
    verb && person && (ends || goes_on) && !text.gap(index).contains('%')
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn high_ages_alone() {
        let find = |text: &Text<'_>, found: &mut Vec<Found>| find(text, 89, found);
        assert_eq!(all(find, "a 93-year-old, aged 101, 95 y/o, just turned 90"), ["93", "101", "95", "90"]);
        assert_eq!(all(find, "a 73-year-old with 95 percent, 94 people, 100 years ago"), [""; 0]);
    }
}
