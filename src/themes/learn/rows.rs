//! Labelled turns side by side: what they share with each other, and what each has alone.

use super::model::Turn;

/// Turns to learn from, and what they share.
///
/// Most of what is seen in a turn is seen in no other labelled turn. Its weight then moves with that one label, and what
/// it says of its turn is known without looking: only what turns share is looked at again and again.
pub(super) struct Rows<'a> {
    all: Vec<Row<'a>>,
    /// What is shared, by row; columns are numbered anew.
    shared: Vec<(u32, f32)>,
    /// For each column its new number, where it is shared.
    pub(super) numbers: Vec<u32>,
    /// How many are shared.
    pub(super) width: usize,
}

/// A turn among others.
pub(super) struct Row<'a> {
    pub(super) turn: &'a Turn,
    /// The squares of its values, and of those that no other row has.
    pub(super) square: f64,
    pub(super) own: f64,
    /// Where what it shares stands.
    from: usize,
    to: usize,
}

/// The number of a column that is not shared.
pub(super) const OWN: u32 = u32::MAX;

impl<'a> Rows<'a> {
    /// The turns in their order; there are so many columns.
    pub(super) fn new(turns: impl Iterator<Item = &'a Turn> + Clone, columns: usize) -> Self {
        let mut rows = Self { all: Vec::new(), shared: Vec::new(), numbers: vec![OWN; columns], width: 0 };
        rows.number(turns.clone());
        for turn in turns {
            let (mut square, mut own, from) = (turn.own, turn.own, rows.shared.len());
            for (column, value) in turn.features.iter() {
                let value_square = f64::from(*value) * f64::from(*value);
                square += value_square;
                match rows.numbers.get(*column as usize) {
                    Some(number) if *number != OWN => rows.shared.push((*number, *value)),
                    _ => own += value_square,
                }
            }
            rows.all.push(Row { turn, square, own, from, to: rows.shared.len() });
        }
        rows
    }

    pub(super) fn get(&self, row: usize) -> Option<&Row<'a>> {
        self.all.get(row)
    }

    /// What a row shares with others: numbers and values.
    pub(super) fn shared(&self, row: &Row) -> &[(u32, f32)] {
        self.shared.get(row.from..row.to).unwrap_or_default()
    }

    /// Numbers the columns that several turns have.
    fn number(&mut self, turns: impl Iterator<Item = &'a Turn>) {
        const ONCE: u32 = OWN - 1;
        for (column, _) in turns.flat_map(|turn| turn.features.iter()) {
            match self.numbers.get_mut(*column as usize) {
                Some(number) if *number == OWN => *number = ONCE,
                Some(number) if *number == ONCE => {
                    *number = u32::try_from(self.width).unwrap_or(OWN);
                    self.width += 1;
                }
                _ => {}
            }
        }
        self.numbers.iter_mut().filter(|number| **number == ONCE).for_each(|number| *number = OWN);
    }
}
