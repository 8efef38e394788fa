//! Every circle that is worth more than it costs, found exactly: a search through those who are free at one slot.
//!
//! Prices and costs are integers here (scaled), so that a bound that rests on them holds to the last unit.

use crate::ordered::BTreeMap;
use std::sync::Arc;

use super::super::criteria::{Class, Criterion, pairs_of};
use super::super::model::Model;
use super::super::rules::Size;

/// How many units of price make one of cost.
pub(super) const SCALE: i64 = 1 << 20;

/// What of the criteria can be known of pairs, once and for all.
pub(super) struct Pairs {
    units: usize,
    /// What two units cost in one circle; `NEVER` when they must not share one.
    cost: Vec<i32>,
    /// What a unit costs within itself.
    own: Vec<i64>,
    /// For each present circle, how many units are locked in it.
    locked: BTreeMap<u32, usize>,
}

/// What circles cost by how many people they have, whoever those are.
pub(super) struct Heads {
    /// The cost of each size, up to the largest that there may be.
    cost: Vec<i64>,
    /// The least cost of each size and all larger ones.
    least: Vec<i64>,
    /// Whether sizes cost nothing: those that a circle can have are all alike.
    free: bool,
    /// Whether every unit is one person.
    single: bool,
}

/// Two units that never share a circle.
const NEVER: i32 = i32::MAX;

/// A circle found: its units, sorted, what it costs, and by how much its prices exceed that.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) units: Vec<u32>,
    pub(super) cost: i64,
    pub(super) worth: i64,
}

/// What a search through circles goes by.
pub(super) struct Terms<'a> {
    pub(super) model: &'a Model,
    pub(super) criteria: &'a [&'a Criterion],
    pub(super) pairs: &'a Pairs,
    pub(super) heads: &'a Heads,
    /// The price of each unit.
    pub(super) prices: &'a [i64],
    /// What every circle pays.
    pub(super) fee: i64,
}

/// One search through the circles of a slot, which goes on in steps under the same terms.
pub(super) struct Pricing {
    /// How many circles are kept at most; of more, the worthiest.
    keep: usize,
    /// Only circles worth more than this are wanted.
    above: i64,
    found: Vec<Found>,
    /// How many people a circle of the slot has, and how many of them may be missing.
    size: Size,
    spare: u32,
    /// Nodes visited so far, and how many may be.
    pub(super) nodes: u64,
    budget: u64,
    /// The circle in the making, and what each of its units left open.
    units: Vec<u32>,
    stack: Vec<Level>,
}

/// How far a step has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reached {
    /// There is more to search.
    Further,
    /// Every circle has been seen.
    End,
    /// More nodes than may be visited.
    Limit,
}

impl Pairs {
    pub(super) fn new(model: &Arc<Model>, criteria: &[&Criterion]) -> Self {
        let units = model.units.len();
        let mut pairs = Self { units, cost: vec![0; units * units], own: vec![0; units], locked: BTreeMap::new() };
        model.tied.iter().flatten().for_each(|circle| *pairs.locked.entry(*circle).or_default() += 1);
        let parted = |one: usize, other: usize| matches!((model.tied[one], model.tied[other]), (Some(one), Some(other)) if one != other);
        for one in 0..units {
            let people = &model.units[one];
            pairs.own[one] = pairs_of(people).map(|(a, b)| pair(criteria, a, b).unwrap_or(0)).sum();
            for other in 0..one {
                let between = people.iter().flat_map(|a| model.units[other].iter().map(|b| (*a, *b)));
                let cost: Option<i64> = between.map(|(a, b)| pair(criteria, a, b)).sum();
                let cost = cost.filter(|_| !parted(one, other)).map_or(NEVER, |cost| cost as i32);
                pairs.cost[one * units + other] = cost;
                pairs.cost[other * units + one] = cost;
            }
        }
        pairs
    }

    fn row(&self, unit: u32) -> &[i32] {
        &self.cost[unit as usize * self.units..(unit as usize + 1) * self.units]
    }
}

impl Heads {
    pub(super) fn new(model: &Model, criteria: &[&Criterion]) -> Self {
        let costs = || criteria.iter().filter(|criterion| criterion.class == Class::Cost);
        let cost = |count: u32| costs().map(|criterion| criterion.weight * criterion.meaning.heads(count)).sum::<i64>();
        let cost: Vec<i64> = (0..=model.size.max).map(|count| cost(count) * SCALE).collect();
        let mut least = cost.clone();
        (0..least.len().saturating_sub(1)).rev().for_each(|count| least[count] = least[count].min(least[count + 1]));
        let free = cost.iter().all(|cost| *cost == 0);
        Self { cost, least, free, single: model.units.len() == model.people.len() }
    }
}

