//! What every unit would count in every circle, by all criteria that only count pairs.
//!
//! Kept where units and circles are few: many changes are then refused for a handful of numbers, and no criterion is
//! asked. Among many, keeping them up to date costs more than it spares.

use super::criteria::{Change, Criterion};

/// Units times circles, at most: beyond, a change that is made costs what hundreds of refusals spare.
const FEW: usize = 2_048;
/// What a change adds of which nothing is known: less than any does.
pub(super) const UNKNOWN: i64 = i64::MIN / 4;

pub(super) struct Outlook {
    units: usize,
    /// The waiting list, where nothing is counted.
    list: usize,
    /// For each circle, what each unit counts with the others in it, weights included.
    counts: Vec<i64>,
    /// The most that each unit counts with a single other.
    most: Vec<i64>,
}

impl Outlook {
    /// None where there are too many units or circles.
    pub(super) fn new(units: usize, list: usize) -> Option<Self> {
        (units * list <= FEW).then(|| Self { units, list, counts: vec![0; units * list], most: vec![0; units] })
    }

    /// Takes in new weights, and who is where.
    pub(super) fn weigh(&mut self, criteria: &[Criterion], scale: &[i64], circle_of: &[u32]) {
        for (unit, most) in self.most.iter_mut().enumerate() {
            let of = |(criterion, scale): (&Criterion, &i64)| Some(scale * criterion.counters.pairs()?.most(unit));
            *most = criteria.iter().zip(scale).filter_map(of).sum();
        }
        self.counts.fill(0);
        for (unit, circle) in circle_of.iter().enumerate() {
            self.count(unit, *circle as usize, 1, criteria, scale);
        }
    }

    /// A unit enters a circle, or leaves it, with -1 for `sign`; on the waiting list it counts with nobody.
    pub(super) fn count(&mut self, unit: usize, circle: usize, sign: i64, criteria: &[Criterion], scale: &[i64]) {
        let Some(counts) = self.counts.chunks_exact_mut(self.units.max(1)).nth(circle) else { return };
        for (criterion, scale) in criteria.iter().zip(scale) {
            if let Some(pairs) = criterion.counters.pairs() {
                pairs.tell(unit, sign * scale, counts);
            }
        }
    }

    /// A change adds no less than this by these criteria: what it adds where those who change places count nothing with
    /// each other, less what they may count at most.
    #[inline]
    pub(super) fn least(&self, change: &Change) -> i64 {
        if change.from == self.list || change.to == self.list {
            return UNKNOWN;
        }
        let (from, to) = (change.from * self.units, change.to * self.units);
        let step = |unit: usize, from: usize, to: usize| self.counts[to + unit] - self.counts[from + unit];
        let there = step(change.unit, from, to);
        change
            .other
            .map_or(there, |other| there + step(other, to, from) - 2 * self.most[change.unit].min(self.most[other]))
    }
}
