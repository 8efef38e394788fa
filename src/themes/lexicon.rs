//! Indicator phrases, looked up all at once.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::automaton::{Automaton, Wanted, compare};
pub(super) use super::phrase::phrase_problem;
use super::phrase::{Part, Variant, variants};
use crate::error::{Error, Read, Result};
use crate::job::{part, rest, told, whole};
use crate::limits;
use crate::transcripts::offsets::{Units, units};

/// Letters in all phrases together that are looked up at once: a hundred books of codes.
const LETTERS: usize = 20_000_000;

/// What reading a phrase takes, as [`rest`] counts.
const PHRASE_TAKES: u64 = 1;

/// Letters of a text that are looked through between two rests, how many in what counts as one, and what a match takes.
const PORTION: usize = 20_000;
const FEW: u64 = 50;
const MATCH_TAKES: u64 = 2;

/// As far around a phrase's text, in bytes, is looked at what stands there: in a text without spaces or stops everything
/// would be, for each match.
const REACH: usize = 500;

/// Words before a phrase in which a negation is looked for.
const NEGATION_WORDS: usize = 3;

/// Phrases to be found in texts: whole words, ASCII case ignored, every match reported, overlapping ones too.
///
/// In a phrase `*` stands for any letters of a word (`support*`, `*ing`) or, alone, for up to four words of the
/// sentence (`not * judged`); `word~` for the word with its English endings; `a ~3 b` for the two in either order
/// with at most three words between them. Apostrophes match straight and curly.
///
/// ```
/// use peer_circle::themes::Lexicon;
///
/// let lexicon = Lexicon::new(&["not alone", "alone", "feel~ ~3 supported"])?.value;
/// let found = lexicon.find("You're NOT alone. Supported is what I felt.");
/// let phrases: Vec<u32> = found.iter().map(|m| m.phrase).collect();
/// assert_eq!(phrases, [0, 1, 2]);
/// assert!(found[1].negated && !found[0].negated);
/// # Ok::<(), peer_circle::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Lexicon {
    automaton: Automaton,
    /// For each text what must stand around it.
    entries: Vec<Entry>,
}

/// A phrase found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Match {
    /// The phrase, by its place in the list that the lexicon was made from.
    pub phrase: u32,
    /// Where it starts: in bytes in Rust, in UTF-16 units in JavaScript.
    pub from: u32,
    /// Where it ends (exclusive).
    pub to: u32,
    /// A negation stands in the three words before it.
    pub negated: bool,
}

#[derive(Clone, Debug)]
struct Entry {
    phrase: u32,
    text: Box<str>,
    open: bool,
    /// The text begins (ends) with a letter, so that no letter may stand before (after) it.
    bound_start: bool,
    bound_end: bool,
    rest: Vec<Part>,
}

impl Lexicon {
    /// Makes a lexicon; phrases that can match nothing are listed as problems and left out.
    ///
    /// # Errors
    /// `lexicon.too_large` when the phrases together are too long to be looked up at once.
    pub fn new<S: AsRef<str>>(phrases: &[S]) -> Result<Read<Self>> {
        whole(Self::new_in_steps(phrases))
    }

    /// The same in steps.
    pub(crate) async fn new_in_steps<S: AsRef<str>>(phrases: &[S]) -> Result<Read<Self>> {
        let mut problems = Vec::new();
        let (mut texts, mut entries) = (Vec::new(), Vec::new());
        for (index, phrase) in phrases.iter().enumerate() {
            problems.extend(phrase_problem(phrase.as_ref()).map(|problem| problem.at_line(index + 1)));
            for variant in variants(phrase.as_ref()) {
                let (text, entry) = entry(u32::try_from(index).unwrap_or(u32::MAX), variant);
                texts.push(text);
                entries.push(entry);
            }
            rest(PHRASE_TAKES).await;
        }
        problems.truncate(limits::PROBLEMS);
        if texts.iter().map(String::len).sum::<usize>() > LETTERS {
            let error = Error::new("lexicon.too_large", "the phrases together are too long to be looked up at once");
            return Err(error.hint("use fewer or shorter phrases"));
        }
        let anywhere = |entry: &Entry| entry.open || !entry.bound_start;
        let wanted =
            texts.iter().zip(&entries).map(|(text, entry)| Wanted { text: text.as_bytes(), anywhere: anywhere(entry) });
        let automaton = Automaton::new(&wanted.collect::<Vec<_>>()).await;
        Ok(Read { value: Self { automaton, entries }, problems })
    }

    /// All matches, in the order of their starts, offsets in bytes.
    pub fn find(&self, text: &str) -> Vec<Match> {
        whole(self.find_in_steps(text))
    }

