//! How hot a search is and for how long: fitted to rosters of 50 to 50,000 people, the same for all of them.

use crate::job::{rest, step_ends, told};

use super::random::Random;
use super::state::State;

/// A round starts as warm as a typical change of cost, times this.
pub(super) const HOT: f64 = 0.7;
/// The first round starts from people who were put together with care, not by chance: at this part of `HOT`.
pub(super) const FIRST: f64 = 0.6;
/// Later rounds start from the best, warmed to this part of `HOT`; each so manieth starts afresh. A round of many units
/// is long, and what it found is worth more than what chance would find.
const FEW: (f64, u32) = (0.45, 3);
const MANY: (f64, u32) = (0.35, 6);
/// How many units are many.
const LARGE: usize = 500;

/// How warm rounds start that go on from the best, and how many rounds apart those are that do not.
pub(super) fn warmed(units: usize) -> (f64, u32) {
    if units < LARGE { FEW } else { MANY }
}

/// Moves for each unit in a first round: the more units, the fewer, so that a large roster has an answer in seconds.
pub(super) fn per_unit(units: u64) -> u64 {
    (5_000_000 / units).clamp(400, 2_000)
}

/// What moving a unit takes, as [`rest`] counts.
pub(super) const UNIT_TAKES: u64 = 1;

/// By how much a typical change alters the cost, were every place allowed; in steps.
pub(super) async fn typical(state: &mut State, movable: &[u32], random: &mut Random) -> f64 {
    let units = state.model.units.len();
    let circles = state.model.counts.first().map_or(1, |count| *count as usize).max(1);
    let places = state.places();
    for unit in told(movable) {
        let change = state.relocation(*unit as usize, random.below(circles.min(state.model.waiting())));
        if state.fits(&change) {
            state.apply(&change);
        }
        rest(UNIT_TAKES).await;
    }
    state.weigh(0, 0);
    let (mut sum, mut seen) = (0, 0);
    for _ in 0..400 {
        let (one, other) = random.two(units, units);
        // In the only circle that there is, nobody changes places with another, but one may leave.
        let change = match circles {
            1 => state.relocation(one, state.model.waiting()),
            _ => state.swap(one, other),
        };
        if change.from != change.to && state.fits(&change) {
            sum += state.price(&change, i64::MAX).abs();
            seen += 1;
        }
    }
    step_ends().await;
    state.weigh(1, 1);
    state.restore(&places);
    (sum as f64 / f64::from(seen.max(1))).max(1.0)
}
