//! Intervals by resampling units, for coefficients without a formula.

use serde::{Deserialize, Serialize};

use crate::job::{rest, told, whole};

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
    whole(bootstrap_in_steps(units, samples, seed, 0, coefficient))
}

/// What each unit of a sample takes at most, as [`rest`] counts, by hundreds; and a sample by itself.
const UNITS_TAKE: u64 = 2;
const SAMPLE_TAKES: u64 = 5;

/// The same in steps, of a coefficient that takes so much beside looking at each place.
pub(super) async fn bootstrap_in_steps(
    units: usize,
    samples: u32,
    seed: u64,
    takes: u64,
    mut coefficient: impl FnMut(&[usize]) -> Option<f64>,
) -> Option<Interval> {
    let mut random = SplitMix(seed);
    let (mut places, mut values) = (vec![0; units], Vec::new());
    for _ in told(0..samples) {
        places.iter_mut().for_each(|place| *place = random.below(units as u64) as usize);
        values.extend(coefficient(&places));
        rest(SAMPLE_TAKES + takes + units as u64 * UNITS_TAKE / 100).await;
    }
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
        let wide = u128::from(self.next()) * u128::from(bound);
        u64::try_from(wide >> 64).unwrap_or_default()
    }
}
