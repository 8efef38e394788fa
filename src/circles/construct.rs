//! A first plan in one go: who meets when, then who with whom.
//!
//! A circle that meets at a slot can take anybody who is free then. So people are gathered at few slots, the likeliest
//! first; each slot gets as many circles as its people fill and its leaders lead; its people are dealt out to them.

use crate::job::{rest, step_ends, told};

use super::criteria::{Change, Class};
use super::gather::{Table, gather};
use super::random::Random;
use super::settle::breaches;
use super::state::State;

/// Circles that are looked at for each unit that is dealt out.
const TRIED: usize = 24;
/// Units that are asked, at random, to mend a circle in which something is broken.
const ASKED: usize = 128;

/// What dealing out a unit takes, and looking whether a circle stands, as [`rest`] counts.
const UNIT_TAKES: u64 = 4;
const CIRCLE_TAKES: u64 = 1;

/// Forms circles of those who wait, in steps, in the circles before `open` that are empty. Whoever fits in none goes on waiting,
/// and other rules than those of sizes, slots and leaders may be broken where few can mend it.
pub(super) async fn construct(state: &mut State, open: usize, random: &mut Random) {
    let empty: Vec<usize> = (0..open).filter(|circle| state.people(*circle) == 0).collect();
    let free = |unit: &u32| !state.tied[*unit as usize];
    let mut units: Vec<u32> = state.members(state.model.waiting()).iter().copied().filter(free).collect();
    units.sort_unstable();
    random.shuffle(&mut units);
    step_ends().await;
    let tables = gather(&state.model, &units, empty.len()).await;
    step_ends().await;
    let mut empty = empty.into_iter();
    for table in told(tables) {
        let circles = empty.by_ref().take(table.circles).collect();
        deal(state, table, circles, random).await;
    }
    for circle in told(0..open) {
        repair(state, circle, random);
        rest(CIRCLE_TAKES).await;
    }
}

/// Deals people out to circles: those who lead first, one to a circle, then larger units, everybody to a circle that
/// has them for least among those that are not ahead of the others.
async fn deal(state: &mut State, table: Table, circles: Vec<usize>, random: &mut Random) {
    let mut level = table.people / circles.len().max(1) as u32;
    let mut roomy = circles.clone();
    let mut seats = circles.iter();
    for unit in told(table.units).map(|unit| unit as usize) {
        let seat = if leads(state, unit) { seats.next() } else { None };
        let mut change = seat.map(|circle| state.relocation(unit, *circle));
        while change.is_none() && level <= state.model.size.max {
            change = cheapest(state, unit, level, &mut roomy, random);
            if change.is_none() {
                level += 1;
                roomy.clone_from(&circles);
            }
        }
        if let Some(change) = change.filter(|change| state.fits(change)) {
            state.apply(&change);
        }
        rest(UNIT_TAKES).await;
    }
}

fn leads(state: &State, unit: usize) -> bool {
    state.model.units[unit].iter().any(|person| state.model.leads[*person as usize])
}

/// The cheapest of some circles that a unit does not bring above a level; those that it would are no longer roomy.
fn cheapest(state: &State, unit: usize, level: u32, roomy: &mut Vec<usize>, random: &mut Random) -> Option<Change> {
    let people = state.model.units[unit].len() as u32;
    let mut best: Option<((i64, i64), Change)> = None;
    let mut seen = 0;
    while seen < TRIED && !roomy.is_empty() {
        let at = random.below(roomy.len());
        let change = state.relocation(unit, roomy[at]);
        if state.people(change.to) + people > level {
            roomy.swap_remove(at);
            continue;
        }
        let price = price(state, &change);
        if best.is_none_or(|(known, _)| price < known) {
            best = Some((price, change));
        }
        seen += 1;
    }
    best.map(|(_, change)| change)
}

/// Lets somebody come, or take the place of a member, as long as that leaves less broken and no other circle worse.
fn repair(state: &mut State, circle: usize, random: &mut Random) {
    while state.breaches(circle) > 0 {
        let Some(change) = (0..ASKED).find_map(|_| better(state, circle, random)) else { return };
        state.apply(&change);
    }
}

/// A way of a unit drawn at random that mends something of a circle.
fn better(state: &mut State, circle: usize, random: &mut Random) -> Option<Change> {
    let unit = random.below(state.tied.len());
    let from = state.circle_of(unit);
    if state.tied[unit] || from == circle {
        return None;
    }
    let members = state.members(circle).iter().map(|member| *member as usize).filter(|member| !state.tied[*member]);
    let mut changes: Vec<Change> = members.map(|member| state.swap(unit, member)).collect();
    if state.members(from).len() > 1 {
        changes.push(state.relocation(unit, circle));
    }
    changes.into_iter().find(|change| state.fits(change) && breaches(state, change) < 0 && is_fair(state, change))
}

/// Whether a change breaks nothing in the circle that a unit leaves.
fn is_fair(state: &mut State, change: &Change) -> bool {
    let before = state.breaches(change.from);
    state.apply(change);
    let fair = state.breaches(change.from) <= before;
    let back = Change { from: change.to, to: change.from, ..*change };
    state.apply(&back);
    fair
}

/// What a change adds to breaches of rules that must hold, and what it costs.
fn price(state: &State, change: &Change) -> (i64, i64) {
    state.price_by_rule(change).fold((0, 0), |(must, cost), (criterion, price)| match criterion.class {
        Class::Must => (must + price, cost),
        _ => (must, cost + price),
    })
}
