//! Intervals by resampling units, for coefficients without a formula.

use serde::{Deserialize, Serialize};

use super::Resampling;
use super::kinds::Kinds;
use crate::job::{rest, told};

/// An interval by resampling.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The 95 % percentile interval of a coefficient: `samples` times as many of so many units as there are, drawn with
/// replacement by `seed`; the coefficient is told their places. Nothing when fewer than half of the samples have it.
///
/// ```
/// use peer_circle::themes::agreement::{Level, Ratings, bootstrap};
///
/// let units = (0..40).map(|unit| vec![Some(f64::from(unit % 3)), Some(f64::from((unit + unit / 30) % 3))]).collect();
/// let Ratings { units } = Ratings::by_unit(units)?;
/// let drawn = |places: &[usize]| Ratings { units: places.iter().map(|place| units[*place].clone()).collect() };
/// let interval = bootstrap(40, 200, 7, |places| drawn(places).alpha(Level::Nominal)).expect("most samples vary");
/// assert!(interval.low < 0.62 && 0.62 < interval.high);
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub fn bootstrap(
    units: usize,
    samples: u32,
    seed: u64,
    coefficient: impl FnMut(&[usize]) -> Option<f64>,
) -> Option<Interval> {
    let mut random = SplitMix(seed);
    let (mut places, mut values, mut coefficient) = (vec![0; units], Vec::new(), coefficient);
    for _ in told(0..samples) {
        places.iter_mut().for_each(|place| *place = random.below(units as u64) as usize);
        values.extend(coefficient(&places));
    }
    interval(values, samples)
}

/// Units that are drawn between two rests, and how many in what counts as one; and what a sample takes by itself.
const DRAWN: usize = 10_000;
const UNITS: u64 = 100;
const SAMPLE_TAKES: u64 = 5;

/// The intervals of several coefficients in steps, which are told how many of the drawn units are of each kind, and take
/// so much together beside the drawing. All look at the same samples: those that each would draw alone.
pub(super) async fn intervals(
    kinds: &Kinds,
    Resampling { samples, seed }: Resampling,
    takes: u64,
    coefficients: &dyn Fn(&[f64]) -> Vec<Option<f64>>,
) -> Vec<Option<Interval>> {
    let mut random = SplitMix(u64::from(seed));
    let mut values: Vec<Vec<f64>> = coefficients(kinds.counts()).iter().map(|_| Vec::new()).collect();
    let mut counts = vec![0.0; kinds.counts().len()];
    for _ in told(0..samples) {
        counts.fill(0.0);
        let mut left = kinds.units();
        while left > 0 {
            let some = left.min(DRAWN);
            kinds.draw(some, &mut random, &mut counts);
            left -= some;
            rest(1 + some as u64 / UNITS).await;
        }
        values.iter_mut().zip(coefficients(&counts)).for_each(|(all, value)| all.extend(value));
        rest(SAMPLE_TAKES + takes).await;
    }
    values.into_iter().map(|values| interval(values, samples)).collect()
}

fn interval(mut values: Vec<f64>, samples: u32) -> Option<Interval> {
    if values.len() < 2 || values.len() * 2 < samples as usize {
        return None;
    }
    values.sort_by(f64::total_cmp);
    Some(Interval { low: quantile(&values, 0.025)?, high: quantile(&values, 0.975)? })
}

/// The value at a share of a sorted list, between neighbours by proportion.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * super::chance::count(sorted.len() - 1);
    let (below, part) = (libm::floor(place), place - libm::floor(place));
    let low = sorted.get(below as usize)?;
    let high = sorted.get(below as usize + 1).unwrap_or(low);
    Some(low + part * (high - low))
}

/// The generator of G. Steele, D. Lea and C. Flood (OOPSLA 2014): small, seeded, the same on every platform.
pub(crate) struct SplitMix(pub(crate) u64);

impl SplitMix {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, each as likely.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        let number = self.next();
        if let Ok(bound) = u32::try_from(bound) {
            // The upper half of the product, without numbers of 128 bits, which browsers do not have.
            let (high, low, bound) = (number >> 32, number & u64::from(u32::MAX), u64::from(bound));
            return (high * bound + ((low * bound) >> 32)) >> 32;
        }
        let wide = u128::from(number) * u128::from(bound);
        u64::try_from(wide >> 64).unwrap_or_default()
    }
}