/// What two people cost by the criteria that tell it of pairs; none when they must not share a circle.
fn pair(criteria: &[&Criterion], one: u32, other: u32) -> Option<i64> {
    let each = criteria.iter().map(|criterion| match (criterion.class, criterion.meaning.pair(one, other)) {
        (Class::Must, breaches) if breaches > 0 => None,
        (Class::Cost, breaches) => Some(criterion.weight * breaches),
        _ => Some(0),
    });
    each.sum()
}

/// A unit that may still join, what it would add, and how many of its people are missing at the slot.
#[derive(Clone, Copy)]
struct Candidate {
    unit: u32,
    gain: i64,
    missing: u32,
}

/// A circle in the making and who may still join it.
struct Level {
    people: u32,
    missing: u32,
    /// What it is worth so far.
    worth: i64,
    /// Those not tried yet come from `next` on.
    candidates: Vec<Candidate>,
    next: usize,
}

impl Pricing {
    /// A search for circles of a slot that are worth more than `above`, of which no more than `keep` are kept.
    pub(super) fn new(terms: &Terms<'_>, slot: usize, above: i64, keep: usize, budget: u64) -> Self {
        let Terms { model, .. } = terms;
        let size = if model.must_meet() { model.possible_at(slot) } else { model.size };
        let spare = if model.must_meet() { model.may_miss(size.max, slot) } else { size.max };
        let missing = |unit: u32| {
            let people = model.units[unit as usize].iter();
            people.filter(|person| !model.free.at(**person, slot)).count() as u32
        };
        // Who would not meet so at all is not excused by a share.
        let willing = |candidate: &Candidate| {
            !model.must_meet() || model.units[candidate.unit as usize].iter().all(|person| model.would(*person, slot))
        };
        let gain = |unit: u32| terms.prices[unit as usize] - terms.pairs.own[unit as usize] * SCALE;
        let units = 0..model.units.len() as u32;
        let candidates = units.map(|unit| Candidate { unit, gain: gain(unit), missing: missing(unit) });
        let mut candidates: Vec<Candidate> =
            candidates.filter(|candidate| candidate.missing <= spare && willing(candidate)).collect();
        sort(&mut candidates);
        let root = Level { people: 0, missing: 0, worth: -terms.fee, candidates, next: 0 };
        let (found, units, stack) = (Vec::new(), Vec::new(), vec![root]);
        Self { keep, above, found, size, spare, nodes: 0, budget, units, stack }
    }

    /// Visits about so many nodes.
    pub(super) fn step(&mut self, terms: &Terms<'_>, nodes: u64) -> Reached {
        let end = self.nodes + nodes;
        while let Some(mut level) = self.stack.pop() {
            let untried = &level.candidates[level.next..];
            let Some(candidate) = untried.first().copied() else {
                self.units.pop();
                continue;
            };
            if level.worth + self.hope(terms, level.people, untried) <= self.above {
                self.units.pop();
                continue;
            }
            if self.nodes == self.budget {
                return Reached::Limit;
            }
            if self.nodes == end {
                self.stack.push(level);
                return Reached::Further;
            }
            self.nodes += 1;
            level.next += 1;
            let joined = self.joined(terms, &level, candidate);
            self.stack.push(level);
            if let Some(joined) = joined {
                self.units.push(candidate.unit);
                self.weigh(terms, &joined);
                self.stack.push(joined);
            }
        }
        Reached::End
    }

    /// The circles found; of too many, the worthiest.
    pub(super) fn found(mut self) -> Vec<Found> {
        self.trim();
        self.found
    }

    /// The circle of a level with one more unit, if there may be such a one.
    fn joined(&self, terms: &Terms<'_>, level: &Level, candidate: Candidate) -> Option<Level> {
        let people = level.people + terms.model.units[candidate.unit as usize].len() as u32;
        let missing = level.missing + candidate.missing;
        if people > self.size.max || missing > self.spare {
            return None;
        }
        let candidates = match people < self.size.max {
            true => rest(terms, candidate.unit, &level.candidates[level.next..]),
            false => Vec::new(),
        };
        Some(Level { people, missing, worth: level.worth + candidate.gain, candidates, next: 0 })
    }

