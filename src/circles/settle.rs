//! From any state to a valid one: whoever breaks a rule waits, and whoever waits is placed where nothing breaks.

use crate::job::told;

use super::criteria::{Change, Class};
use super::random::Random;
use super::state::State;

/// The fewest circles at which one waiting unit is tried, and the most in which one who makes room is, where there are so
/// many.
const FEWEST: usize = 16;
const NEAR: usize = 64;
/// Places that are tried in all: where few wait in a large programme, each of them sees every circle.
const LOOKS: usize = 50_000;
/// People who are asked in all whether they make room.
const ROOMS: usize = 20_000;

/// Units that are looked at, at random, for each place of a circle that is founded; and attempts for each circle.
const ASKED: usize = 128;
const ATTEMPTS: usize = 4;

/// Breaks every breach by letting units wait, then places waiting units where that breaks nothing.
/// Where the number of circles is given, those that are still empty are founded with people whom others can spare.
pub(super) fn settle(state: &mut State, open: usize, random: &mut Random) {
    for circle in told(0..state.model.waiting()) {
        mend(state, circle);
    }
    place(state, open, random);
    if state.model.rules.circles.is_some() {
        let empty: Vec<usize> = (0..open).filter(|circle| state.people(*circle) == 0).collect();
        for circle in empty {
            let _ = (0..ATTEMPTS).any(|_| found(state, circle, random));
        }
    }
}

/// A circle anew around those who are locked in it; all stay where they were if none can be made.
pub(super) fn around(state: &mut State, circle: usize, locked: &[usize], random: &mut Random) {
    let before = state.places();
    let other = |unit: &u32| !locked.contains(&(*unit as usize));
    let others: Vec<u32> = state.members(circle).iter().copied().filter(other).collect();
    let list = state.model.waiting();
    let there = others.iter().map(|unit| (*unit as usize, list)).chain(locked.iter().map(|unit| (*unit, circle)));
    for (unit, to) in there {
        let change = state.relocation(unit, to);
        if change.from != change.to && state.fits(&change) {
            state.apply(&change);
        }
    }
    let all = locked.iter().all(|unit| state.circle_of(*unit) == circle);
    let stands = all && (state.breaches(circle) == 0 || (0..ATTEMPTS).any(|_| found(state, circle, random)));
    if !stands {
        state.restore(&before);
    }
}

/// Brings people together in an empty circle, or with those who are there, from the list and from circles that stand without them; nobody moves if
/// that does not make a circle.
fn found(state: &mut State, circle: usize, random: &mut Random) -> bool {
    let mut moved = Vec::new();
    while state.people(circle) < state.model.size.max {
        let Some(change) = next(state, circle, random) else { break };
        state.apply(&change);
        if state.breaches(circle) == 0 {
            return true;
        }
        moved.push((change.unit, change.from));
    }
    for (unit, from) in moved.into_iter().rev() {
        let back = state.relocation(unit, from);
        state.apply(&back);
    }
    false
}

/// Of some units, the one that a circle to be founded can best use and that its own can spare.
fn next(state: &mut State, circle: usize, random: &mut Random) -> Option<Change> {
    let mut best: Option<((i64, i64), Change)> = None;
    for _ in 0..ASKED {
        let unit = random.below(state.tied.len());
        let change = state.relocation(unit, circle);
        if state.tied[unit] || change.from == circle || !state.fits(&change) || !spared(state, &change) {
            continue;
        }
        let price = (breaches(state, &change), state.price(&change, i64::MAX));
        if best.as_ref().is_none_or(|(known, _)| price < *known) {
            best = Some((price, change));
        }
    }
    best.map(|(_, change)| change)
}

/// Whether the circle that somebody leaves still stands, with somebody in it.
fn spared(state: &mut State, change: &Change) -> bool {
    if change.from == state.model.waiting() {
        return true;
    }
    state.apply(change);
    let stands = state.people(change.from) > 0 && state.breaches(change.from) == 0;
    let back = state.relocation(change.unit, change.from);
    state.apply(&back);
    stands
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

/// Places those who wait: where they break nothing for least, or else where somebody makes room who fits elsewhere.
fn place(state: &mut State, open: usize, random: &mut Random) {
    let list = state.model.waiting();
    // Those who are locked have a circle of their own, or none.
    let free = |unit: &u32| !state.tied[*unit as usize];
    let mut units: Vec<u32> = state.members(list).iter().copied().filter(free).collect();
    units.sort_unstable();
    random.shuffle(&mut units);
    let tried = open.min(FEWEST.max(LOOKS / units.len().max(1)));
    let mut looks = ROOMS;
    for unit in told(units).map(|unit| unit as usize) {
        let first = random.below(open.max(1));
        let circles = (0..tried).map(|step| (first + step) % open).filter(|circle| state.people(*circle) > 0);
        let circles: Vec<usize> = circles.collect();
        match seat(state, unit, &circles) {
            Some(change) => state.apply(&change),
            None => make_room(state, unit, &circles, &mut looks),
        }
    }
}

/// The cheapest of some circles in which a unit breaks nothing.
fn seat(state: &State, unit: usize, circles: &[usize]) -> Option<Change> {
    let changes = circles.iter().map(|circle| state.relocation(unit, *circle));
    let changes = changes.filter(|change| change.from != change.to && state.fits(change));
    let changes = changes.filter(|change| breaches(state, change) <= 0);
    changes.min_by_key(|change| (state.price(change, i64::MAX), change.to))
}

/// Gives a unit the place of another that finds one in a third circle, if there is one who does and looks are left.
fn make_room(state: &mut State, unit: usize, circles: &[usize], looks: &mut usize) {
    for circle in circles {
        for other in state.members(*circle).to_vec() {
            if *looks == 0 {
                return;
            }
            *looks -= 1;
            let other = other as usize;
            let change = state.swap(unit, other);
            if state.tied[other] || !state.fits(&change) || breaches(state, &change) > 0 {
                continue;
            }
            state.apply(&change);
            let near = &circles[..circles.len().min(NEAR)];
            if let Some(change) = seat(state, other, near) {
                return state.apply(&change);
            }
            let back = state.swap(other, unit);
            state.apply(&back);
        }
    }
}
