//! What people decided about words, wherever those stand or in one place.

use super::{Decision, Kind, Occurrence};
use crate::transcripts::kinds::{Found, Why};
use crate::transcripts::offsets::to_bytes;
use crate::transcripts::words::Text;

/// Why something is an identifier that a person marked.
const MARKED: &Why = &Why("person.marked", "marked by a person");

/// A decision, its words ready to be looked for.
pub(super) struct Decided {
    words: Vec<u64>,
    /// What was decided about, for what has no words: `🦊`, `***`.
    literal: String,
    /// What they are; nothing when they are to be kept.
    kind: Option<Kind>,
    /// The only place where that counts.
    only: Option<Occurrence>,
}

impl Decided {
    pub(super) fn all(decisions: &[Decision]) -> Vec<Self> {
        let decided = |decision: &Decision| {
            let (text, kind, only) = match decision {
                Decision::Mark { text, kind, only } => (text, Some(*kind), only),
                Decision::Keep { text, only } => (text, None, only),
            };
            let words = Text::new(text).words.iter().map(|word| word.hash).collect();
            Self { words, literal: text.trim().to_owned(), kind, only: only.clone() }
        };
        decisions.iter().map(decided).filter(|decided| !decided.literal.is_empty()).collect()
    }

    /// Where in a turn this counts: everywhere that it stands, or there alone where it was decided.
    fn places(&self, text: &Text<'_>, turn: &str) -> Vec<(usize, usize)> {
        let mut stands = self.stands(text);
        if let Some(only) = &self.only {
            let at = |utf16| to_bytes(text.text, utf16).filter(|_| only.turn == turn);
            let (Some(start), Some(end)) = (at(only.from), at(only.to)) else { return Vec::new() };
            stands.retain(|(from, to)| *from < end && *to > start);
        }
        stands
    }

    /// Everywhere that this stands: its words in a row, in any case; without words, as it is written.
    fn stands(&self, text: &Text<'_>) -> Vec<(usize, usize)> {
        if self.words.is_empty() {
            return text.text.match_indices(&self.literal).map(|(at, found)| (at, at + found.len())).collect();
        }
        let rows = text.words.windows(self.words.len());
        let fits = rows.filter(|row| row.iter().zip(&self.words).all(|(word, wanted)| word.hash == *wanted));
        fits.filter_map(|row| Some((row.first()?.from, row.last()?.to))).collect()
    }
}

/// Applies decisions to a turn (its text and id) in the order in which they were made: the last about some words counts.
/// `whose` tells whom a name names, so that somebody whom a person marks is who they are elsewhere.
pub(super) fn apply(
    decisions: &[Decided],
    (text, turn): (&Text<'_>, &str),
    whose: &dyn Fn(&str) -> Option<u32>,
    found: &mut Vec<Found>,
) {
    for decided in decisions {
        for (from, to) in decided.places(text, turn) {
            let (over, apart) = std::mem::take(found).into_iter().partition(|one| one.from < to && one.to > from);
            *found = apart;
            let over: Vec<Found> = over;
            let marked = decided.kind.map(|kind| marked(Found::new(from, to, kind, MARKED, 1.0), &over, text, whose));
            let (from, to) = marked.map_or((from, to), |one| (one.from, one.to));
            // What was found around the words still identifies. What a person decided before gives way.
            for one in over.iter().filter(|one| one.reason != MARKED) {
                found.extend(
                    [(one.from, from), (to, one.to)].into_iter().filter_map(|(from, to)| part(one, from, to, text)),
                );
            }
            found.extend(marked);
        }
    }
}

/// A mark together with what was found of the same kind around it, as one: half of a name is no other person.
fn marked(mark: Found, over: &[Found], text: &Text<'_>, whose: &dyn Fn(&str) -> Option<u32>) -> Found {
    let alike = || over.iter().filter(|one| one.kind == mark.kind && one.reason != MARKED);
    let around = alike().fold(mark, |all, one| Found { from: all.from.min(one.from), to: all.to.max(one.to), ..all });
    let who = alike().find_map(|one| one.who);
    let named = || text.text.get(around.from..around.to).and_then(whose);
    let person = mark.kind == super::Kind::Person;
    Found { who: if person { who.or_else(named) } else { None }, ..around }
}

/// The part of a finding between two places, without what stands around its words.
fn part(one: &Found, from: usize, to: usize, text: &Text<'_>) -> Option<Found> {
    let mut words = text.words.iter().filter(|word| from <= word.from && word.to <= to);
    let first = words.next()?;
    let last = words.next_back().unwrap_or(first);
    Some(Found { from: first.from, to: last.to, ..*one })
}
