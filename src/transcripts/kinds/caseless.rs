//! Names in text without capitals, as automatic captions and hurried people write: lists and the words around.

use super::super::vocabulary::Marks;
use super::super::words::{Shape, Text, Word};
use super::lexis::{Lexis, stopped};
use super::{Found, Kind, Why};

/// Rows of words that no sentence of ordinary words has. Only in a file wholly without capitals is a word that no list
/// knows taken for a name: elsewhere it is rather a slip of the hand.
pub(super) fn find(text: &Text<'_>, lexis: Lexis<'_>, whole_file: bool, found: &mut Vec<Found>) {
    if lexis.lists.is_none() {
        return;
    }
    if text.marks.has(Marks::INSTITUTION_END) {
        institutions(text, lexis, whole_file, found);
    }
    let mut index = 0;
    while index < text.words.len() {
        let length = place(text, index, lexis);
        if length > 1 {
            push(text, index, index + length - 1, Kind::Place, &Why("list.place", "on a list of places"), 0.7, found);
            index += length;
            continue;
        }
        if country(text, index) {
            push(
                text,
                index,
                index,
                Kind::Place,
                &Why("list.country", "a country, after a word such as in"),
                0.6,
                found,
            );
        }
        let mut last = index;
        let starts = strange(text, index, lexis, whole_file) || forename(text, index, lexis);
        // A name that is known takes along what no list knows.
        while starts && joined(text, last) && strange(text, last + 1, lexis, true) {
            last += 1;
        }
        if starts {
            let (kind, certainty) = kind(text, index, last, lexis);
            let initial =
                index > 0 && text.gap(index - 1) == ". " && text.word(index - 1).is_some_and(|word| word.letters == 1);
            let index = index - usize::from(initial && kind == Kind::Person);
            push(
                text,
                index,
                last,
                kind,
                &Why("unknown.small", "no ordinary word, in text without capitals"),
                certainty,
                found,
            );
        }
        index = last + 1;
    }
}

fn push(
    text: &Text<'_>,
    first: usize,
    last: usize,
    kind: Kind,
    reason: &'static Why,
    certainty: f64,
    found: &mut Vec<Found>,
) {
    if let (Some(first), Some(last)) = (text.word(first), text.word(last)) {
        found.push(Found::new(first.from, stopped(text, last.to), kind, reason, certainty));
    }
}

fn joined(text: &Text<'_>, index: usize) -> bool {
    matches!(text.gap(index), " " | "-" | "'" | "’")
}

/// How many words from here are a place of several words; 0 for none.
fn place(text: &Text<'_>, index: usize, lexis: Lexis<'_>) -> usize {
    let odd = text.word(index).is_some_and(|first| !lexis.is_word(text, first));
    let small = |at: &usize, word: &Word| odd && *at > index && matches!(text.of(word), "and" | "of" | "on");
    let plain = |at: &usize| text.word(*at).is_some_and(|word| !word.is(Marks::FUNCTION) || small(at, word));
    let ends = |last: usize| text.word(last).is_some_and(|word| !word.is(Marks::FUNCTION));
    let tight = |at: &usize| *at == index || matches!(text.gap(*at - 1), " " | "-");
    let reach = (index..index + 4).take_while(|at| plain(at) && tight(at)).count();
    let listed = |count: usize| text.words.get(index..index + count).is_some_and(|words| lexis.is_place(words));
    let apt = |count: usize| {
        let strange = |at: usize| text.word(at).is_some_and(|word| !lexis.is_word(text, word));
        (index..index + count).any(strange)
            || text.word(index).is_some_and(|first| is_start(text.of(first)))
            || whither(text, index)
    };
    (2..=reach).rev().find(|count| ends(index + count - 1) && listed(*count) && apt(*count)).unwrap_or(0)
}

/// Countries whose names are ordinary words without their capital.
const COUNTRIES: [&str; 7] = ["japan", "china", "turkey", "chad", "guinea", "jordan", "georgia"];

fn country(text: &Text<'_>, index: usize) -> bool {
    text.word(index).is_some_and(|word| COUNTRIES.contains(&text.of(word))) && whither(text, index)
}

/// Whether a word is no ordinary one, and known as a name or a place (in a whole file without capitals: or unknown).
fn strange(text: &Text<'_>, index: usize, lexis: Lexis<'_>, whole_file: bool) -> bool {
    let Some(word) = text.word(index).filter(|word| word.shape == Shape::Lower && word.letters > 2) else {
        return false;
    };
    if word.is(Marks::FUNCTION) || word.is(Marks::PUBLIC) || word.is(Marks::TITLE) {
        return false;
    }
    if lexis.is_word(text, word) {
        return index > 0
            && text.word(index - 1).is_some_and(|before| before.is(Marks::TITLE))
            && lexis.is_name(text, word);
    }
    // What an apostrophe cut off is no word: "doesn't".
    let cut = text.gap(index).starts_with(['\'', '’']) || index > 0 && text.gap(index - 1).ends_with(['\'', '’']);
    !(cut && word.letters < 6) && (whole_file || known(text, word, lexis) || introduced(text, index))
}

