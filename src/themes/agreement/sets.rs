//! Agreement on sets of codes: a turn may carry several, and two coders may share some of them.

use crate::limits;
use crate::ordered::BTreeSet;

use serde::{Deserialize, Serialize};

use super::kinds::Kinds;

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
    /// Krippendorff's alpha over sets; nothing when no unit has two ratings, all sets are equal, or there are more than
    /// 2,000 different ones.
    pub fn alpha(&self, distance: SetDistance) -> Option<f64> {
        let (kinds, sets) = self.kinds();
        kinds.alpha_of_distances(distances(&sets, distance), kinds.counts())
    }

    /// The kinds of units, and the sets that are their categories.
    pub(super) fn kinds(&self) -> (Kinds, Vec<&BTreeSet<String>>) {
        let mut sets: Vec<&BTreeSet<String>> = self.units.iter().flatten().flatten().collect();
        sets.sort_unstable();
        sets.dedup();
        let place = |set: &Option<BTreeSet<String>>| sets.binary_search(&set.as_ref()?).ok();
        let kinds = Kinds::new(self.units.iter().map(|unit| unit.iter().map(place)), sets.len());
        (kinds, sets)
    }
}

/// How far sets are apart, by their places; too many are not compared.
pub(super) fn distances(sets: &[&BTreeSet<String>], distance: SetDistance) -> impl Fn(usize, usize) -> f64 {
    let compared = if sets.len() > limits::COMPARED { &[] } else { sets };
    let to_others = |a: &&BTreeSet<String>| compared.iter().map(|b| between(distance, a, b)).collect();
    let table: Vec<Vec<f64>> = compared.iter().map(to_others).collect();
    move |a, b| table.get(a).and_then(|row| row.get(b)).copied().unwrap_or_default()
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