    /// Keeps a circle that is large and worth enough.
    fn weigh(&mut self, terms: &Terms<'_>, level: &Level) {
        let Level { people, worth, .. } = *level;
        if people >= self.size.min && worth - terms.heads.cost[people as usize] > self.above {
            self.take(terms, worth);
        }
    }

    /// The most that candidates, sorted, can add: the best of them, as many as there is room for.
    fn hope(&self, terms: &Terms<'_>, people: u32, candidates: &[Candidate]) -> i64 {
        if !terms.heads.free {
            return self.sized_hope(terms.heads, people, candidates);
        }
        let room = (self.size.max - people) as usize;
        let gains = candidates.iter().take(room).map(|candidate| candidate.gain);
        if people < self.size.min && terms.heads.single {
            // Where every unit is one person, this many have to come, even at a loss.
            let needed = (self.size.min - people) as usize;
            if candidates.len() < needed {
                return i64::MIN / 4;
            }
            return gains.enumerate().map(|(at, gain)| if at < needed { gain } else { gain.max(0) }).sum();
        }
        gains.map(|gain| gain.max(0)).sum()
    }

    /// The same where sizes cost: as many of the best as are worth it, and one at least.
    fn sized_hope(&self, heads: &Heads, people: u32, candidates: &[Candidate]) -> i64 {
        let Heads { cost, least, single, .. } = heads;
        let (mut sum, mut best) = (0, i64::MIN / 4);
        for (candidate, count) in candidates.iter().zip(people as usize + 1..=self.size.max as usize) {
            // Units of several people bring a circle further than to this size.
            sum += candidate.gain;
            best = best.max(sum - if *single { cost[count] } else { least[count] });
            if candidate.gain <= 0 && cost[count] == least[count] {
                break;
            }
        }
        best
    }

    /// Keeps a circle if it is valid, after what only the whole circle tells.
    fn take(&mut self, terms: &Terms<'_>, worth: i64) {
        let (model, circle) = (terms.model, &self.units);
        // Those who are locked in one circle come together or not at all; with them come no others' locked.
        let mut ties = circle.iter().filter_map(|unit| model.tied[*unit as usize]);
        if let Some(tie) = ties.next()
            && terms.pairs.locked.get(&tie) != Some(&(1 + ties.count()))
        {
            return;
        }
        let people: Vec<u32> = circle.iter().flat_map(|unit| &model.units[*unit as usize]).copied().collect();
        let mut worth = worth;
        for criterion in terms.criteria.iter().filter(|criterion| !criterion.meaning.is_pairwise()) {
            match criterion.class {
                Class::Must if criterion.meaning.of(&people) > 0 => return,
                Class::Cost => worth -= criterion.weight * criterion.meaning.of(&people) * SCALE,
                _ => {}
            }
        }
        if worth <= self.above {
            return;
        }
        let mut units = circle.clone();
        units.sort_unstable();
        let prices: i64 = units.iter().map(|unit| terms.prices[*unit as usize]).sum();
        let cost = (prices - terms.fee - worth) / SCALE;
        self.found.push(Found { units, cost, worth });
        if self.found.len() >= 2 * self.keep {
            self.trim();
        }
    }

    /// Keeps the worthiest of too many, and wants nothing less from now on.
    fn trim(&mut self) {
        if self.found.len() > self.keep {
            self.found.sort_by(|one, other| other.worth.cmp(&one.worth).then_with(|| one.units.cmp(&other.units)));
            self.found.truncate(self.keep);
            self.above = self.found.last().map_or(self.above, |found| found.worth);
        }
    }
}

/// The candidates that may still join once a unit has.
fn rest(terms: &Terms<'_>, unit: u32, candidates: &[Candidate]) -> Vec<Candidate> {
    let row = terms.pairs.row(unit);
    let mut rest = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let cost = row[candidate.unit as usize];
        if cost != NEVER {
            rest.push(Candidate { gain: candidate.gain - i64::from(cost) * SCALE, ..*candidate });
        }
    }
    sort(&mut rest);
    rest
}

fn sort(candidates: &mut [Candidate]) {
    candidates.sort_unstable_by_key(|candidate| (std::cmp::Reverse(candidate.gain), candidate.unit));
}
