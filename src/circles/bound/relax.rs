//! The linear programme of a decision: what units and cuts can take from the circles that are left, at best.
//!
//! It is built and solved a little at a time: with many cuts it takes thousands of pivots, which is seconds.

use super::cuts::{Cuts, limits};
use super::master::{Column, Master};
use super::partition::{Left, Piece, Plan};
use super::pricing::SCALE;
use super::set::Set;

/// Pieces taken in, and pivots made, at a time; and as many pivots are made at most.
const PIECES: usize = 10_000;
const PIVOTS: u32 = 50;
const MOST: u64 = 10_000;
/// What a stand-in for a piece costs beyond all that is allowed.
const DEAR: f64 = 100.0;

pub(super) struct Relaxation {
    master: Master,
    /// The row of each open unit.
    row: Vec<u32>,
    /// How many units are open, and how many circles there may still be; the number has a row where it is fixed.
    open: usize,
    circles: usize,
    fixed: bool,
    /// What any three open units limit, a row each, after all others.
    cuts: Vec<[u32; 3]>,
    /// How many pieces are taken in.
    taken: usize,
}

impl Relaxation {
    /// The programme of the units that are not covered, of which so many circles may be made.
    pub(super) fn new(plan: &Plan, cuts: &Cuts, covered: &Set, circles: usize) -> Self {
        let mut row = vec![0; plan.units];
        let open: Vec<usize> = (0..plan.units).filter(|unit| !covered.has(*unit)).collect();
        open.iter().zip(0..).for_each(|(unit, at)| row[*unit] = at);
        let cuts: Vec<[u32; 3]> = cuts.of_open(covered).copied().collect();
        let number = plan.fixed.then_some(circles as f64);
        let dear = plan.allowed as f64 / SCALE as f64 + DEAR;
        let master = Master::limited(open.len(), number, cuts.len(), dear);
        Self { master, row, open: open.len(), circles, fixed: plan.fixed, cuts, taken: 0 }
    }

    /// Does a little; whether the programme is solved, and what that counts as in looks at pieces.
    pub(super) fn step(&mut self, pieces: &[Piece], left: &[Left]) -> (bool, u64) {
        if self.taken < left.len() {
            let end = left.len().min(self.taken + PIECES);
            left[self.taken..end].iter().for_each(|(piece, _)| self.take(&pieces[*piece as usize]));
            let looks = (end - self.taken) * (1 + self.cuts.len() / 8);
            self.taken = end;
            return (false, looks as u64);
        }
        let before = self.master.made;
        let done = self.master.improve(PIVOTS);
        let rows = self.open + self.cuts.len();
        let pivots = self.master.made - before + 1;
        (done || self.master.made >= MOST, pivots * (left.len().min(2_000) + rows * rows / 8) as u64)
    }

    fn take(&mut self, piece: &Piece) {
        let units = piece.units.iter().map(|unit| self.row[*unit as usize]);
        let number = self.fixed.then_some(self.open as u32);
        let first = self.first_cut() as u32;
        let cuts = self.cuts.iter().zip(first..).filter(|(cut, _)| limits(cut, &piece.set)).map(|(_, row)| row);
        let rows = units.chain(number).chain(cuts).collect();
        self.master.add(Column { rows, cost: piece.waste as f64 / SCALE as f64 });
    }

    /// The row of the first cut.
    fn first_cut(&self) -> usize {
        self.open + usize::from(self.fixed)
    }

    /// The pieces that the programme uses, and how much of each.
    pub(super) fn mix(&self, left: &[Left]) -> Vec<(u32, f64)> {
        self.master.mix().filter_map(|(column, share)| Some((left.get(column)?.0, share))).collect()
    }

    /// What the pieces that are left can still pay once units and cuts have taken theirs, and how much that is. Prices
    /// are rounded; whatever a piece pays too much by that, every circle of a plan may.
    pub(super) fn pay(&self, pieces: &[Piece], left: &[Left]) -> (Vec<Left>, i64) {
        let first = self.first_cut();
        let price = |(row, price): (usize, &f64)| {
            let price = (price * SCALE as f64).round() as i64;
            // What a limit costs can never be gained: a price above nothing is rounding.
            if row < first { price } else { price.min(0) }
        };
        let prices: Vec<i64> = self.master.prices.iter().enumerate().map(price).collect();
        let rest = |((piece, _), column): (&Left, &Column)| {
            let paid: i64 = column.rows.iter().map(|row| prices[*row as usize]).sum();
            (*piece, pieces[*piece as usize].waste - paid)
        };
        let mut rests: Vec<Left> = left.iter().zip(self.master.added()).map(rest).collect();
        let lowest = rests.iter().map(|(_, rest)| *rest).min().unwrap_or(0).min(0);
        rests.iter_mut().for_each(|(_, rest)| *rest -= lowest);
        let (units, others) = prices.split_at(self.open);
        let (fees, limits) = others.split_at(first - self.open);
        let circles = self.circles as i64;
        let fee: i64 = fees.iter().sum();
        (rests, units.iter().sum::<i64>() + limits.iter().sum::<i64>() + circles * (fee + lowest))
    }
}
