//! Ages above the one up to which they identify nobody.

use super::super::vocabulary::Marks;
use super::super::words::{Shape, Text};
use super::numbers::spoken;
use super::{Found, Kind, Why};

/// The age that the HIPAA safe harbour rule draws the line at.
pub(super) fn find(text: &Text<'_>, above: u32, found: &mut Vec<Found>) {
    for (index, word) in text.numbers().filter(|(_, word)| word.shape == Shape::Number) {
        let old = text.of(word).parse::<u32>().is_ok_and(|age| age > above && age < 130);
        if old && (said_before(text, index) || said_after(text, index) || is_said(text, index)) {
            found.push(Found::new(word.from, word.to, Kind::Age, &Why("age.high", "a high age"), 0.9));
        }
    }
}

/// `ninety-four years old`, `she's ninety two`, `a hundred and one`.
pub(super) fn find_spoken(text: &Text<'_>, above: u32, found: &mut Vec<Found>) {
    for (index, word) in text.words.iter().enumerate().filter(|(_, word)| word.is(Marks::FIGURE)) {
        let Some((age, last)) = age(text, index).filter(|(age, _)| *age > above && *age < 130) else { continue };
        let first = index - usize::from(age >= 100 && index > 0 && before(text, index, 1).as_deref() == Some("a"));
        if (said_before(text, first) || said_after(text, last) || is_said_until(text, first, last))
            && let Some(to) = text.word(last)
        {
            found.push(Found::new(word.from, to.to, Kind::Age, &Why("age.high", "a high age"), 0.8));
        }
    }
}

/// The age that is spoken from here on, and the index of its last word.
fn age(text: &Text<'_>, index: usize) -> Option<(u32, usize)> {
    let said = |at: usize| text.word(at).map_or("", |word| text.of(word));
    let one = |at: usize| spoken(said(at)).filter(|value| *value > 0 && matches!(text.gap(at - 1), " " | "-"));
    match said(index).to_ascii_lowercase().as_str() {
        "ninety" => Some(one(index + 1).map_or((90, index), |value| (90 + value, index + 1))),
        "hundred" => {
            let and = usize::from(said(index + 1) == "and");
            Some(one(index + 1 + and).map_or((100, index), |value| (100 + value, index + 1 + and)))
        }
        _ => None,
    }
}

fn before(text: &Text<'_>, index: usize, back: usize) -> Option<String> {
    index.checked_sub(back).and_then(|at| text.word(at)).map(|word| text.of(word).to_lowercase())
}

fn said_before(text: &Text<'_>, index: usize) -> bool {
    let word = |back: usize| before(text, index, back);
    word(1).is_some_and(|word| matches!(word.as_str(), "aged" | "age" | "turned" | "turning" | "turns"))
        || word(2).as_deref() == Some("just") && word(1).as_deref() == Some("turned")
}

fn said_after(text: &Text<'_>, index: usize) -> bool {
    let word = |ahead: usize| text.word(index + ahead).map(|word| text.of(word).to_lowercase());
    let years = word(1).is_some_and(|word| matches!(word.as_str(), "year" | "years" | "y" | "yo"));
    years && (1..=3).filter_map(word).any(|word| matches!(word.as_str(), "old" | "o" | "age" | "yo"))
}

/// `He was 94.`, `She's 91, isn't she?`
fn is_said(text: &Text<'_>, index: usize) -> bool {
    is_said_until(text, index, index)
}

/// The same for an age of several words.
fn is_said_until(text: &Text<'_>, index: usize, last: usize) -> bool {
    let word = |back: usize| before(text, index, back);
    let verb = word(1).is_some_and(|word| matches!(word.as_str(), "was" | "is" | "s" | "be" | "m" | "am"));
    let whose = if word(1).as_deref() == Some("s") || verb { word(2) } else { None };
    let person = whose.is_some_and(|word| {
        matches!(
            word.as_str(),
            "he" | "she" | "i" | "who" | "mother" | "father" | "grandmother" | "grandfather" | "patient"
        )
    });
    let ends = text.gap(last).starts_with(['.', ',', ';', '?', '!']) || text.word(last + 1).is_none();
    let goes_on =
        text.word(last + 1).is_some_and(|word| matches!(text.of(word), "now" | "when" | "and" | "then" | "since"));
    verb && person && (ends || goes_on) && !text.gap(last).contains('%')
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;

    #[test]
    fn high_ages_alone() {
        let find = |text: &Text<'_>, found: &mut Vec<Found>| find(text, 89, found);
        assert_eq!(all(find, "a 93-year-old, aged 101, 95 y/o, just turned 90"), ["93", "101", "95", "90"]);
        let spoken = |text: &Text<'_>, found: &mut Vec<Found>| find_spoken(text, 89, found);
        let said =
            "she's ninety-four, he turned ninety two, a hundred and one years old; ninety people, ninety years ago";
        assert_eq!(all(spoken, said), ["ninety-four", "ninety two", "hundred and one"]);
        assert_eq!(all(find, "a 73-year-old with 95 percent, 94 people, 100 years ago"), [""; 0]);
    }
}
