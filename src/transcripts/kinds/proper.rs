//! Names of people, places and institutions by their capitals, by lists and by the words around them.

use super::super::vocabulary::Marks;
use super::super::words::{Shape, Text, Word, is_silent};
use super::lexis::{Lexis, is_beside, is_capital, is_degree, is_title, stopped};
use super::works::{is_headline, is_work};
use super::{Found, Kind, Why, employers, firms};

/// Everything with a capital that no ordinary word has.
pub(super) fn find(text: &Text<'_>, lexis: Lexis<'_>, found: &mut Vec<Found>) {
    let mut index = 0;
    while index < text.words.len() {
        let big = text.word(index).is_some_and(Word::is_big);
        index = if big { name(text, index, lexis, found) } else { index + 1 };
    }
}

/// What starts at a word with a capital; gives the word to go on with.
fn name(text: &Text<'_>, index: usize, lexis: Lexis<'_>, found: &mut Vec<Found>) -> usize {
    if let Some(last) = place(text, index, lexis) {
        found.extend(listed(text, index, last));
        return last + 1;
    }
    let (last, best) = extent(text, index, lexis);
    let evidence = best.or_else(|| by_capitals(text, index, last)).or_else(|| by_list(text, index, last, lexis));
    let Some((certainty, reason)) = evidence else {
        // A word that joins sentences may hide a row of capitals behind it.
        let hides = |word: &Word| word.is(Marks::FUNCTION) || word.is(Marks::PUBLIC) || !is_capital(text, word);
        return if text.word(index).is_some_and(hides) { index + 1 } else { last + 1 };
    };
    let run = Run { first: trimmed(text, index, last, lexis), last, certainty, reason };
    let name = run.found(text, lexis);
    let (firm, last) = firms::find(text, &run, lexis).map_or((None, last), |(firm, last)| (Some(firm), last));
    let formed = firm.or(name).and_then(|name| run.formed(text, name.to));
    let all = || [name, firm, formed].into_iter().flatten();
    found.extend(all());
    let to = all().map(|one| one.to).max().unwrap_or_default();
    text.words.partition_point(|word| word.from < to).max(last + 1)
}

/// Words of the longest place that is looked for.
const PLACE: usize = 5;

/// Small words in the names of places.
pub(super) const SMALL: &str =
    "and of on upon in the la le les el de del da do dos das du d sur sous di am an der bei ob nad y or";

/// What people do, in the forms that follow a name.
pub(super) const VERBS: &str = "announced offers became hired paid sent took gave made got knew sat ran drove brought taught \
    wants knows needs loves spent began shouted listed left started said says told asked thinks thought \
    wrote called calls lives lived works worked has had was is went wanted did does came and";

/// The last word of a listed place of several words, small ones among them: `Trinidad and Tobago`, `Stoke-on-Trent`.
fn place(text: &Text<'_>, first: usize, lexis: Lexis<'_>) -> Option<usize> {
    let part = |word: &Word| word.is_big() || word.is(Marks::PLACE_SMALL);
    text.word(first).filter(|word| !word.is(Marks::FUNCTION))?;
    let tight = |at: &usize| matches!(text.gap(*at - 1), " " | "-" | "'" | "’") && text.word(*at).is_some_and(part);
    let reach = (first + 1..first + PLACE).take_while(tight).last()?;
    let listed = |last: &usize| text.words.get(first..=*last).is_some_and(|words| lexis.is_place(words));
    let named = |last: &usize| {
        let words = text.words.get(first..=*last).unwrap_or_default();
        // A row of capitals alone is looked at as any other: it may be a longer name's start.
        let known = |word: &Word| !word.is_big() || word.is(Marks::PUBLIC);
        words.last().is_some_and(Word::is_big) && words.iter().any(known)
    };
    // "Ana and Ben" are two people.
    let people = |last: &usize| {
        let words = text.words.get(first..=*last).unwrap_or_default();
        let all = words.iter().filter(|word| word.is_big()).all(|word| lexis.is_name(text, word));
        all && words.iter().any(|word| text.of(word) == "and")
    };
    (first + 1..=reach).rev().find(|last| named(last) && listed(last) && !people(last))
}