    async fn find_in_steps(&self, text: &str) -> Vec<Match> {
        let mut found = Vec::new();
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut one = |phrase, from, to| {
            found.push(Match { phrase, from: offset(from), to: offset(to), negated: negated(text, from) });
        };
        self.visit(text, &mut one).await;
        found.sort_by_key(|m| (m.from, m.phrase, m.to));
        found.dedup();
        rest(found.len() as u64 / 10).await;
        found
    }

    /// All matches, in the order of their starts, offsets in UTF-16 units.
    pub fn find_utf16(&self, text: &str) -> Vec<Match> {
        whole(self.find_utf16_in_steps(text))
    }

    /// The same in steps.
    pub(crate) async fn find_utf16_in_steps(&self, text: &str) -> Vec<Match> {
        let mut found = self.find_in_steps(text).await;
        let mut starts = Units::new(text);
        for m in told(&mut found) {
            let words = text.get(m.from as usize..m.to as usize).unwrap_or_default();
            m.from = starts.of(m.from as usize);
            m.to = m.from + units(words);
            rest(1 + words.len() as u64 / FEW).await;
        }
        found
    }

    /// How many matches there are.
    pub fn count(&self, text: &str) -> u64 {
        whole(self.count_in_steps(text))
    }

    /// The same in steps.
    pub(crate) async fn count_in_steps(&self, text: &str) -> u64 {
        let mut count = 0;
        self.visit(text, &mut |_, _, _| count += 1).await;
        count
    }

