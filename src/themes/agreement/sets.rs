//! Agreement on sets of codes: a turn may carry several, and two coders may share some of them.

use crate::job::{rest, told, whole};
use crate::limits;
use crate::ordered::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::alpha::alpha;
use super::kinds::Kinds;
use super::ratings::Rows;

/// What a unit takes, as [`rest`] counts.
const UNIT_TAKES: u64 = 1;

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
        let (rows, sets) = whole(self.rows());
        let kinds = Kinds::new(&rows, sets.len());
        let common = whole(Common::of(&sets))?;
        kinds.alpha_of_sets(&whole(common.likeness(distance)), kinds.counts())
    }

    /// The units, and the sets that are their categories.
    pub(super) async fn rows(&self) -> (Rows, Vec<&BTreeSet<String>>) {
        let mut known: BTreeSet<&BTreeSet<String>> = BTreeSet::new();
        for unit in &self.units {
            known.extend(unit.iter().flatten());
            rest(UNIT_TAKES).await;
        }
        let sets: Vec<&BTreeSet<String>> = known.into_iter().collect();
        let place = |set: &Option<BTreeSet<String>>| sets.binary_search(&set.as_ref()?).ok();
        let mut rows = Rows::default();
        for unit in &self.units {
            rows.add(unit.iter().map(place).collect()).await;
        }
        (rows, sets)
    }
}

/// What every two of some sets have in common.
pub(super) struct Common {
    /// How many codes each set has.
    sizes: Vec<u32>,
    /// For each set those after it with which it has codes in common, and how many.
    shared: Vec<Vec<(usize, u32)>>,
}

/// How alike every two of some sets are: one minus their distance, 0 to 1.
pub(super) struct Likeness {
    /// For each set those after it with which it has anything in common.
    rows: Vec<Vec<(usize, f64)>>,
}

impl Common {
    /// Compares different sets, of which there may be too many.
    pub(super) async fn of(sets: &[&BTreeSet<String>]) -> Option<Self> {
        if sets.len() > limits::COMPARED {
            return None;
        }
        let codes: BTreeSet<&str> = sets.iter().flat_map(|set| set.iter()).map(String::as_str).collect();
        let places: BTreeMap<&str, usize> = codes.into_iter().zip(0..).collect();
        let marks = |set: &&BTreeSet<String>| -> Vec<u64> {
            let mut marks = vec![0; places.len().div_ceil(64)];
            for place in set.iter().filter_map(|code| places.get(code.as_str())) {
                marks.get_mut(place / 64).into_iter().for_each(|word| *word |= 1 << (place % 64));
            }
            marks
        };
        let marked: Vec<Vec<u64>> = sets.iter().map(marks).collect();
        let count = |a: &[u64], b: &[u64]| a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum::<u32>();
        let mut shared = Vec::with_capacity(sets.len());
        for (at, marks) in told(&marked).enumerate() {
            let later = marked.iter().enumerate().skip(at + 1).map(|(place, other)| (place, count(marks, other)));
            shared.push(later.filter(|(_, common)| *common > 0).collect());
            rest(pairs_take(sets.len() * (1 + marks.len()))).await;
        }
        Some(Self { sizes: marked.iter().map(|marks| count(marks, marks)).collect(), shared })
    }

    pub(super) async fn likeness(&self, distance: SetDistance) -> Likeness {
        let mut rows = Vec::with_capacity(self.sizes.len());
        for (size, shared) in self.sizes.iter().zip(&self.shared) {
            let alike = |(place, common): &(usize, u32)| {
                let other = self.sizes.get(*place).copied().unwrap_or_default();
                (*place, alike(distance, *common, *size, other))
            };
            rows.push(shared.iter().map(alike).collect());
            rest(pairs_take(shared.len())).await;
        }
        Likeness { rows }
    }
}

impl Likeness {
    fn of(&self, a: usize, b: usize) -> f64 {
        let row = self.rows.get(a.min(b)).map(Vec::as_slice).unwrap_or_default();
        let found = row.binary_search_by_key(&a.max(b), |(place, _)| *place).ok().and_then(|at| row.get(at));
        found.map_or(0.0, |(_, alike)| *alike)
    }

    /// What alpha of these takes, as [`rest`] counts.
    pub(super) fn takes(&self) -> u64 {
        pairs_take(self.rows.iter().map(Vec::len).sum())
    }
}

impl Kinds {
    /// Alpha of so many units of each kind, whose categories are sets.
    pub(super) fn alpha_of_sets(&self, likeness: &Likeness, counts: &[f64]) -> Option<f64> {
        let margins = self.margins(counts);
        let total: f64 = margins.iter().sum();
        // Sets that have nothing in common are as far apart as can be: those that have tell by how much less.
        let likest = |(margin, row): (&f64, &Vec<(usize, f64)>)| {
            if *margin == 0.0 {
                return 0.0;
            }
            let other = |(place, alike): &(usize, f64)| margins.get(*place).copied().unwrap_or_default() * alike;
            margin * (margin + 2.0 * row.iter().map(other).sum::<f64>())
        };
        let expected = total * total - margins.iter().zip(&likeness.rows).map(likest).sum::<f64>();
        let observed = self.observed(counts, |a, b| if a == b { 0.0 } else { 1.0 - likeness.of(a, b) });
        // Where all are equal nothing is left but what sums lose.
        alpha(observed, if expected > total * 1e-9 { expected } else { 0.0 }, total)
    }
}

/// What so many pairs take, as [`rest`] counts.
pub(super) fn pairs_take(pairs: usize) -> u64 {
    pairs as u64 >> 9
}

/// How alike two different sets are that have so many codes in common, of so many each: 1 where nothing parts them.
fn alike(distance: SetDistance, common: u32, size: u32, other: u32) -> f64 {
    let jaccard = f64::from(common) / f64::from(size + other - common);
    match distance {
        SetDistance::Jaccard => jaccard,
        SetDistance::Masi if common == size.min(other) => jaccard * 2.0 / 3.0,
        SetDistance::Masi => jaccard / 3.0,
    }
}
