//! Krippendorff's alpha (K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011).

use serde::{Deserialize, Serialize};

use super::Ratings;
use super::kinds::Kinds;
use crate::job::whole;
use crate::limits;

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
    /// are the same, since then there is nothing to agree on, nor of proportions of more than 2,000 different values.
    pub fn alpha(&self, level: Level) -> Option<f64> {
        let table = whole(self.table());
        let kinds = Kinds::new(&table.rows, table.values.len());
        kinds.alpha(level, &table.values, kinds.counts())
    }
}

impl Kinds {
    /// Alpha of so many units of each kind, whose categories have these values.
    pub(super) fn alpha(&self, level: Level, values: &[f64], counts: &[f64]) -> Option<f64> {
        let margins = self.margins(counts);
        match level {
            Level::Nominal => {
                let unequal = |a: usize, b: usize| if a == b { 0.0 } else { 1.0 };
                let total: f64 = margins.iter().sum();
                let expected = margins.iter().map(|margin| margin * (total - margin)).sum();
                alpha(self.observed(counts, unequal), expected, total)
            }
            Level::Ordinal => self.alpha_of_scores(&middle_ranks(&margins), counts, &margins),
            Level::Interval => self.alpha_of_scores(values, counts, &margins),
            Level::Ratio => self.alpha_of_distances(|a, b| proportion(values, a, b), counts),
        }
    }

    /// Alpha of categories that are so far apart. Every two are compared, so too many have none.
    pub(super) fn alpha_of_distances(&self, distance: impl Fn(usize, usize) -> f64, counts: &[f64]) -> Option<f64> {
        let margins = self.margins(counts);
        let present: Vec<(usize, f64)> =
            margins.iter().copied().enumerate().filter(|(_, margin)| *margin > 0.0).collect();
        if present.len() > limits::COMPARED {
            return None;
        }
        let to_later = |(at, (a, margin)): (usize, &(usize, f64))| {
            let later = present.iter().skip(at + 1);
            2.0 * margin * later.map(|(b, other)| other * distance(*a, *b)).sum::<f64>()
        };
        let expected = present.iter().enumerate().map(to_later).sum();
        alpha(self.observed(counts, distance), expected, margins.iter().sum())
    }

    /// Alpha of categories whose distance is the square of how far their scores are apart.
    fn alpha_of_scores(&self, scores: &[f64], counts: &[f64], margins: &[f64]) -> Option<f64> {
        let total: f64 = margins.iter().sum();
        let mean = scores.iter().zip(margins).map(|(score, margin)| score * margin).sum::<f64>() / total;
        let from_mean = |(score, margin): (&f64, &f64)| margin * (score - mean) * (score - mean);
        // Over all pairs squared differences sum to twice as many times the squares of those from the mean.
        let expected = 2.0 * total * scores.iter().zip(margins).map(from_mean).sum::<f64>();
        let score = |at: usize| scores.get(at).copied().unwrap_or_default();
        let squared = |a, b| (score(a) - score(b)) * (score(a) - score(b));
        alpha(self.observed(counts, squared), expected, total)
    }
}

/// Alpha from the distances observed and expected, each summed over all pairs of so many ratings.
pub(super) fn alpha(observed: f64, expected: f64, ratings: f64) -> Option<f64> {
    (expected > 0.0).then(|| 1.0 - (ratings - 1.0) * observed / expected)
}

/// How many ratings lie below each value, half of its own among them: two ranks are as far apart as the ratings between.
fn middle_ranks(margins: &[f64]) -> Vec<f64> {
    let mut below = 0.0;
    let rank = |margin: &f64| {
        let rank = below + margin / 2.0;
        below += margin;
        rank
    };
    margins.iter().map(rank).collect()
}

fn proportion(values: &[f64], a: usize, b: usize) -> f64 {
    match (values.get(a), values.get(b)) {
        (Some(x), Some(y)) if x + y != 0.0 => ((x - y) / (x + y)) * ((x - y) / (x + y)),
        _ => 0.0,
    }
}
