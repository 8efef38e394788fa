//! Everything that can be said about one table of ratings, at once.

use serde::{Deserialize, Serialize};

use super::bootstrap::intervals;
use super::chance::Sums;
use super::kinds::Kinds;
use super::ratings::{Rows, Table};
use super::sets::{Common, Likeness, pairs_take};
use super::{Coefficient, Estimate, Interval, Level, Ratings, SetDistance, SetRatings};
use crate::job::{rest, whole};
use crate::ordered::BTreeSet;

/// How intervals are resampled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct Resampling {
    /// How many samples are drawn; 1,000 when left out.
    pub samples: u32,
    /// What decides the samples: one seed, one interval.
    pub seed: u32,
}

impl Default for Resampling {
    fn default() -> Self {
        Self { samples: 1_000, seed: 1 }
    }
}

/// A coefficient with an interval by resampling units.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Resampled {
    /// The coefficient.
    pub value: f64,
    /// The lower end of the 95 % interval; nothing when too few samples have the coefficient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper end of the 95 % interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

/// All coefficients of a table of ratings; one is left out when the ratings say nothing about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Coefficients {
    /// The share of agreeing pairs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Estimate>,
    /// Conger's kappa; with two coders this is Cohen's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conger: Option<Estimate>,
    /// Fleiss' kappa.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fleiss: Option<Estimate>,
    /// Brennan and Prediger's coefficient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brennan_prediger: Option<Estimate>,
    /// Gwet's AC1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gwet: Option<Estimate>,
    /// Krippendorff's alpha for names, with Gwet's analytic interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub krippendorff: Option<Estimate>,
    /// Krippendorff's alpha for names, resampled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nominal: Option<Resampled>,
    /// Krippendorff's alpha for ranks, resampled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<Resampled>,
    /// Krippendorff's alpha for numbers, resampled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Resampled>,
    /// Krippendorff's alpha for proportions, resampled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio: Option<Resampled>,
}

/// Alpha over sets of codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct SetCoefficients {
    /// With MASI's distance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub masi: Option<Resampled>,
    /// With Jaccard's distance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jaccard: Option<Resampled>,
}

impl Ratings {
    /// All coefficients at once.
    pub fn report(&self, resampling: Resampling) -> Coefficients {
        whole(self.report_in_steps(resampling))
    }

    /// The same in steps.
    pub(crate) async fn report_in_steps(&self, resampling: Resampling) -> Coefficients {
        let table = self.table().await;
        let kinds = Kinds::new(&table.rows, table.values.len());
        rest(self.units.len() as u64 / UNITS).await;
        let two = table.has_two();
        // Of proportions every two are compared.
        let takes = if two { 0 } else { pairs_take(2 * table.values.len() * table.values.len()) };
        let levels = [Level::Nominal, Level::Ordinal, Level::Interval, Level::Ratio];
        let levels = levels.get(..if two { 1 } else { 4 }).unwrap_or_default();
        let alpha = |counts: &[f64]| levels.iter().map(|level| kinds.alpha(*level, &table.values, counts)).collect();
        let mut alphas = resampled(&kinds, resampling, takes, &alpha).await.into_iter();
        let nominal = alphas.next().flatten();
        let mut other = || if two { nominal } else { alphas.next().flatten() };
        let [ordinal, interval, ratio] = [other(), other(), other()];
        Coefficients { nominal, ordinal, interval, ratio, ..table.estimates().await }
    }
}

impl Table {
    /// Two values, such as yes and no, are as far apart whatever they mean.
    fn has_two(&self) -> bool {
        self.values.len() <= 2 && self.values.iter().all(|value| *value >= 0.0)
    }

    /// What has an analytic interval.
    async fn estimates(&self) -> Coefficients {
        let Some(sums) = Sums::new(self) else { return Coefficients::default() };
        let estimate = async |coefficient| {
            rest(self.rows.of_unit.len() as u64 / UNITS + self.rows.rows.len() as u64 / 4).await;
            self.estimate(&sums, coefficient)
        };
        Coefficients {
            percent: estimate(Coefficient::Percent).await,
            conger: estimate(Coefficient::Conger).await,
            fleiss: estimate(Coefficient::Fleiss).await,
            brennan_prediger: estimate(Coefficient::BrennanPrediger).await,
            gwet: estimate(Coefficient::Gwet).await,
            krippendorff: estimate(Coefficient::Krippendorff).await,
            ..Coefficients::default()
        }
    }
}

impl SetRatings {
    /// Alpha by both distances.
    pub fn report(&self, resampling: Resampling) -> SetCoefficients {
        whole(self.report_in_steps(resampling))
    }

    /// The same in steps.
    pub(crate) async fn report_in_steps(&self, resampling: Resampling) -> SetCoefficients {
        self.reports(&[], resampling).await.1
    }

