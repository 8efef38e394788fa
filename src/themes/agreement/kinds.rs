//! Units of one kind hold the same ratings, whoever gave them: of many units there are few kinds, and alpha needs no more
//! than how many units are of each.

use super::chance::count;

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
    pub(super) fn new<U: Iterator<Item = Option<usize>>>(units: impl Iterator<Item = U>, categories: usize) -> Self {
        let given = |(place, unit): (usize, U)| {
            let mut given: Vec<usize> = unit.flatten().collect();
            given.sort_unstable();
            (given, place)
        };
        let mut rows: Vec<(Vec<usize>, usize)> = units.enumerate().map(given).collect();
        rows.sort_unstable();
        let mut kinds = Self { of_unit: vec![0; rows.len()], categories, ..Self::default() };
        for same in rows.chunk_by(|(a, _), (b, _)| a == b) {
            for place in same.iter().map(|(_, place)| *place) {
                kinds.of_unit.get_mut(place).into_iter().for_each(|kind| *kind = kinds.given.len());
            }
            let given = same.first().map(|(given, _)| given.as_slice()).unwrap_or_default();
            let often = |equal: &[usize]| Some((*equal.first()?, count(equal.len())));
            kinds.given.push(given.chunk_by(|a, b| a == b).filter_map(often).collect());
            kinds.counts.push(count(same.len()));
        }
        kinds
    }

    /// How many units there are.
    pub(super) fn units(&self) -> usize {
        self.of_unit.len()
    }

    /// How many units are of each kind.
    pub(super) fn counts(&self) -> &[f64] {
        &self.counts
    }

    /// How many of some units, given by their places, are of each kind.
    pub(super) fn counted(&self, units: &[usize]) -> Vec<f64> {
        let mut counts = vec![0.0; self.given.len()];
        for kind in units.iter().filter_map(|at| self.of_unit.get(*at)) {
            counts.get_mut(*kind).into_iter().for_each(|count| *count += 1.0);
        }
        counts
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
