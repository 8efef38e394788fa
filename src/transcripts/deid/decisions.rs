//! What people decided about words, wherever those stand.

use super::Decision;
use crate::transcripts::kinds::Found;
use crate::transcripts::words::Text;

/// Adds what was marked, then removes what is to be kept.
pub(super) fn apply(decisions: &[Decision], text: &Text<'_>, found: &mut Vec<Found>) {
    for decision in decisions {
        if let Decision::Mark { text: words, kind } = decision {
            for (from, to) in places(words, text) {
                found.retain(|one| one.to <= from || one.from >= to);
                found.push(Found::new(from, to, *kind, "marked by a person", 1.0));
            }
        }
    }
    for decision in decisions {
        if let Decision::Keep { text: words } = decision {
            let kept = places(words, text);
            found.retain(|one| !kept.iter().any(|(from, to)| one.from < *to && one.to > *from));
        }
    }
}

/// Everywhere that these words stand in a row, in any case.
fn places(words: &str, text: &Text<'_>) -> Vec<(usize, usize)> {
    let wanted: Vec<u64> = Text::new(words).words.iter().map(|word| word.hash).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let rows = text.words.windows(wanted.len());
    let fits = rows.filter(|row| row.iter().zip(&wanted).all(|(word, wanted)| word.hash == *wanted));
    fits.filter_map(|row| Some((row.first()?.from, row.last()?.to))).collect()
}
