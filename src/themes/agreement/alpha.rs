//! Krippendorff's alpha (K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011).

use serde::{Deserialize, Serialize};

use super::Ratings;
use super::ratings::Table;

/// What the values of a rating mean, and so how far apart two of them are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// Names: equal or not.
    #[default]
    Nominal,
    /// Ranks.
    Ordinal,
    /// Numbers whose differences count.
    Interval,
    /// Numbers with a true zero, whose proportions count.
    Ratio,
}

impl Ratings {
    /// Krippendorff's alpha with any number of coders and gaps; nothing when no unit has two ratings or all values
    /// are the same, since then there is nothing to agree on.
    pub fn alpha(&self, level: Level) -> Option<f64> {
        let table = self.table();
        let coincidences = coincidences(&table);
        let margins: Vec<f64> = coincidences.iter().map(|row| row.iter().sum()).collect();
        let distances = distances(level, &table.values, &margins);
        alpha(&coincidences, &margins, &distances)
    }
}

/// Alpha from a symmetric table of coincidences, its margins and squared distances.
pub(super) fn alpha(coincidences: &[Vec<f64>], margins: &[f64], distances: &[Vec<f64>]) -> Option<f64> {
    let total: f64 = margins.iter().sum();
    let (mut observed, mut expected) = (0.0, 0.0);
    for ((row, distance), margin) in coincidences.iter().zip(distances).zip(margins) {
        for ((coincidence, distance), other) in row.iter().zip(distance).zip(margins) {
            observed += coincidence * distance;
            expected += margin * other * distance;
        }
    }
    (expected > 0.0).then(|| 1.0 - (total - 1.0) * observed / expected)
}

/// How often each two values meet in a unit, over pairs of coders, each unit weighing as many as its ratings.
fn coincidences(table: &Table) -> Vec<Vec<f64>> {
    let size = table.values.len();
    let mut met = vec![vec![0.0; size]; size];
    for counts in table.counts() {
        let rated: f64 = counts.iter().sum();
        if rated < 2.0 {
            continue;
        }
        for (first, row) in met.iter_mut().enumerate() {
            let ours = counts.get(first).copied().unwrap_or_default();
            for (second, (cell, theirs)) in row.iter_mut().zip(&counts).enumerate() {
                let others = if first == second { theirs - 1.0 } else { *theirs };
                *cell += ours * others / (rated - 1.0);
            }
        }
    }
    met
}

/// Squared distances between all values.
fn distances(level: Level, values: &[f64], margins: &[f64]) -> Vec<Vec<f64>> {
    let between = |a: usize, b: usize| match (a == b, values.get(a), values.get(b)) {
        (false, Some(x), Some(y)) => distance(level, (a, *x), (b, *y), margins),
        _ => 0.0,
    };
    (0..values.len()).map(|a| (0..values.len()).map(|b| between(a, b)).collect()).collect()
}

fn distance(level: Level, (a, x): (usize, f64), (b, y): (usize, f64), margins: &[f64]) -> f64 {
    match level {
        Level::Nominal => 1.0,
        Level::Interval => (x - y) * (x - y),
        Level::Ratio if x + y == 0.0 => 0.0,
        Level::Ratio => ((x - y) / (x + y)) * ((x - y) / (x + y)),
        Level::Ordinal => {
            let (low, high) = (a.min(b), a.max(b));
            let between: f64 = margins.iter().take(high + 1).skip(low).sum();
            let ends: f64 = [low, high].iter().filter_map(|at| margins.get(*at)).sum();
            let ranks = between - ends / 2.0;
            ranks * ranks
        }
    }
}