fn known(text: &Text<'_>, word: &Word, lexis: Lexis<'_>) -> bool {
    !text.of(word).is_ascii()
        || word.letters > 3
            && (lexis.is_given(text, word) || lexis.is_place_word(text, word) || lexis.is_name(text, word))
}

/// Whether an ordinary word is a given name here: what follows is no ordinary word.
fn forename(text: &Text<'_>, index: usize, lexis: Lexis<'_>) -> bool {
    let given = text
        .word(index)
        .is_some_and(|word| word.shape == Shape::Lower && !word.is(Marks::FUNCTION) && lexis.is_given(text, word));
    given && text.gap(index) == " " && strange(text, index + 1, lexis, false)
}

/// Whether the word before leads to a place.
fn whither(text: &Text<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| text.word(before)).map_or("", |word| text.of(word));
    matches!(before, "in" | "from" | "to" | "at" | "near" | "around" | "outside" | "visiting")
}

/// `howard university`, `saint brigid hospital`: a word that ends such names, after one that is no ordinary word.
fn institutions(text: &Text<'_>, lexis: Lexis<'_>, whole_file: bool, found: &mut Vec<Found>) {
    for index in 1..text.words.len() {
        let Some(end) = text.word(index).filter(|word| word.is(Marks::INSTITUTION_END)) else { continue };
        let mut first = index;
        let mut named = matches!(text.of(end), "inc" | "ltd" | "llc");
        while first > 0 && index - first < 4 && joined(text, first - 1) {
            let Some(word) =
                text.word(first - 1).filter(|word| !word.is(Marks::FUNCTION) && word.shape == Shape::Lower)
            else {
                break;
            };
            named |= strange(text, first - 1, lexis, whole_file) || lexis.is_given(text, word);
            first -= 1;
        }
        if named && first < index {
            push(
                text,
                first,
                index,
                Kind::Institution,
                &Why("institution.word", "a name and a word such as hospital"),
                0.6,
                found,
            );
        }
    }
}

/// Words that places of ordinary words start with.
fn is_start(word: &str) -> bool {
    const STARTS: [&str; 14] = [
        "new", "north", "south", "east", "west", "long", "salt", "grand", "saint", "st", "fort", "cape", "palm",
        "little",
    ];
    STARTS.contains(&word)
}

/// Whether the words before say that a name comes.
fn introduced(text: &Text<'_>, index: usize) -> bool {
    let before = |back: usize| index.checked_sub(back).and_then(|at| text.word(at)).map_or("", |word| text.of(word));
    index > 0 && text.word(index - 1).is_some_and(|before| before.is(Marks::TITLE))
        || matches!((before(2), before(1)), ("name", "is") | ("named", "him" | "her") | ("live", "in"))
        || matches!(before(1), "named" | "called")
}

fn kind(text: &Text<'_>, first: usize, last: usize, lexis: Lexis<'_>) -> (Kind, f64) {
    let words = text.words.get(first..=last).unwrap_or_default();
    let named = words.iter().any(|word| lexis.is_name(text, word));
    let given = words.iter().any(|word| lexis.is_given(text, word));
    match (lexis.is_place(words), named, given) {
        (true, _, false) => (Kind::Place, 0.6),
        (_, true, _) | (_, _, true) => (Kind::Person, 0.6),
        _ if introduced(text, first) => (Kind::Person, 0.6),
        _ => (Kind::Other, 0.4),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::lists::{Lists, WordSet};
    use super::super::{Memory, all};
    use super::*;

    #[track_caller]
    fn check(text: &str, whole_file: bool, expected: &[&str]) {
        const WORDS: &str =
            "we met the in and from to hospital clinic city said so far went republic japan it was grace with doesn";
        let words: Vec<&str> = WORDS.split(' ').collect();
        let places = ["new delhi", "bosnia and herzegovina", "lund"];
        let names = (WordSet::Names, &["berg"][..]);
        let given = (WordSet::Given, &["hanne", "grace"][..]);
        let file = Lists::build("", &[(WordSet::Words, &words), names, given, (WordSet::Places, &places)]);
        let lists = Lists::read(&file).unwrap();
        let lexis = Lexis { lists: Some(&lists), memory: &Memory::new() };
        assert_eq!(all(|text, found| find(text, lexis, whole_file, found), text), expected, "{text}");
    }

    #[test]
    fn names_that_lists_know() {
        check("so hanne berg met grace berg", false, &["hanne berg", "grace berg"]);
        check("we went with h. berg to lund", false, &["h. berg", "lund"]);
        check("it was said with grace", false, &[]);
    }

    #[test]
    fn words_that_no_list_knows_in_a_file_without_capitals_alone() {
        check("we met wojtaszek so far", true, &["wojtaszek"]);
        check("we met wojtaszek so far", false, &[]);
        check("it doesn't", true, &[]);
    }

    #[test]
    fn places_and_institutions() {
        check("from new delhi to bosnia and herzegovina", false, &["new delhi", "bosnia and herzegovina"]);
        check("we met in japan and said japan", false, &["japan"]);
        check("we went to berg hospital", false, &["berg hospital", "berg"]);
        check("we went to the city hospital", false, &[]);
    }
}
