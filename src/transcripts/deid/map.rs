//! Where an offset of the original text lies in the clean one, and back.

use super::{Clean, Identifier};

/// Where a stretch of a turn lies after (or, `back`, before) what was found in the turn was replaced, in UTF-16 units.
///
/// A stretch that starts or ends inside an identifier is widened to the whole. See [`Clean::to_clean`].
pub fn moved(found: &[Identifier], from: u32, to: u32, back: bool) -> (u32, u32) {
    let turned: Vec<Identifier> = if back { found.iter().map(turned).collect() } else { Vec::new() };
    let found = if back { &turned } else { found };
    let (from, to) = (to_clean(found, from).0, to_clean(found, to).1);
    (from, to.max(from))
}

impl Clean {
    /// The stretch of the clean text that a stretch of a turn's original text became, in UTF-16 units.
    ///
    /// A stretch that starts or ends inside an identifier is widened to the whole replacement.
    pub fn to_clean(&self, turn: &str, from: u32, to: u32) -> (u32, u32) {
        moved(of_turn(&self.identifiers, turn), from, to, false)
    }

    /// The stretch of the original text that a stretch of a turn's clean text was, in UTF-16 units.
    ///
    /// A stretch that starts or ends inside a replacement is widened to the whole identifier.
    pub fn to_original(&self, turn: &str, from: u32, to: u32) -> (u32, u32) {
        moved(of_turn(&self.identifiers, turn), from, to, true)
    }
}

fn of_turn<'a>(identifiers: &'a [Identifier], turn: &str) -> &'a [Identifier] {
    // Identifiers stand in the order of the turns.
    let from = identifiers.iter().position(|one| one.turn == turn).unwrap_or(identifiers.len());
    let rest = identifiers.get(from..).unwrap_or_default();
    rest.get(..rest.iter().take_while(|one| one.turn == turn).count()).unwrap_or_default()
}

fn turned(one: &Identifier) -> Identifier {
    let turned = Identifier {
        from: one.clean_from,
        to: one.clean_to,
        clean_from: one.from,
        clean_to: one.to,
        ..Identifier::default()
    };
    Identifier { turn: one.turn.clone(), ..turned }
}

/// The clean offsets of an original one, as the start and as the end of a stretch: they differ inside an identifier.
pub(super) fn to_clean(identifiers: &[Identifier], at: u32) -> (u32, u32) {
    let next = identifiers.partition_point(|one| one.from < at);
    let Some(last) = next.checked_sub(1).and_then(|last| identifiers.get(last)) else { return (at, at) };
    if at < last.to {
        return (last.clean_from, last.clean_to);
    }
    let after = last.clean_to.saturating_add(at - last.to);
    (after, after)
}
