//! Passages of a text that was corrected: where they are now.

use serde::{Deserialize, Serialize};

use super::offsets::{Units, to_bytes};

/// A stretch of a turn's text, in UTF-16 units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Passage {
    /// Where it starts.
    pub from: u32,
    /// Where it ends (exclusive).
    pub to: u32,
}

/// Where passages of a text are after it was corrected; nothing for one whose words are no longer there.
///
/// A passage outside the correction moves with its text, one around it keeps its ends, and one inside it is looked for
/// by its words: of several places the one with the same words around it counts. Where that does not tell, it is
/// nothing: better asked again than coded wrongly.
///
/// ```
/// use peer_circle::transcripts::{Passage, reanchor};
///
/// let passages = [Passage { from: 0, to: 4 }, Passage { from: 5, to: 8 }, Passage { from: 9, to: 14 }];
/// let now = reanchor("they where tired", "they really were tired", &passages[..1]);
/// assert_eq!(now, [Some(Passage { from: 0, to: 4 })]);
/// let now = reanchor("we was tired", "we were tired", &[Passage { from: 7, to: 12 }, Passage { from: 3, to: 6 }]);
/// assert_eq!(now, [Some(Passage { from: 8, to: 13 }), None]);
/// ```
pub fn reanchor(before: &str, after: &str, passages: &[Passage]) -> Vec<Option<Passage>> {
    let change = Change::between(before, after);
    passages.iter().map(|passage| change.moved(*passage)).collect()
}

/// What is equal at the start and at the end of two texts, in bytes.
struct Change<'a> {
    before: &'a str,
    after: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Change<'a> {
    fn between(before: &'a str, after: &'a str) -> Self {
        let same = |pairs: &mut dyn Iterator<Item = (char, char)>| {
            pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>()
        };
        let start = same(&mut before.chars().zip(after.chars()));
        let rests = (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
        let end = same(&mut rests.0.chars().rev().zip(rests.1.chars().rev()));
        Self { before, after, start, end }
    }

    fn moved(&self, passage: Passage) -> Option<Passage> {
        let (from, to) = (to_bytes(self.before, passage.from)?, to_bytes(self.before, passage.to)?);
        let words = self.before.get(from..to).filter(|words| !words.is_empty())?;
        let changed = (self.start, self.before.len() - self.end);
        let shift = |at: usize| at + self.after.len() - self.before.len();
        let (from, to) = if to <= changed.0 {
            (from, to)
        } else if from >= changed.1 {
            (shift(from), shift(to))
        } else if from < changed.0 && to > changed.1 {
            (from, shift(to))
        } else {
            self.found(words, from)?
        };
        let mut units = Units::new(self.after);
        Some(Passage { from: units.of(from), to: units.of(to) })
    }

    /// The place of the same words within what changed, if it is sure to be that place: of several the one whose
    /// neighbours are the same, and of few words none whose neighbours are all others.
    fn found(&self, words: &str, was: usize) -> Option<(usize, usize)> {
        let old = places(self.before, words, self.start, self.end);
        let new = places(self.after, words, self.start, self.end);
        let likeness = |old: usize, new: usize| self.likeness(words, old, new);
        let best = *new.iter().max_by_key(|at| likeness(was, **at))?;
        let score = likeness(was, best);
        let surely = |other: &usize, alike: usize| alike < score || *other == best || *other == was;
        let alone = new.iter().all(|at| *at == best || surely(at, likeness(was, *at)))
            && old.iter().all(|at| *at == was || surely(at, likeness(*at, best)));
        let long = words.split_whitespace().count() >= 3;
        if alone && (long || score > 0) {
            return Some((best, best + words.len()));
        }
        // As many as before, all with like neighbours: they keep their order.
        let rank = old.iter().position(|at| *at == was).filter(|_| old.len() == new.len() && score > 0)?;
        new.get(rank).map(|at| (*at, at + words.len()))
    }

    /// How many words around a place of one text are those around a place of the other, up to a few on each side.
    fn likeness(&self, words: &str, old: usize, new: usize) -> usize {
        const FEW: usize = 4;
        let around = |text: &'a str, at: usize| {
            let (before, after) =
                (text.get(..at).unwrap_or_default(), text.get(at + words.len()..).unwrap_or_default());
            (before.split_whitespace().rev().take(FEW), after.split_whitespace().take(FEW))
        };
        let ((before, after), (before_now, after_now)) = (around(self.before, old), around(self.after, new));
        before.zip(before_now).take_while(|(a, b)| a == b).count()
            + after.zip(after_now).take_while(|(a, b)| a == b).count()
    }
}

/// Where words stand as whole words within a text without so many bytes at its start and end that did not change.
fn places(text: &str, words: &str, start: usize, end: usize) -> Vec<usize> {
    /// More places than that are told apart by nobody.
    const MOST: usize = 200;
    let within = |at: &usize| *at + words.len() > start && *at < text.len() - end;
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = |at: &usize| {
        let (before, after) = (text.get(..*at).unwrap_or_default(), text.get(*at + words.len()..).unwrap_or_default());
        let goes_on = |one: Option<char>, other: Option<char>| letter(one) && letter(other);
        let before = goes_on(before.chars().next_back(), words.chars().next());
        !before && !goes_on(words.chars().next_back(), after.chars().next())
    };
    let all = text.match_indices(words).map(|(at, _)| at);
    all.filter(within).filter(whole).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str, words: &str, nth: usize, expected: Option<usize>) {
        let at = |text: &str, nth| text.match_indices(words).nth(nth).map(|(at, _)| at as u32).unwrap();
        let passage = |from: u32| Passage { from, to: from + words.len() as u32 };
        let now = reanchor(before, after, &[passage(at(before, nth))]);
        assert_eq!(now, [expected.map(|nth| passage(at(after, nth)))], "{before} / {after}");
    }

    #[test]
    fn words_are_found_again_by_those_around_them() {
        check("um I said no to that uh", "I did say no to this", "no", 0, Some(0));
        check("so no it is no good then", "No, it is no good", "no", 1, Some(0));
        check("uh tired and so tired of it um", "Tired and very tired of it", "tired", 1, Some(0));
    }

    #[test]
    fn what_is_not_sure_is_nothing() {
        check("uh we had no time um", "We know it", "no", 0, None);
        check("uh I felt no pain that day um", "That day the rain was no problem", "no", 0, None);
        check("uh no more um", "No, never no other, no", "no", 0, None);
    }
}
