//! From any state to a valid one: whoever breaks a rule waits, and whoever waits is placed where nothing breaks.

use super::criteria::{Change, Class};
use super::random::Random;
use super::state::State;

/// The most circles at which one waiting unit is tried.
const TRIED: usize = 64;

/// Breaks every breach by letting units wait, then places waiting units where that breaks nothing.
pub(super) fn settle(state: &mut State, open: usize, random: &mut Random) {
    for circle in 0..state.model.waiting() {
        mend(state, circle);
    }
    place(state, open, random);
}

fn mend(state: &mut State, circle: usize) {
    while state.breaches(circle) > 0 {
        let list = state.model.waiting();
        let free = |unit: &u32| !state.tied[*unit as usize];
        let units: Vec<u32> = state.members(circle).iter().copied().filter(free).collect();
        let before = state.breaches(circle);
        let out = |unit: &u32| state.relocation(*unit as usize, list);
        let best = units.iter().map(out).min_by_key(|change| (breaches(state, change), state.price(change, i64::MAX)));
        match best {
            // Only those who are locked here are left: a circle that breaks a rule is none, not even with them.
            None => match state.members(circle).first().copied() {
                None => return,
                Some(unit) => {
                    let change = state.relocation(unit as usize, list);
                    state.apply(&change);
                }
            },
            Some(change) if before + breaches(state, &change) < before => state.apply(&change),
            // No single person is to blame: the circle does not stand, but for those who are tied to it.
            Some(_) => {
                for unit in units {
                    let change = state.relocation(unit as usize, list);
                    state.apply(&change);
                }
            }
        }
    }
}

/// What a change adds to breaches of rules that must hold.
pub(super) fn breaches(state: &State, change: &Change) -> i64 {
    state.price_of(change, Class::Must)
}

fn place(state: &mut State, open: usize, random: &mut Random) {
    let list = state.model.waiting();
    // Those who are locked have a circle of their own, or none.
    let free = |unit: &u32| !state.tied[*unit as usize];
    let mut units: Vec<u32> = state.members(list).iter().copied().filter(free).collect();
    units.sort_unstable();
    random.shuffle(&mut units);
    for unit in units.into_iter().map(|unit| unit as usize) {
        let first = random.below(open.max(1));
        let circles = (0..open.min(TRIED)).map(|step| (first + step) % open).filter(|circle| state.people(*circle) > 0);
        let changes = circles.map(|circle| state.relocation(unit, circle));
        let changes = changes.filter(|change| state.fits(change) && breaches(state, change) <= 0);
        let best = changes.min_by_key(|change| (state.price(change, i64::MAX), change.to));
        if let Some(change) = best {
            state.apply(&change);
        }
    }
}
