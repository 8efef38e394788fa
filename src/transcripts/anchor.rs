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
/// by its words.
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
            self.nearest(words, from)?
        };
        let mut units = Units::new(self.after);
        Some(Passage { from: units.of(from), to: units.of(to) })
    }

    /// The place of the same words that is nearest to where they were.
    fn nearest(&self, words: &str, was: usize) -> Option<(usize, usize)> {
        let places = self.after.match_indices(words).map(|(at, _)| at);
        places.min_by_key(|at| at.abs_diff(was)).map(|at| (at, at + words.len()))
    }
}
