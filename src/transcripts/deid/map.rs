//! Where an offset of the original text lies in the clean one, and back.

use super::{Clean, Identifier};

impl Clean {
    /// The stretch of the clean text that a stretch of a turn's original text became, in UTF-16 units.
    ///
    /// A stretch that starts or ends inside an identifier is widened to the whole replacement.
    pub fn to_clean(&self, turn: &str, from: u32, to: u32) -> (u32, u32) {
        let identifiers = of_turn(&self.identifiers, turn);
        let clean = (to_clean(identifiers, from).0, to_clean(identifiers, to).1);
        (clean.0, clean.1.max(clean.0))
    }

    /// The stretch of the original text that a stretch of a turn's clean text was, in UTF-16 units.
    ///
    /// A stretch that starts or ends inside a replacement is widened to the whole identifier.
    pub fn to_original(&self, turn: &str, from: u32, to: u32) -> (u32, u32) {
        let turned: Vec<Identifier> = of_turn(&self.identifiers, turn).iter().map(turned).collect();
        let original = (to_clean(&turned, from).0, to_clean(&turned, to).1);
        (original.0, original.1.max(original.0))
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
