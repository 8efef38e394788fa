//! Everything that can be said about one table of ratings, at once.

use serde::{Deserialize, Serialize};

use super::{Coefficient, Estimate, Level, Ratings, SetDistance, SetRatings, bootstrap};

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
        let alpha = |level| resampled(&self.units, resampling, |units| Self { units }.alpha(level));
        Coefficients {
            percent: self.estimate(Coefficient::Percent),
            conger: self.estimate(Coefficient::Conger),
            fleiss: self.estimate(Coefficient::Fleiss),
            brennan_prediger: self.estimate(Coefficient::BrennanPrediger),
            gwet: self.estimate(Coefficient::Gwet),
            krippendorff: self.estimate(Coefficient::Krippendorff),
            nominal: alpha(Level::Nominal),
            ordinal: alpha(Level::Ordinal),
            interval: alpha(Level::Interval),
            ratio: alpha(Level::Ratio),
        }
    }
}

impl SetRatings {
    /// Alpha by both distances.
    pub fn report(&self, resampling: Resampling) -> SetCoefficients {
        let alpha = |distance| resampled(&self.units, resampling, |units| Self { units }.alpha(distance));
        SetCoefficients { masi: alpha(SetDistance::Masi), jaccard: alpha(SetDistance::Jaccard) }
    }
}

fn resampled<U: Clone>(
    units: &[U],
    Resampling { samples, seed }: Resampling,
    coefficient: impl Fn(Vec<U>) -> Option<f64>,
) -> Option<Resampled> {
    let value = coefficient(units.to_vec())?;
    let interval = bootstrap(units, samples, u64::from(seed), coefficient);
    Some(Resampled { value, low: interval.map(|i| i.low), high: interval.map(|i| i.high) })
}
