//! What several kinds found in one text, made into stretches that do not overlap.

use super::Kind;
use crate::transcripts::kinds::Found;

/// Overlapping findings become one that covers them all; kind and reason are those of the surest, then longest.
pub(super) fn merge(mut found: Vec<Found>, text: &str) -> Vec<Found> {
    found.retain(|one| one.from < one.to && one.to <= text.len());
    found.sort_by_key(|one| (one.from, std::cmp::Reverse(one.to)));
    let mut merged: Vec<Found> = Vec::with_capacity(found.len());
    for one in found {
        match merged.last_mut().filter(|last| one.from < last.to || joins(last, &one, text)) {
            Some(last) => *last = union(last, &one),
            None => merged.push(one),
        }
    }
    merged
}

fn union(one: &Found, other: &Found) -> Found {
    let length = |one: &Found| one.to - one.from;
    let surer = other.certainty > one.certainty || (other.certainty == one.certainty && length(other) > length(one));
    let best = if surer && !within_address(one, other) { other } else { one };
    Found { from: one.from.min(other.from), to: one.to.max(other.to), ..*best }
}

/// A place within an address stays part of the address.
fn within_address(one: &Found, other: &Found) -> bool {
    one.kind == Kind::Address && matches!(other.kind, Kind::Place | Kind::Postcode)
}

/// Whether two findings side by side are parts of one address.
fn joins(one: &Found, other: &Found, text: &str) -> bool {
    let part = |kind: Kind| matches!(kind, Kind::Address | Kind::Postcode | Kind::Place);
    let gap = text.get(one.to..other.from).unwrap_or("x");
    let near = gap.len() <= 6 && gap.chars().all(|c| c.is_whitespace() || c == ',');
    near && part(one.kind) && part(other.kind) && (one.kind == Kind::Address || other.kind == Kind::Address)
}