    /// Calls `found` with the phrase, the start and the end of every match.
    async fn visit(&self, text: &str, found: &mut (dyn FnMut(u32, usize, usize) + '_)) {
        // What is short is told of by whoever has many of it.
        let visiting = (text.len() > PORTION).then(|| part(text.len()));
        let mut from = 0;
        while from < text.len() {
            visiting.iter().for_each(|visiting| visiting.at(from));
            let to = text.len().min(from + PORTION);
            let mut count = 0;
            self.visit_part(text, from..to, &mut |phrase, from, to| {
                count += 1;
                found(phrase, from, to);
            });
            rest((to - from) as u64 / FEW + count * MATCH_TAKES).await;
            from = to;
        }
    }

    /// Those that end within a part of the text.
    fn visit_part(&self, text: &str, within: Range<usize>, found: &mut dyn FnMut(u32, usize, usize)) {
        self.automaton.find(text.as_bytes(), within, |numbers, walked| {
            let all_walked = |number: &u32| self.text(*number).len() == self.automaton.walked(self.text(*number).len());
            let (short, long) = numbers.split_at_checked(numbers.partition_point(all_walked)).unwrap_or_default();
            let mut whole = |number: u32| {
                let Some(entry) = self.entries.get(number as usize) else { return };
                let start = walked - self.automaton.walked(entry.text.len());
                if let Some((from, to)) = entry.whole(text, start) {
                    found(entry.phrase, from, to);
                }
            };
            short.iter().for_each(|number| whole(*number));
            if !long.is_empty() {
                let start = walked - self.automaton.walked(usize::MAX);
                self.beginnings(long, text.as_bytes().get(start..).unwrap_or_default(), whole);
            }
        });
    }

    fn text(&self, number: u32) -> &[u8] {
        self.entries.get(number as usize).map(|entry| entry.text.as_bytes()).unwrap_or_default()
    }

    /// Calls `found` with those of texts, which stand in their order, with which some bytes begin.
    fn beginnings(&self, mut sorted: &[u32], mut bytes: &[u8], mut found: impl FnMut(u32)) {
        loop {
            let before = sorted.partition_point(|number| compare(self.text(*number), bytes).is_le());
            let Some((last, others)) = sorted.get(..before).and_then(<[u32]>::split_last) else { return };
            let text = self.text(*last);
            let common = text.iter().zip(bytes).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
            sorted = others;
            if common == text.len() {
                found(*last);
            } else {
                // What else they may begin with is no longer than what the two have in common.
                bytes = bytes.get(..common).unwrap_or_default();
            }
        }
    }
}

/// The text that finds a variant, and what is checked around it.
fn entry(phrase: u32, variant: Variant) -> (String, Entry) {
    let mut parts = variant.parts.into_iter();
    let text = match parts.next() {
        Some(Part::Text(text)) => text,
        _ => String::new(),
    };
    let entry = Entry {
        phrase,
        text: text.as_str().into(),
        open: variant.open,
        bound_start: text.chars().next().is_some_and(is_letter),
        bound_end: text.chars().next_back().is_some_and(is_letter),
        rest: parts.collect(),
    };
    (text, entry)
}

impl Entry {
    /// Start and end of the whole match when what surrounds the text fits.
    fn whole(&self, text: &str, start: usize) -> Option<(usize, usize)> {
        let end = start + self.text.len();
        let from = match letter_before(text, start) {
            true if self.open => word_start(text, start),
            true if self.bound_start => return None,
            _ => start,
        };
        match self.rest.as_slice() {
            [] => (!(self.bound_end && letter_after(text, end))).then_some((from, end)),
            rest => Some((from, follow(text, end, rest)?)),
        }
    }
}

/// Where a match ends whose remaining parts start at `at`; `None` when they do not fit.
fn follow(text: &str, at: usize, parts: &[Part]) -> Option<usize> {
    match parts {
        [] => (!(letter_before(text, at) && letter_after(text, at))).then_some(at),
        [Part::Text(word), rest @ ..] => {
            let end = at + word.len();
            let here = text.get(at..end)?;
            // Before a text stands a tail, whose word it may go on, or a gap, which ends at a word's start.
            here.eq_ignore_ascii_case(word).then(|| follow(text, end, rest))?
        }
        [Part::Tail] => Some(word_end(text, at)),
        [Part::Tail, rest @ ..] => tails(text, at).into_iter().rev().find_map(|end| follow(text, end, rest)),
        [Part::Gap(words), rest @ ..] => follow_gap(text, at, *words, rest),
    }
}

/// The match after at most `words` further words of the sentence.
fn follow_gap(text: &str, at: usize, words: u8, rest: &[Part]) -> Option<usize> {
    if letter_before(text, at) && letter_after(text, at) {
        return None;
    }
    let mut at = next_word(text, at)?;
    for _ in 0..=words {
        if let Some(end) = follow(text, at, rest) {
            return Some(end);
        }
        at = next_word(text, token_end(text, at))?;
    }
    None
}

/// All places at which a tail that starts at `at` may end: after each letter of the word.
fn tails(text: &str, at: usize) -> Vec<usize> {
    let end = word_end(text, at);
    let word = text.get(at..end).unwrap_or_default();
    word.char_indices().map(|(offset, _)| at + offset).chain([end]).take(64).collect()
}

/// The start of the next word when the sentence goes on up to it.
fn next_word(text: &str, at: usize) -> Option<usize> {
    let rest = after(text, at);
    let skipped = rest.find(is_letter)?;
    let ends = |c: char| matches!(c, '.' | '?' | '!' | ';' | ':' | '\n');
    (!rest.get(..skipped)?.contains(ends)).then_some(at + skipped)
}

/// The end of the word at `at`, apostrophes and hyphens inside it included.
fn token_end(text: &str, at: usize) -> usize {
    let inside = |c: char| is_letter(c) || matches!(c, '\'' | '\u{2019}' | '-');
    let rest = after(text, at);
    at + rest.find(|c| !inside(c)).unwrap_or(rest.len())
}

fn word_end(text: &str, at: usize) -> usize {
    let rest = after(text, at);
    at + rest.find(|c| !is_letter(c)).unwrap_or(rest.len())
}

fn word_start(text: &str, at: usize) -> usize {
    let head = before(text, at);
    let start = at - head.len();
    head.char_indices().rev().take_while(|(_, c)| is_letter(*c)).last().map_or(at, |(first, _)| start + first)
}

/// What stands before a place, within reach.
fn before(text: &str, at: usize) -> &str {
    (at.saturating_sub(REACH)..=at).find_map(|from| text.get(from..at)).unwrap_or_default()
}

/// What stands after a place, within reach.
fn after(text: &str, at: usize) -> &str {
    let end = text.len().min(at + REACH);
    (at..=end).rev().find_map(|to| text.get(at..to)).unwrap_or_default()
}

fn letter_before(text: &str, at: usize) -> bool {
    match at.checked_sub(1).and_then(|before| text.as_bytes().get(before)) {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric() || *byte == b'_',
        Some(_) => text.get(..at).and_then(|head| head.chars().next_back()).is_some_and(is_letter),
        None => false,
    }
}

fn letter_after(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric() || *byte == b'_',
        Some(_) => text.get(at..).and_then(|tail| tail.chars().next()).is_some_and(is_letter),
        None => false,
    }
}

/// What words are made of.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether one of the few words before `at`, in the same clause, negates what follows.
pub(super) fn negated(text: &str, at: usize) -> bool {
    let head = before(text, at);
    let clause = head.rfind(['.', '?', '!', ';', ':', ',', '\n']).map_or(head, |stop| head.get(stop..).unwrap_or(head));
    let words = clause.rsplit(|c: char| !(is_letter(c) || matches!(c, '\'' | '\u{2019}')));
    words.filter(|word| !word.is_empty()).take(NEGATION_WORDS).any(is_negation)
}

fn is_negation(word: &str) -> bool {
    const WORDS: &[&str] =
        &["not", "no", "never", "without", "nothing", "nobody", "cannot", "hardly", "neither", "nor", "none"];
    let word = word.to_lowercase().replace('\u{2019}', "'");
    WORDS.contains(&word.as_str()) || word.ends_with("n't")
}
