//! From any state to a valid one: whoever breaks a rule waits, and whoever waits is placed where nothing breaks.

use std::vec::IntoIter;

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

/// What asking somebody counts as beside a place that is looked at.
const ROOM: usize = 4;

/// Units that are looked at, at random, for each place of a circle that is founded; and attempts for each circle.
const ASKED: usize = 128;
const ATTEMPTS: usize = 4;

/// Breaks every breach by letting units wait, then places waiting units where that breaks nothing. Where the number of
/// circles is given, those that are still empty are founded with people whom others can spare.
///
/// It is done piece by piece, since it takes long where many wait.
pub(super) struct Settling {
    open: usize,
    stage: Stage,
}

/// How far it is.
enum Stage {
    /// From this circle on breaches are still to be broken.
    Mending(usize),
    /// Units are still to be placed, each in some of so many circles; so many people may still be asked to make room.
    Placing(IntoIter<u32>, usize, usize),
    /// Circles are still to be founded, the first with so many attempts.
    Founding(IntoIter<usize>, Option<(usize, usize)>),
    Settled,
}

impl Settling {
    /// Nothing is done yet; so many circles are to be filled.
    pub(super) fn new(open: usize) -> Self {
        Self { open, stage: Stage::Mending(0) }
    }

    /// Does some more, as long as places are left to be looked at; whether everything is done.
    pub(super) fn goes_on(&mut self, state: &mut State, random: &mut Random, left: &mut usize) -> bool {
        loop {
            let looked = match &mut self.stage {
                Stage::Settled => return true,
                _ if *left == 0 => return false,
                Stage::Mending(circle) if *circle < state.model.waiting() => {
                    *circle += 1;
                    1 + mend(state, *circle - 1)
                }
                Stage::Mending(_) => {
                    let (units, tried) = unplaced(state, self.open, random);
                    self.stage = Stage::Placing(units.into_iter(), tried, ROOMS);
                    0
                }
                Stage::Placing(units, tried, looks) => match units.next() {
                    Some(unit) => place(state, unit as usize, (self.open, *tried), looks, random),
                    None => {
                        self.stage = Stage::Founding(empty(state, self.open).into_iter(), None);
                        0
                    }
                },
                Stage::Founding(circles, trying) => match trying.take().or_else(|| Some((circles.next()?, ATTEMPTS))) {
                    Some((circle, attempts)) => {
                        let (founded, looked) = found(state, circle, random);
                        *trying = (!founded && attempts > 1).then(|| (circle, attempts - 1));
                        looked
                    }
                    None => {
                        self.stage = Stage::Settled;
                        0
                    }
                },
            };
            *left = left.saturating_sub(looked);
        }
    }
}

/// The circles to be founded.
fn empty(state: &State, open: usize) -> Vec<usize> {
    let open = if state.model.rules.circles.is_some() { open } else { 0 };
    (0..open).filter(|circle| state.people(*circle) == 0).collect()
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
    let stands = all && (state.breaches(circle) == 0 || (0..ATTEMPTS).any(|_| found(state, circle, random).0));
    if !stands {
        state.restore(&before);
    }
}

/// Brings people together in an empty circle, or with those who are there, from the list and from circles that stand
/// without them; nobody moves if that does not make a circle. Whether it does, and how many were asked.
fn found(state: &mut State, circle: usize, random: &mut Random) -> (bool, usize) {
    let (mut moved, mut asked) = (Vec::new(), 0);
    while state.people(circle) < state.model.size.max {
        asked += ASKED;
        let Some(change) = next(state, circle, random) else { break };
        state.apply(&change);
        if state.breaches(circle) == 0 {
            return (true, asked);
        }
        moved.push((change.unit, change.from));
    }
    for (unit, from) in moved.into_iter().rev() {
        let back = state.relocation(unit, from);
        state.apply(&back);
    }
    (false, asked)
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

/// Breaks the breaches of a circle; how many ways were looked at.
fn mend(state: &mut State, circle: usize) -> usize {
    let mut looked = 0;
    while state.breaches(circle) > 0 {
        let list = state.model.waiting();
        let free = |unit: &u32| !state.tied[*unit as usize];
        let units: Vec<u32> = state.members(circle).iter().copied().filter(free).collect();
        looked += units.len();
        let before = state.breaches(circle);
        let out = |unit: &u32| state.relocation(*unit as usize, list);
        let best = units.iter().map(out).min_by_key(|change| (breaches(state, change), state.price(change, i64::MAX)));
        match best {
            // Only those who are locked here are left: a circle that breaks a rule is none, not even with them.
            None => match state.members(circle).first().copied() {
                None => return looked,
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
    looked
}

/// What a change adds to breaches of rules that must hold.
pub(super) fn breaches(state: &State, change: &Change) -> i64 {
    state.price_of(change, Class::Must)
}

/// Those who wait for a place, and in how many circles each is tried.
fn unplaced(state: &State, open: usize, random: &mut Random) -> (Vec<u32>, usize) {
    // Those who are locked have a circle of their own, or none.
    let free = |unit: &u32| !state.tied[*unit as usize];
    let mut units: Vec<u32> = state.members(state.model.waiting()).iter().copied().filter(free).collect();
    units.sort_unstable();
    random.shuffle(&mut units);
    let tried = open.min(FEWEST.max(LOOKS / units.len().max(1)));
    (units, tried)
}

/// Places a unit in some of the open circles: where it breaks nothing for least, or else where somebody makes room who
/// fits elsewhere. How many places were looked at.
fn place(
    state: &mut State,
    unit: usize,
    (open, tried): (usize, usize),
    looks: &mut usize,
    random: &mut Random,
) -> usize {
    let first = random.below(open.max(1));
    let circles = (0..tried).map(|step| (first + step) % open).filter(|circle| state.people(*circle) > 0);
    let circles: Vec<usize> = circles.collect();
    let before = *looks;
    match seat(state, unit, &circles) {
        Some(change) => state.apply(&change),
        None => make_room(state, unit, &circles, looks),
    }
    circles.len() + (before - *looks) * ROOM
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