fn listed(text: &Text<'_>, first: usize, last: usize) -> Option<Found> {
    let (from, to) = (text.word(first)?.from, text.word(last)?.to);
    Some(Found::new(from, to, Kind::Place, &Why("list.place", "on a list of places"), 0.85))
}

/// Words with capitals in a row.
pub(super) struct Run {
    pub first: usize,
    pub last: usize,
    /// How sure it is that this is a name at all.
    pub certainty: f64,
    pub reason: &'static Why,
}

/// Words of one name: longer rows are several names, or shouting.
const LONGEST: usize = 16;

type Evidence = Option<(f64, &'static Why)>;

/// The last word of the row that starts here, and what says that a name is in it.
fn extent(text: &Text<'_>, first: usize, lexis: Lexis<'_>) -> (usize, Evidence) {
    let mut last = first;
    let mut best = evidence(text, first, lexis);
    while let Some(next) = continued(text, last).filter(|next| next - first < LONGEST) {
        let Some(word) = text.word(next) else { break };
        let of = next > last + 1 && text.word(last + 1).is_some_and(|word| matches!(text.of(word), "of" | "for"));
        let strange_of = of && !takes_of(text, first, last, lexis);
        let public = word.is(Marks::PUBLIC) && !word.is(Marks::INSTITUTION);
        if word.is(Marks::FUNCTION) && !is_initial(text, next, lexis) || strange_of || public {
            break;
        }
        best = surer(best, evidence(text, next, lexis));
        last = next;
    }
    (last, best)
}

/// Whether a word that is a function word too is a middle initial here: `Hanne I. Berg`, `Hanne A Berg`.
fn is_initial(text: &Text<'_>, index: usize, lexis: Lexis<'_>) -> bool {
    let Some(next) = text.word(index + 1).filter(|next| next.shape == Shape::Capital && !next.is(Marks::FUNCTION))
    else {
        return false;
    };
    let gap = text.gap(index);
    text.word(index).is_some_and(|word| word.shape == Shape::Initial)
        && (gap == ". " || gap == " " && !next.is(Marks::PUBLIC) && lexis.is_name(text, next))
}

/// What a row of ordinary words with capitals says: it is somebody's or something's name, of whatever words.
fn by_capitals(text: &Text<'_>, first: usize, last: usize) -> Evidence {
    let start = text.word(first)?;
    let institution = text.word(last).is_some_and(|word| word.is(Marks::INSTITUTION));
    let public = start.is(Marks::PUBLIC) && !institution;
    if first == last || !is_capital(text, start) || start.is(Marks::FUNCTION) || public {
        return None;
    }
    if text.word(last).is_some_and(|word| word.is(Marks::FORM)) {
        return Some((0.6, &Why("capitals.form", "capitals, and a word such as Inc or University")));
    }
    let plain = start.shape != Shape::Upper && !is_headline(text, first) && !is_work(text, first, last);
    // "Good Morning" opens a sentence; "Consumer Reports said" does so too, and does something.
    let opens = start.opens && last == first + 1 && !does(text, last) && !(start.is(Marks::PUBLIC) && institution);
    (plain && !opens).then_some((0.5, CAPITALS))
}

/// What the list of places says of a whole row.
fn by_list(text: &Text<'_>, first: usize, last: usize, lexis: Lexis<'_>) -> Evidence {
    let words = text.words.get(first..=last).filter(|words| words.len() > 1 && !is_work(text, first, last))?;
    lexis.is_place(words).then_some((0.8, &Why("list.place", "on a list of places")))
}

/// Whether a name goes on with "of" or "for": after a word such as Republic, or after several ordinary words with capitals.
fn takes_of(text: &Text<'_>, first: usize, last: usize, lexis: Lexis<'_>) -> bool {
    let head = |word: &Word| word.is(Marks::INSTITUTION) || word.is(Marks::TAKES_OF);
    let plain = |word: &Word| {
        let title = is_title(word) || word.opens;
        word.shape == Shape::Capital && !title && lexis.is_word(text, word) && !lexis.is_name(text, word)
    };
    let all = |holds: &dyn Fn(&Word) -> bool| (first..=last).all(|at| text.word(at).is_some_and(holds));
    last > first && all(&plain) || !all(&|word| !head(word))
}

/// Where a run starts without the words that only happen to stand before a name.
fn trimmed(text: &Text<'_>, first: usize, last: usize, lexis: Lexis<'_>) -> usize {
    let institution = text.word(last).is_some_and(|word| word.is(Marks::INSTITUTION));
    let mut first = first;
    while let Some(word) = text.word(first).filter(|_| first < last) {
        let plain = lexis.is_word(text, word) && !lexis.is_given(text, word) && !word.is(Marks::INSTITUTION);
        // "Minister Berg said", but inside a sentence "Mount Sinai", and "Rapid Care Ltd" or "Oxford University" anywhere.
        let initial = word.shape == Shape::Initial && text.gap(first).starts_with('.');
        let spare = plain && word.opens && !institution && !initial && !goes_on(text, first + 1);
        let whole = text.words.get(first..=last).is_some_and(|words| lexis.is_place(words));
        let pronoun = !initial && word.shape == Shape::Initial && matches!(text.of(word), "I" | "A");
        // "we met Else Berg"
        let function = word.is(Marks::FUNCTION)
            && !initial
            && !(word.shape == Shape::Capital
                && !word.opens
                && lexis.is_given(text, word)
                && is_surname(text, first + 1, lexis));
        // "April Martin", but "March Madness".
        let public = word.is(Marks::PUBLIC)
            && !is_adjective(text, first, last, lexis)
            && !(lexis.is_given(text, word) && is_surname(text, first + 1, lexis));
        let titled = is_title(word);
        if text.gap(first) == "&" {
            break;
        }
        if !titled && (whole || !(function || public || spare || pronoun)) {
            break;
        }
        first += 1;
    }
    first
}

/// Whether a name's next word belongs to institutions: `Oxford University Press`.
fn goes_on(text: &Text<'_>, index: usize) -> bool {
    text.word(index).is_some_and(|word| word.is(Marks::INSTITUTION))
}

/// Whether a word such as American belongs to the name after it, which is of an institution and no person:
/// `American Van Lines`, `Google Data Explorer`.
fn is_adjective(text: &Text<'_>, first: usize, last: usize, lexis: Lexis<'_>) -> bool {
    let given = (first + 1..=last).any(|at| text.word(at).is_some_and(|word| lexis.is_given(text, word)));
    let dated = text.word(first).is_some_and(|word| word.is(Marks::MONTH.and(Marks::WEEKDAY).and(Marks::TITLE)));
    let ends = text.word(last).is_some_and(|word| word.is(Marks::INSTITUTION));
    !given && !dated && (last > first + 1 || ends) && text.gap(first) == " "
}

/// Whether a word is somebody's family name rather than an ordinary word, an initial passed over.
fn is_surname(text: &Text<'_>, index: usize, lexis: Lexis<'_>) -> bool {
    let at = if text.word(index).is_some_and(|word| word.shape == Shape::Initial) { index + 1 } else { index };
    text.word(at)
        .is_some_and(|word| word.shape == Shape::Capital && (lexis.is_name(text, word) || !lexis.is_word(text, word)))
}

/// Words between the parts of a name.
pub(super) const PARTICLES: &str = "de da di do dos das del della dei des du d la le los las van von der den ten ter bin ibn ben al el of y e zu zum zur af av for";

/// The index of the next word with a capital that the run goes on with.
fn continued(text: &Text<'_>, index: usize) -> Option<usize> {
    let gap = text.gap(index);
    let next = text.word(index + 1)?;
    let initial = text.word(index).is_some_and(|word| word.shape == Shape::Initial);
    // Invisible characters part no name.
    let gap = if gap.is_ascii() { gap } else { gap.trim_matches(is_silent) };
    let tight = matches!(gap, " " | "-" | "'" | "’" | "\u{a0}" | " & " | "&" | "." | "  ")
        || gap == ". "
            && (initial
                || matches!(text.of(text.word(index)?), "St" | "Ste" | "Mt" | "Ft")
                || is_beside(text, index) && text.word(index)?.is(Marks::TITLE));
    if !tight || next.opens && gap != "'" && gap != "’" {
        return None;
    }
    if next.is_big() {
        return Some(index + 1);
    }
    if text.of(next) == "s" && matches!(gap, "'" | "’") && text.gap(index + 1) == " " {
        return owned(text, index + 2);
    }
    // "van der Voet", "University of Lund".
    let small = |index: usize| text.word(index).is_some_and(|word| word.is(Marks::PARTICLE) && !word.is_big());
    let mut at = index + 1;
    while at < index + 4 && small(at) && text.gap(at) == " " {
        at += 1;
        if text.word(at).is_some_and(Word::is_big) {
            return Some(at);
        }
    }
    None
}

/// The word of an institution that stands here or after one word more: `Mary's Hospital`, `Queen's Medical Center`.
fn owned(text: &Text<'_>, index: usize) -> Option<usize> {
    let is_big = |at: usize| text.word(at).is_some_and(|word| word.shape == Shape::Capital);
    let ends = |at: usize| is_big(at) && text.word(at).is_some_and(|word| word.is(Marks::INSTITUTION));
    (ends(index) || is_big(index) && text.gap(index) == " " && ends(index + 1)).then_some(index)
}

fn surer(one: Option<(f64, &'static Why)>, other: Option<(f64, &'static Why)>) -> Option<(f64, &'static Why)> {
    [one, other].into_iter().flatten().max_by(|a, b| a.0.total_cmp(&b.0))
}

/// What says that a word with a capital is a name, and how surely.
fn evidence(text: &Text<'_>, index: usize, lexis: Lexis<'_>) -> Option<(f64, &'static Why)> {
    let word = text.word(index)?;
    if employers::is_joined(text, index) {
        return Some((0.7, &Why("firm.letters", "letters joined as a firm's are")));
    }
    let after_title = index > 0 && text.word(index - 1).is_some_and(is_title) && is_beside(text, index - 1);
    if after_title && word.letters > 1 && is_capital(text, word) {
        return Some((0.95, AFTER_TITLE));
    }
    let named = lexis.is_name(text, word);
    if employers::is_acronym(text, index) {
        return Some((0.45, &Why("capitals.after", "capitals, after a word such as at or joined")));
    }
    if word.letters < 2
        || word.is(Marks::FUNCTION)
        || word.is(Marks::PUBLIC)
        || !(is_capital(text, word) || word.shape == Shape::Upper && named && word.letters > 2)
    {
        return None;
    }
    let ordinary = lexis.is_word(text, word);
    let foreign = !text.of(word).is_ascii();
    let place = lexis.is_place_word(text, word);
    if word.shape == Shape::Upper && ordinary {
        return None;
    }
    match (word.opens, ordinary) {
        (false, false) if named => Some((0.9, &Why("list.name", "on a list of names"))),
        (false, false) if place => Some((0.85, &Why("list.place", "on a list of places"))),
        (false, false) => Some((0.65, &Why("capital.unknown", "a capital, and no ordinary word"))),
        (false, true) if place && whither(text, index) => {
            Some((0.6, &Why("list.place_after", "on a list of places, after a word such as in")))
        }
        (false, true) if named && !is_headline(text, index) => {
            Some((0.55, &Why("list.name_word", "a name that is an ordinary word too")))
        }
        (false, true) if place && !is_headline(text, index) => {
            Some((0.5, &Why("list.place_word", "a place that is an ordinary word too")))
        }
        (false, true) if employers::is_employer(text, index) => {
            Some((0.45, &Why("capital.after", "a capital, after a word such as at or joined")))
        }
        (true, false) if named || place => Some((0.8, &Why("list.either", "on a list of names or places"))),
        (true, false) if foreign => Some((0.7, &Why("unknown.letters", "letters that no ordinary word has"))),
        (true, false) if word.shape == Shape::Mixed || employers::is_line(text, index) => {
            Some((0.6, &Why("unknown.capital", "no ordinary word, with a capital")))
        }
        (true, false) if acts(text, index) => {
            Some((0.5, &Why("unknown.acts", "no ordinary word, where a name would stand")))
        }
        (true, true) if lexis.is_given(text, word) && acts(text, index) => {
            Some((0.5, &Why("list.name_word", "a name that is an ordinary word too")))
        }
        _ => None,
    }
}

/// Whether what follows a word fits somebody who does something or is spoken to.
fn acts(text: &Text<'_>, index: usize) -> bool {
    let gap = text.gap(index);
    let next = text.word(index + 1);
    let spoken_to = gap == ", " && text.word(index).is_some_and(|word| word.letters > 3);
    does(text, index)
        || spoken_to
        || gap.starts_with(':')
        || gap.starts_with("'s")
        || gap == "'" && next.is_some_and(|next| text.of(next) == "s")
}

/// Whether a verb follows that somebody does.
fn does(text: &Text<'_>, index: usize) -> bool {
    text.gap(index) == " " && text.word(index + 1).is_some_and(|next| next.is(Marks::VERB) && !next.is_big())
}

impl Run {
    /// The whole, where the form of a firm follows the name.
    fn formed(&self, text: &Text<'_>, to: usize) -> Option<Found> {
        let mut words = (self.first..=self.last).rev().filter_map(|at| text.word(at));
        // The first letter of "S.A." may have been taken for an initial.
        let bare = words.find(|word| word.shape != Shape::Initial).map_or(to, |word| word.to);
        let shorter = || (bare != to).then(|| firms::tail(text.text, bare)).flatten();
        let end = firms::tail(text.text, to).or_else(shorter)?;
        let reason = &Why("firm.form", "a name and the form of a firm");
        Some(Found::new(text.word(self.first)?.from, end, Kind::Institution, reason, 0.96))
    }

    /// The finding, or findings, of the run.
    fn found(&self, text: &Text<'_>, lexis: Lexis<'_>) -> Option<Found> {
        let words = text.words.get(self.first..=self.last)?;
        let first = words.first()?;
        let kind = self.kind(text, words, lexis);
        let mut to = words.last()?.to;
        if kind == Kind::Person {
            // "Jr.", "PhD"
            while let Some(next) =
                text.word(text.words.partition_point(|word| word.from < to)).filter(|next| is_degree(text.of(next)))
            {
                if next.from - to > 2 {
                    break;
                }
                to = next.to;
            }
        }
        let to = stopped(text, to);
        let from = if words.iter().any(|word| word.is(Marks::INSTITUTION)) {
            possessive(text, self.first)
        } else {
            first.from
        };
        Some(Found::new(from, tailed(text, to), kind, self.reason, self.certainty))
    }

    fn kind(&self, text: &Text<'_>, words: &[Word], lexis: Lexis<'_>) -> Kind {
        if words.iter().any(|word| word.is(Marks::INSTITUTION)) {
            return Kind::Institution;
        }
        if self.reason == AFTER_TITLE {
            return Kind::Person;
        }
        if (self.first..self.last).any(|at| text.gap(at).contains('&')) {
            return Kind::Institution;
        }
        let place = lexis.is_place(words);
        let given = words.iter().any(|word| lexis.is_given(text, word));
        let named = words.iter().any(|word| lexis.is_name(text, word));
        let whither = whither(text, self.first);
        match (place, given, whither) {
            (true, false, _) | (true, true, true) => Kind::Place,
            (_, _, true) if !named => Kind::Place,
            _ if self.reason == CAPITALS => Kind::Institution,
            _ => Kind::Person,
        }
    }
}

/// The reason for what stands after a title.
const AFTER_TITLE: &Why = &Why("name.after_title", "a name after a title");

/// The reason for a row of ordinary words with capitals.
const CAPITALS: &Why = &Why("capitals.inside", "capitals inside a sentence");

/// Whether the word before leads to a place.
fn whither(text: &Text<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| text.word(before)).map_or("", |word| text.of(word));
    matches!(before, "in" | "from" | "to" | "at" | "near" | "around" | "outside")
}