    /// The same, and before it all coefficients of whether units carry a code, for each of some codes.
    pub(crate) async fn reports(&self, codes: &[&str], resampling: Resampling) -> (Vec<Coefficients>, SetCoefficients) {
        let (rows, sets) = self.rows().await;
        let kinds = Kinds::new(&rows, sets.len());
        rest(self.units.len() as u64 / UNITS).await;
        let mut tables = Vec::with_capacity(codes.len());
        for code in codes {
            let table = carrying(code, &rows, &sets);
            let own = Kinds::new(&table.rows, table.values.len());
            let within = kinds.within(&own);
            tables.push((table, own, within));
            rest(self.units.len() as u64 / UNITS + rows.rows.len() as u64 / 4).await;
        }
        let common = Common::of(&sets).await;
        let mut alike = Vec::new();
        if let Some(common) = &common {
            for distance in [SetDistance::Masi, SetDistance::Jaccard] {
                alike.push(common.likeness(distance).await);
            }
        }
        let all = |counts: &[f64]| {
            let of_code = |(table, own, within): &(Table, Kinds, Vec<usize>)| {
                let mut here = vec![0.0; own.counts().len()];
                for (count, place) in counts.iter().zip(within) {
                    here.get_mut(*place).into_iter().for_each(|here| *here += count);
                }
                own.alpha(Level::Nominal, &table.values, &here)
            };
            let of_sets = alike.iter().map(|likeness| kinds.alpha_of_sets(likeness, counts));
            tables.iter().map(of_code).chain(of_sets).collect()
        };
        let takes: u64 = alike.iter().map(Likeness::takes).sum();
        let takes = takes + (codes.len() * rows.rows.len()) as u64 / UNITS;
        let mut alphas = resampled(&kinds, resampling, takes, &all).await.into_iter();
        let mut by_code = Vec::with_capacity(codes.len());
        for (table, ..) in &tables {
            let nominal = alphas.next().flatten();
            let (ordinal, interval, ratio) = (nominal, nominal, nominal);
            by_code.push(Coefficients { nominal, ordinal, interval, ratio, ..table.estimates().await });
        }
        let (masi, jaccard) = (alphas.next().flatten(), alphas.next().flatten());
        (by_code, SetCoefficients { masi, jaccard })
    }
}

/// Units that are looked at in what counts as one for [`rest`].
const UNITS: u64 = 50;

/// Whether units carry a code: 1 or 0.
fn carrying(code: &str, rows: &Rows, sets: &[&BTreeSet<String>]) -> Table {
    let has: Vec<bool> = sets.iter().map(|set| set.contains(code)).collect();
    let mut values: Vec<f64> = has.iter().map(|has| f64::from(u8::from(*has))).collect();
    values.sort_unstable_by(f64::total_cmp);
    values.dedup();
    let place = |has: bool| usize::from(has && values.len() > 1);
    let row = |row: &Vec<Option<usize>>| -> Vec<Option<usize>> {
        row.iter().map(|set| set.and_then(|set| has.get(set)).map(|has| place(*has))).collect()
    };
    let coders = rows.rows.iter().map(Vec::len).max().unwrap_or_default();
    let of_unit = rows.of_unit.clone();
    let rows = Rows { rows: rows.rows.iter().map(row).collect(), of_unit, ..Rows::default() };
    Table { values, rows, coders }
}

/// Coefficients of units that are told how many of each kind there are, and take so much beside counting these.
async fn resampled(
    kinds: &Kinds,
    resampling: Resampling,
    takes: u64,
    coefficients: &dyn Fn(&[f64]) -> Vec<Option<f64>>,
) -> Vec<Option<Resampled>> {
    let values = coefficients(kinds.counts());
    let none = values.iter().all(Option::is_none);
    let resampling = Resampling { samples: if none { 0 } else { resampling.samples }, ..resampling };
    let intervals = intervals(kinds, resampling, takes, coefficients).await;
    let one = |(value, interval): (Option<f64>, Option<Interval>)| {
        Some(Resampled { value: value?, low: interval.map(|i| i.low), high: interval.map(|i| i.high) })
    };
    values.into_iter().zip(intervals).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is done once for yes and no is what each level would say.
    #[test]
    fn two_values_agree_alike_on_every_level() {
        let unit = |at: u32| {
            vec![Some(f64::from(at % 3 / 2)), (!at.is_multiple_of(7)).then(|| f64::from(at % 5 / 4)), Some(1.0)]
        };
        let ratings = Ratings { units: (0..30).map(unit).collect() };
        let report = ratings.report(Resampling { samples: 50, seed: 3 });
        for level in [Level::Ordinal, Level::Interval, Level::Ratio] {
            let Table { values, rows, .. } = whole(ratings.table());
            let kinds = Kinds::new(&rows, values.len());
            let alpha = |counts: &[f64]| vec![kinds.alpha(level, &values, counts)];
            let itself = whole(resampled(&kinds, Resampling { samples: 50, seed: 3 }, 0, &alpha)).remove(0).unwrap();
            let said = report.nominal.unwrap();
            assert!((said.value - itself.value).abs() < 1e-12, "{level:?}");
            assert!((said.low.unwrap() - itself.low.unwrap()).abs() < 1e-12, "{level:?}");
            assert!((said.high.unwrap() - itself.high.unwrap()).abs() < 1e-12, "{level:?}");
        }
        assert_eq!(report.ratio, report.nominal);
    }
}
