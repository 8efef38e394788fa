//! Firms that bear several people's names: `at Ode, Ruiz and Berg`, `Ode and Sons`, `Ode & Ruiz LLP`.

use super::super::vocabulary::Marks;
use super::super::words::{Shape, Text, Word};
use super::lexis::Lexis;
use super::proper::Run;
use super::{Found, Kind};

/// A firm that starts with a run, and the index of its last word.
pub(super) fn find(text: &Text<'_>, run: &Run, lexis: Lexis<'_>) -> Option<(Found, usize)> {
    let last = sons(text, run.last).or_else(|| partners(text, run, lexis))?;
    let (first, end) = (text.word(run.first)?, text.word(last)?);
    let reason = "names joined as a firm's are";
    Some((Found::new(first.from, end.to, Kind::Institution, reason, 0.96), last))
}

/// `and Sons`, `And Associates`.
fn sons(text: &Text<'_>, last: usize) -> Option<usize> {
    let end = text.word(last + 2).filter(|end| end.is_big() && end.is(Marks::FIRM_END))?;
    (text.gap(last) == " " && text.gap(last + 1) == " " && is_and(text, last + 1)).then_some(end).map(|_| last + 2)
}

fn is_and(text: &Text<'_>, index: usize) -> bool {
    text.word(index).is_some_and(|word| text.of(word).eq_ignore_ascii_case("and"))
}

/// Names of one firm.
const MOST: usize = 8;

/// Two family names or more in a row, where a firm would stand: people in a row are called by given names.
fn partners(text: &Text<'_>, run: &Run, lexis: Lexis<'_>) -> Option<usize> {
    if run.first != run.last || !is_family(text, run.first, lexis) || text.gap(run.last) != ", " {
        return None;
    }
    let mut last = run.last;
    while last - run.last < MOST && text.gap(last) == ", " && is_family(text, last + 1, lexis) {
        last += 1;
    }
    let joined =
        last > run.last && matches!(text.gap(last), " " | ", ") && is_and(text, last + 1) && text.gap(last + 1) == " ";
    let end = last + 2;
    if !joined || !is_family(text, end, lexis) {
        return None;
    }
    let form = text.word(end + 1).filter(|word| word.is_big() && word.is(Marks::INSTITUTION) && text.gap(end) == " ");
    match form {
        Some(_) => Some(end + 1),
        None => (introduced(text, run.first) && !text.gap(end).starts_with('\'')).then_some(end),
    }
}

fn is_family(text: &Text<'_>, index: usize, lexis: Lexis<'_>) -> bool {
    let family = |word: &Word| {
        word.shape == Shape::Capital
            && !word.is(Marks::FUNCTION)
            && lexis.is_name(text, word)
            && !lexis.is_given(text, word)
    };
    // A space alone before a further name makes this a given name.
    let next = text.word(index + 1).filter(|_| text.gap(index) == " ");
    let given = next.is_some_and(|next| next.is_big() && !next.is(Marks::INSTITUTION));
    text.word(index).is_some_and(family) && !given
}

/// Whether the word before says that somebody works there.
fn introduced(text: &Text<'_>, first: usize) -> bool {
    let before = first.checked_sub(1).and_then(|before| text.word(before)).map_or("", |word| text.of(word));
    matches!(before, "at" | "for" | "joined" | "of" | "firm" | "company" | "called" | "the")
}

#[cfg(test)]
mod tests {
    use super::super::super::lists::{Lists, WordSet};
    use super::super::{Memory, all, proper};
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let names = (WordSet::Names, &["ode", "ruiz", "berg", "ana"][..]);
        let file = Lists::build("", &[names, (WordSet::Given, &["ana", "ben"])]);
        let lists = Lists::read(&file).unwrap();
        assert_eq!(
            all(|text, found| proper::find(text, Lexis { lists: Some(&lists), memory: &Memory::new() }, found), text),
            expected
        );
    }

    #[test]
    fn firms_bear_several_names() {
        check("she was at Ode, Ruiz and Berg for a year", &["Ode", "Ode, Ruiz and Berg"]);
        check("my lawyers, Ode and Sons, called", &["Ode", "Ode and Sons"]);
        check("I saw Ana, Ruiz and Berg there", &["Ana", "Ruiz", "Berg"]);
        check("they were with Ode, Ruiz and Berg", &["Ode", "Ruiz", "Berg"]);
    }
}