/// Where an institution starts whose name begins with somebody's: `Queen's Medical Center`.
fn possessive(text: &Text<'_>, first: usize) -> usize {
    let s = first >= 2 && text.word(first - 1).is_some_and(|word| text.of(word) == "s") && text.gap(first - 1) == " ";
    let owner = first.checked_sub(2).and_then(|owner| text.word(owner)).filter(|owner| owner.is_big());
    let start = text.word(first).map_or(0, |word| word.from);
    match owner.filter(|_| s && matches!(text.gap(first - 2), "'" | "’")) {
        Some(owner) => {
            let saint = first >= 3
                && text.word(first - 3).is_some_and(|word| matches!(text.of(word), "St" | "Saint" | "Santa"));
            text.word(first - 3 * usize::from(saint)).filter(|_| saint).map_or(owner.from, |word| word.from)
        }
        None => start,
    }
}

/// Where a name ends whose second part is written small: `Hyun-woo`.
fn tailed(text: &Text<'_>, to: usize) -> usize {
    let next = text.words.get(text.words.partition_point(|word| word.from < to));
    let small = next
        .filter(|next| next.shape == Shape::Lower && next.letters <= 5 && text.text.get(to..next.from) == Some("-"));
    small.map_or(to, |next| next.to)
}

#[cfg(test)]
mod tests {
    use super::super::super::lists::{Lists, WordSet};
    use super::super::Memory;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Kind)]) {
        let file = Lists::build(
            "",
            &[
                (WordSet::Words, &["met", "river", "rose", "good", "morning", "care", "rapid", "blue", "the", "we"]),
                (WordSet::Given, &["ana", "ben", "rose", "may"]),
                (WordSet::Names, &["ana", "ben", "rose", "may", "ruiz", "berg"]),
                (WordSet::Places, &["lund", "stoke on trent", "new haven", "ana"]),
            ],
        );
        let lists = Lists::read(&file).unwrap();
        let mut found = Vec::new();
        find(&Text::new(text), Lexis { lists: Some(&lists), memory: &Memory::new() }, &mut found);
        let got: Vec<(&str, Kind)> = found.iter().map(|one| (&text[one.from..one.to], one.kind)).collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn people_by_capitals_and_lists() {
        let person = Kind::Person;
        check("we met Ana Ruiz there", &[("Ana Ruiz", person)]);
        check("we met Ana B. Ruiz, Jr. there", &[("Ana B. Ruiz, Jr.", person)]);
        check("we met Ludwig van der Voet there", &[("Ludwig van der Voet", person)]);
        check("we met Kim Hyun-woo there", &[("Kim Hyun-woo", person)]);
        check("we met Dr. Good there", &[("Good", person)]);
        check("Qadir said so", &[("Qadir", person)]);
        check("we met O\u{200b}nyeka there", &[("O\u{200b}nyeka", person)]);
    }

    #[test]
    fn an_ordinary_word_is_no_name_for_opening_a_sentence() {
        check("Good morning. River is blue. We met.", &[]);
        check("Rose is good", &[("Rose", Kind::Person)]);
        check("the river rose", &[]);
        check("GOOD MORNING, ALL", &[]);
        check("on Monday we met in English", &[]);
    }

    #[test]
    fn places_of_one_word_and_of_several() {
        let place = Kind::Place;
        check("we met in Lund", &[("Lund", place)]);
        check("we met near Stoke-on-Trent", &[("Stoke-on-Trent", place)]);
        check("we met in New Haven", &[("New Haven", place)]);
        check("we met in Qwertown", &[("Qwertown", place)]);
    }

    #[test]
    fn institutions_bear_a_word_that_tells_them() {
        let institution = Kind::Institution;
        check("we met at Ruiz University", &[("Ruiz University", institution)]);
        check("we met at Mary's Hospital", &[("Mary's Hospital", institution)]);
        check("we met at the University of Lund", &[("University of Lund", institution)]);
        check("we called Rapid Care Ltd. twice", &[("Rapid Care Ltd.", institution)]);
    }
}
