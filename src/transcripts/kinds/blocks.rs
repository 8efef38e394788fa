//! Lines that stand between lines which identify, as in a letter's head, under it, and on an envelope: whoever's name
//! and address are around, the line between them says where they work.

use super::super::vocabulary::Marks;
use super::super::words::{Text, Word};
use super::lexis::stopped;
use super::{Found, Kind, Why};

/// Words of the longest line that is taken for a name.
const LONGEST: usize = 7;

pub(super) fn find(text: &Text<'_>, caseless: bool, found: &mut Vec<Found>) {
    if !text.text.trim_end().contains('\n') {
        return;
    }
    let lines = lines(text, found);
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| lines.get(at));
        let after = lines.get(at + 1);
        if let Some(name) = between(text, line, before, after, caseless) {
            found.push(name);
        }
    }
}

/// A line that is not empty.
struct Line {
    /// Its words.
    first: usize,
    end: usize,
    /// What most of it was found to be; an address before anything else.
    kind: Option<Kind>,
    /// How many names of people are in it.
    persons: usize,
}

/// The lines with words in them, and what was found in each.
fn lines(text: &Text<'_>, found: &[Found]) -> Vec<Line> {
    let mut sorted: Vec<&Found> = found.iter().filter(|one| one.certainty >= 0.45).collect();
    sorted.sort_by_key(|one| (one.from, one.to));
    let mut lines = Vec::new();
    let (mut first, mut next) = (0, 0);
    while first < text.words.len() {
        let mut last = first;
        while last + 1 < text.words.len() && !text.gap(last).contains('\n') {
            last += 1;
        }
        let (from, to) = (text.word(first).map_or(0, |word| word.from), text.word(last).map_or(0, |word| word.to));
        while sorted.get(next).is_some_and(|one| one.to <= from) {
            next += 1;
        }
        let here: Vec<&Found> = sorted.iter().skip(next).take_while(|one| one.from < to).copied().collect();
        lines.push(Line { first, end: last + 1, kind: mostly(&here, from, to), persons: persons(&here) });
        first = last + 1;
    }
    lines
}

/// What covers most of a stretch.
fn mostly(found: &[&Found], from: usize, to: usize) -> Option<Kind> {
    let mut covered = 0;
    let mut end = from;
    for one in found {
        covered += one.to.min(to).saturating_sub(one.from.max(end));
        end = end.max(one.to);
    }
    let address = found.iter().find(|one| one.kind == Kind::Address);
    let first = address.or_else(|| found.first())?;
    (covered * 3 >= (to - from) * 2).then_some(first.kind)
}

fn persons(found: &[&Found]) -> usize {
    found.iter().filter(|one| one.kind == Kind::Person).count()
}

/// The name on a line, where the lines around it identify.
fn between(text: &Text<'_>, line: &Line, before: Option<&Line>, after: Option<&Line>, caseless: bool) -> Option<Found> {
    let identifies = |line: Option<&Line>| line.and_then(|line| line.kind);
    let (above, below) = (identifies(before), identifies(after));
    let tells = |kind| matches!(kind, Kind::Address | Kind::Person | Kind::Phone | Kind::Email | Kind::Url);
    let both = above.is_some_and(tells) && below.is_some_and(tells);
    // The head of a letter, or an envelope.
    let head = !caseless && before.is_none() && below == Some(Kind::Address);
    let several = line.persons > 2 && text.words.get(line.first..line.end)?.iter().any(|word| text.of(word) == "and");
    let bare = line.kind.is_none() && is_name(text, line, caseless);
    if !(both || head) || !(bare || several) {
        return None;
    }
    let (from, to) = (text.word(line.first)?.from, text.word(line.end - 1)?.to);
    Some(Found::new(
        from,
        stopped(text, to),
        Kind::Institution,
        &Why("lines.between", "a line between lines that identify"),
        0.5,
    ))
}

/// Whether a line has a name's words and no sentence's.
fn is_name(text: &Text<'_>, line: &Line, caseless: bool) -> bool {
    let words = text.words.get(line.first..line.end).unwrap_or_default();
    let big =
        |word: &Word| caseless || word.is_big() || word.has_figures() || word.is(Marks::FUNCTION.and(Marks::PARTICLE));
    let inner = (line.first..line.end - 1).all(|at| !text.gap(at).contains([':', '?', '!', ';', '"']));
    // Marks after the line's end are those of quoted lines.
    let after = text.gap(line.end - 1).split('\n').next().unwrap_or_default();
    let ends = after.trim_start().starts_with([':', '?', '!', ',', ';']);
    let names = words.iter().any(|word| word.letters > 1 && !word.is(Marks::FUNCTION) && !word.has_figures());
    let figures = words.iter().all(Word::has_figures);
    (1..=LONGEST).contains(&words.len()) && words.iter().all(big) && inner && !ends && (names || !figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, marked: &[(&str, Kind)], expected: &[&str]) {
        let place = |(words, kind): &(&str, Kind)| {
            let from = text.find(words).unwrap();
            Found::new(from, from + words.len(), *kind, &Why("", ""), 0.9)
        };
        let mut found: Vec<Found> = marked.iter().map(place).collect();
        find(&Text::new(text), !text.chars().any(char::is_uppercase), &mut found);
        let got: Vec<&str> = found[marked.len()..].iter().map(|one| &text[one.from..one.to]).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn a_line_between_those_that_identify() {
        let person = ("Ana Ruiz", Kind::Person);
        let street = ("5 Mill Lane", Kind::Address);
        check("Ana Ruiz\nCompared Care\n5 Mill Lane", &[person, street], &["Compared Care"]);
        check("> Ana Ruiz\n> Seeds of Peace\n> 5 Mill Lane", &[person, street], &["Seeds of Peace"]);
        check("Canon\n\n5 Mill Lane\nLund", &[street], &["Canon"]);
        let three = [person, ("Ode", Kind::Person), ("Hall", Kind::Person), ("Berg", Kind::Person), street];
        check("Ana Ruiz\nOde, Hall and Berg\n5 Mill Lane", &three, &["Ode, Hall and Berg"]);
    }

    #[test]
    fn a_line_of_a_letter_is_none() {
        let (person, street) = (("Ana Ruiz", Kind::Person), ("5 Mill Lane", Kind::Address));
        check("Ana Ruiz\nwrote to me from\n5 Mill Lane", &[person, street], &[]);
        check("Many thanks\nAna Ruiz", &[person], &[]);
        check("Ana Ruiz\nPhone:\n5 Mill Lane", &[person, street], &[]);
    }
}
