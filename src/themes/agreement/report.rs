//! Everything that can be said about one table of ratings, at once.

use serde::{Deserialize, Serialize};

use super::bootstrap::bootstrap_in_steps;
use super::kinds::Kinds;
use super::ratings::Table;
use super::sets::{Common, pairs_take};
use super::{Coefficient, Estimate, Level, Ratings, SetDistance, SetRatings};
use crate::job::{rest, whole};

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
        let Table { values, units, .. } = self.table();
        rest(self.units.len() as u64).await;
        let kinds = Kinds::new(units.iter().map(|unit| unit.iter().copied()), values.len());
        rest(self.units.len() as u64).await;
        let alpha = async |level| {
            // Of proportions every two are compared.
            let takes = if level == Level::Ratio { pairs_take(2 * values.len() * values.len()) } else { 0 };
            resampled(&kinds, resampling, takes, |counts| kinds.alpha(level, &values, counts)).await
        };
        let nominal = alpha(Level::Nominal).await;
        // Two values, such as yes and no, are as far apart whatever they mean.
        let two = values.len() <= 2 && values.iter().all(|value| *value >= 0.0);
        let other = async |level| if two { nominal } else { alpha(level).await };
        let estimate = async |coefficient| {
            rest(self.units.len() as u64).await;
            self.estimate(coefficient)
        };
        Coefficients {
            percent: estimate(Coefficient::Percent).await,
            conger: estimate(Coefficient::Conger).await,
            fleiss: estimate(Coefficient::Fleiss).await,
            brennan_prediger: estimate(Coefficient::BrennanPrediger).await,
            gwet: estimate(Coefficient::Gwet).await,
            krippendorff: estimate(Coefficient::Krippendorff).await,
            nominal,
            ordinal: other(Level::Ordinal).await,
            interval: other(Level::Interval).await,
            ratio: other(Level::Ratio).await,
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
        let (kinds, sets) = self.kinds();
        rest(self.units.len() as u64).await;
        let Some(common) = Common::of(&sets).await else { return SetCoefficients::default() };
        let alpha = async |distance| {
            let likeness = common.likeness(distance).await;
            let takes = likeness.takes();
            resampled(&kinds, resampling, takes, |counts| kinds.alpha_of_sets(&likeness, counts)).await
        };
        SetCoefficients { masi: alpha(SetDistance::Masi).await, jaccard: alpha(SetDistance::Jaccard).await }
    }
}

/// A coefficient of units that is told how many of each kind there are, and takes so much beside counting these.
async fn resampled(
    kinds: &Kinds,
    Resampling { samples, seed }: Resampling,
    takes: u64,
    coefficient: impl Fn(&[f64]) -> Option<f64>,
) -> Option<Resampled> {
    let value = coefficient(kinds.counts())?;
    let drawn = |units: &[usize]| coefficient(&kinds.counted(units));
    let interval = bootstrap_in_steps(kinds.units(), samples, u64::from(seed), takes, drawn).await;
    Some(Resampled { value, low: interval.map(|i| i.low), high: interval.map(|i| i.high) })
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
            let Table { values, units, .. } = ratings.table();
            let kinds = Kinds::new(units.iter().map(|unit| unit.iter().copied()), values.len());
            let alpha = |counts: &[f64]| kinds.alpha(level, &values, counts);
            let itself = whole(resampled(&kinds, Resampling { samples: 50, seed: 3 }, 0, alpha)).unwrap();
            let said = report.nominal.unwrap();
            assert!((said.value - itself.value).abs() < 1e-12, "{level:?}");
            assert!((said.low.unwrap() - itself.low.unwrap()).abs() < 1e-12, "{level:?}");
            assert!((said.high.unwrap() - itself.high.unwrap()).abs() < 1e-12, "{level:?}");
        }
        assert_eq!(report.ratio, report.nominal);
    }
}
