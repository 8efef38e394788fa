//! What several kinds found in one text, made into stretches that do not overlap.

use super::Kind;
use crate::transcripts::kinds::{Found, SLIP};

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
    if text.contains('\n') { merged.iter().flat_map(|one| unquoted(one, text)).collect() } else { merged }
}

/// The parts of a finding without the marks at the start of quoted lines between them.
fn unquoted(one: &Found, text: &str) -> Vec<Found> {
    let mut parts = Vec::new();
    let mut from = one.from;
    for (at, _) in text.get(one.from..one.to).unwrap_or_default().match_indices('\n') {
        let end = one.from + at;
        let rest = text.get(end..one.to).unwrap_or_default();
        let start = one.to - rest.trim_start_matches(['\n', ' ', '>', '?', '|']).len();
        if text.get(end..start).is_some_and(|marks| marks.contains(['>', '?', '|'])) {
            parts.push(Found { from, to: end, ..*one });
            from = start;
        }
    }
    parts.push(Found { from, ..*one });
    parts.retain(|part| part.from < part.to);
    parts
}

fn union(one: &Found, other: &Found) -> Found {
    let length = |one: &Found| one.to - one.from;
    let surer = other.certainty > one.certainty || (other.certainty == one.certainty && length(other) > length(one));
    let mut best = match (within_address(one, other), within_address(other, one)) {
        (true, _) => *one,
        (_, true) => *other,
        _ if surer => *other,
        _ => *one,
    };
    if let Some(known) = [one, other].into_iter().find(|known| is_known_as(known, &best)) {
        best = Found { certainty: best.certainty, ..*known };
    }
    Found { from: one.from.min(other.from), to: one.to.max(other.to), ..best }
}

/// Whether a name is that of somebody who takes part, whatever else says that it is a name: `Dr. Okafor`. With a letter
/// wrong it may be another's, where a list has it.
fn is_known_as(known: &Found, name: &Found) -> bool {
    let covers = known.from <= name.from && name.to <= known.to;
    known.who.is_some() && name.who.is_none() && name.kind == Kind::Person && covers && known.reason != SLIP
}

/// A place within an address, or somebody after whom a street is named, stays part of the address.
fn within_address(one: &Found, other: &Found) -> bool {
    let part = matches!(other.kind, Kind::Place | Kind::Postcode | Kind::Person | Kind::Institution | Kind::Phone);
    one.kind == Kind::Address && part && other.who.is_none() && other.to - other.from < one.to - one.from
}

/// Whether two findings side by side are parts of one address.
fn joins(one: &Found, other: &Found, text: &str) -> bool {
    let part = |kind: Kind| matches!(kind, Kind::Address | Kind::Postcode | Kind::Place);
    let gap = text.get(one.to..other.from).unwrap_or("x");
    let near = gap.len() <= 6 && !gap.contains("\n\n") && gap.chars().all(|c| c.is_whitespace() || c == ',');
    near && part(one.kind) && part(other.kind) && (one.kind == Kind::Address || other.kind == Kind::Address)
}
