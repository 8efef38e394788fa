//! Agreement on sets of codes: a turn may carry several, and two coders may share some of them.

use crate::ordered::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::alpha::alpha;

/// How far two sets of codes are apart, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub enum SetDistance {
    /// MASI (R. Passonneau, LREC 2006): Jaccard's, with sets that contain one another nearer than those that cross.
    #[default]
    Masi,
    /// Jaccard's: one minus the share of common members in all members.
    Jaccard,
}

/// For each unit, the set of codes that each coder gave it, or nothing from those who did not look at it.
///
/// The empty set is a value: looked at, and no code applies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SetRatings {
    /// A row for each unit, in it a set for each coder.
    #[cfg_attr(feature = "wasm", tsify(type = "(string[] | undefined)[][]"))]
    pub units: Vec<Vec<Option<BTreeSet<String>>>>,
}

impl SetRatings {
    /// Krippendorff's alpha over sets; nothing when no unit has two ratings or all sets are equal.
    pub fn alpha(&self, distance: SetDistance) -> Option<f64> {
        let sets: BTreeSet<&BTreeSet<String>> = self.units.iter().flatten().flatten().collect();
        let places: BTreeMap<&BTreeSet<String>, usize> = sets.iter().enumerate().map(|(at, set)| (*set, at)).collect();
        let distances: Vec<Vec<f64>> =
            sets.iter().map(|a| sets.iter().map(|b| between(distance, a, b)).collect()).collect();
        let mut met = vec![vec![0.0; sets.len()]; sets.len()];
        for unit in &self.units {
            count_pairs(unit, &places, &mut met);
        }
        let margins: Vec<f64> = met.iter().map(|row| row.iter().sum()).collect();
        alpha(&met, &margins, &distances)
    }
}

/// Adds the pairs of one unit to the coincidences.
fn count_pairs(unit: &[Option<BTreeSet<String>>], places: &BTreeMap<&BTreeSet<String>, usize>, met: &mut [Vec<f64>]) {
    let given: Vec<usize> = unit.iter().flatten().filter_map(|set| places.get(set).copied()).collect();
    let weight = 1.0 / (super::chance::count(given.len()) - 1.0);
    for (at, first) in given.iter().enumerate() {
        for second in given.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, place)| place) {
            if let Some(cell) = met.get_mut(*first).and_then(|row| row.get_mut(*second)) {
                *cell += weight;
            }
        }
    }
}

/// The distance of two sets; two empty sets are equal, an empty one has nothing in common with any other.
fn between(distance: SetDistance, a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    if a == b {
        return 0.0;
    }
    let common = a.intersection(b).count();
    let jaccard = super::chance::count(common) / super::chance::count(a.union(b).count());
    let share = match distance {
        SetDistance::Jaccard => 1.0,
        SetDistance::Masi if common == 0 => 0.0,
        SetDistance::Masi if a.is_subset(b) || b.is_subset(a) => 2.0 / 3.0,
        SetDistance::Masi => 1.0 / 3.0,
    };
    1.0 - jaccard * share
}
