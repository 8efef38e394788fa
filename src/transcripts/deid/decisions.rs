//! What people decided about words, wherever those stand.

use super::{Decision, Kind};
use crate::transcripts::kinds::Found;
use crate::transcripts::words::Text;

/// A decision, its words ready to be looked for.
pub(super) struct Decided {
    words: Vec<u64>,
    /// What they are; nothing when they are to be kept.
    kind: Option<Kind>,
}

impl Decided {
    pub(super) fn all(decisions: &[Decision]) -> Vec<Self> {
        let decided = |decision: &Decision| {
            let (text, kind) = match decision {
                Decision::Mark { text, kind } => (text, Some(*kind)),
                Decision::Keep { text } => (text, None),
            };
            Self { words: Text::new(text).words.iter().map(|word| word.hash).collect(), kind }
        };
        decisions.iter().map(decided).filter(|decided| !decided.words.is_empty()).collect()
    }
}

/// Applies decisions in the order in which they were made: the last about some words counts.
pub(super) fn apply(decisions: &[Decided], text: &Text<'_>, found: &mut Vec<Found>) {
    for Decided { words, kind } in decisions {
        for (from, to) in places(words, text) {
            found.retain(|one| one.to <= from || one.from >= to);
            if let Some(kind) = kind {
                found.push(Found::new(from, to, *kind, "marked by a person", 1.0));
            }
        }
    }
}

/// Everywhere that these words stand in a row, in any case.
fn places(wanted: &[u64], text: &Text<'_>) -> Vec<(usize, usize)> {
    let rows = text.words.windows(wanted.len());
    let fits = rows.filter(|row| row.iter().zip(wanted).all(|(word, wanted)| word.hash == *wanted));
    fits.filter_map(|row| Some((row.first()?.from, row.last()?.to))).collect()
}
