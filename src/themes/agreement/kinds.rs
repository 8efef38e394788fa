//! Units of one kind hold the same ratings, whoever gave them: of many units there are few kinds, and alpha needs no more
//! than how many units are of each.

use super::bootstrap::SplitMix;
use super::chance::count;
use super::ratings::Rows;

/// The kinds of the units of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Kinds {
    /// The categories that units of each kind were given, rising, and how often each.
    given: Vec<Vec<(usize, f64)>>,
    /// How many units are of each kind.
    counts: Vec<f64>,
    /// The kind of each unit.
    of_unit: Vec<usize>,
    categories: usize,
}

impl Kinds {
    /// The kinds of units, each the category that every coder gave it or nothing.
    pub(super) fn new(rows: &Rows, categories: usize) -> Self {
        let given = |(place, row): (usize, &Vec<Option<usize>>)| {
            let mut given: Vec<usize> = row.iter().copied().flatten().collect();
            given.sort_unstable();
            (given, place)
        };
        let mut all: Vec<(Vec<usize>, usize)> = rows.rows.iter().enumerate().map(given).collect();
        all.sort_unstable();
        let mut kinds = Self { categories, ..Self::default() };
        let mut of_row = vec![0; all.len()];
        for same in all.chunk_by(|(a, _), (b, _)| a == b) {
            for place in same.iter().map(|(_, place)| *place) {
                of_row.get_mut(place).into_iter().for_each(|kind| *kind = kinds.given.len());
            }
            let given = same.first().map(|(given, _)| given.as_slice()).unwrap_or_default();
            let often = |equal: &[usize]| Some((*equal.first()?, count(equal.len())));
            kinds.given.push(given.chunk_by(|a, b| a == b).filter_map(often).collect());
        }
        kinds.of_unit = rows.of_unit.iter().map(|row| of_row.get(*row).copied().unwrap_or_default()).collect();
        kinds.counts = vec![0.0; kinds.given.len()];
        for kind in &kinds.of_unit {
            kinds.counts.get_mut(*kind).into_iter().for_each(|count| *count += 1.0);
        }
        kinds
    }

    /// For each kind the one of other kinds of the same units that all its units are of.
    pub(super) fn within(&self, others: &Self) -> Vec<usize> {
        let mut within = vec![0; self.given.len()];
        for (kind, other) in self.of_unit.iter().zip(&others.of_unit) {
            within.get_mut(*kind).into_iter().for_each(|place| *place = *other);
        }
        within
    }

    /// How many units there are.
    pub(super) fn units(&self) -> usize {
        self.of_unit.len()
    }

    /// How many units are of each kind.
    pub(super) fn counts(&self) -> &[f64] {
        &self.counts
    }

    /// Draws so many units, and adds to how many there are of each kind.
    pub(super) fn draw(&self, units: usize, random: &mut SplitMix, counts: &mut [f64]) {
        for _ in 0..units {
            let place = random.below(self.of_unit.len() as u64) as usize;
            let kind = self.of_unit.get(place).and_then(|kind| counts.get_mut(*kind));
            kind.into_iter().for_each(|count| *count += 1.0);
        }
    }

    /// How many ratings of each category there are in units with two ratings or more.
    pub(super) fn margins(&self, counts: &[f64]) -> Vec<f64> {
        let mut margins = vec![0.0; self.categories];
        for (given, count, _) in self.paired(counts) {
            for (category, often) in given {
                margins.get_mut(*category).into_iter().for_each(|margin| *margin += count * often);
            }
        }
        margins
    }

    /// How far the ratings of one unit are apart, over all its ordered pairs, each unit weighing as many as its ratings.
    pub(super) fn observed(&self, counts: &[f64], distance: impl Fn(usize, usize) -> f64) -> f64 {
        let of_kind = |(given, count, rated): (&[(usize, f64)], f64, f64)| {
            let to_later = |(at, (a, often)): (usize, &(usize, f64))| {
                let later = given.iter().skip(at + 1);
                often * later.map(|(b, other)| other * distance(*a, *b)).sum::<f64>()
            };
            2.0 * given.iter().enumerate().map(to_later).sum::<f64>() * count / (rated - 1.0)
        };
        self.paired(counts).map(of_kind).sum()
    }

    /// The kinds with two ratings or more that there are any of: what was given, how many units, how many ratings in each.
    fn paired<'a>(&'a self, counts: &'a [f64]) -> impl Iterator<Item = (&'a [(usize, f64)], f64, f64)> {
        let kinds = self.given.iter().zip(counts);
        let rated = |given: &[(usize, f64)]| given.iter().map(|(_, often)| often).sum::<f64>();
        let kinds = kinds.map(move |(given, count)| (given.as_slice(), *count, rated(given)));
        kinds.filter(|(_, count, rated)| *count > 0.0 && *rated >= 2.0)
    }
}
