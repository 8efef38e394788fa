//! Every circle that is worth more than it costs, found exactly: a search through those who are free at one slot.
//!
//! Prices and costs are integers here (scaled), so that a bound that rests on them holds to the last unit.

use crate::ordered::BTreeMap;
use std::sync::Arc;

use super::super::criteria::{Class, Criterion};
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

/// One search through the circles of a slot.
pub(super) struct Pricing<'a> {
    pub(super) model: &'a Model,
    pub(super) criteria: &'a [&'a Criterion],
    pub(super) pairs: &'a Pairs,
    pub(super) heads: &'a Heads,
    /// The price of each unit.
    pub(super) prices: &'a [i64],
    /// What every circle pays.
    pub(super) fee: i64,
    /// How many circles are kept at most; of more, the worthiest.
    pub(super) keep: usize,
    /// Only circles worth more than this are wanted.
    pub(super) above: i64,
    pub(super) found: Vec<Found>,
    /// How many people a circle of the slot has, and how many of them may be missing.
    pub(super) size: Size,
    pub(super) spare: u32,
    /// Whether sizes cost nothing.
    pub(super) free: bool,
    /// Nodes of the search that may still be visited.
    pub(super) budget: u64,
}

impl Pairs {
    pub(super) fn new(model: &Arc<Model>, criteria: &[&Criterion]) -> Self {
        let units = model.units.len();
        let mut pairs = Self { units, cost: vec![0; units * units], own: vec![0; units], locked: BTreeMap::new() };
        model.tied.iter().flatten().for_each(|circle| *pairs.locked.entry(*circle).or_default() += 1);
        let parted = |one: usize, other: usize| matches!((model.tied[one], model.tied[other]), (Some(one), Some(other)) if one != other);
        for one in 0..units {
            let people = &model.units[one];
            let within = people.iter().enumerate().flat_map(|(at, a)| people[at + 1..].iter().map(|b| (*a, *b)));
            pairs.own[one] = within.map(|(a, b)| pair(criteria, a, b).unwrap_or(0)).sum();
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
        Self { cost, least, single: model.units.len() == model.people.len() }
    }

    /// Whether sizes cost nothing: those that a circle can have are all alike.
    fn are_free(&self) -> bool {
        self.cost.iter().all(|cost| *cost == 0)
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

/// A circle in the making.
#[derive(Default)]
struct Circle {
    units: Vec<u32>,
    people: u32,
    missing: u32,
}

impl Pricing<'_> {
    /// Searches the circles of a slot; false when the budget ran out before the end.
    pub(super) fn search(&mut self, slot: usize) -> bool {
        let missing = |unit: u32| {
            let people = self.model.units[unit as usize].iter();
            people.filter(|person| !self.model.free.at(**person, slot)).count() as u32
        };
        let gain = |unit: u32| self.prices[unit as usize] - self.pairs.own[unit as usize] * SCALE;
        self.free = self.heads.are_free();
        self.size = if self.model.must_meet() { self.model.possible_at(slot) } else { self.model.size };
        self.spare = if self.model.must_meet() { self.model.may_miss(self.size.max) } else { self.size.max };
        let units = 0..self.model.units.len() as u32;
        let candidates = units.map(|unit| Candidate { unit, gain: gain(unit), missing: missing(unit) });
        let mut candidates: Vec<Candidate> = candidates.filter(|candidate| candidate.missing <= self.spare).collect();
        sort(&mut candidates);
        self.extend(&mut Circle::default(), -self.fee, &candidates)
    }

    /// Everything that contains `circle`, worth `worth`, and some of the candidates.
    fn extend(&mut self, circle: &mut Circle, worth: i64, candidates: &[Candidate]) -> bool {
        let (size, people) = (self.size, circle.people);
        if people >= size.min && worth - self.heads.cost[people as usize] > self.above {
            self.take(&circle.units, worth);
        }
        for (at, candidate) in candidates.iter().enumerate() {
            if people >= size.max || worth + self.hope(people, &candidates[at..]) <= self.above {
                return true;
            }
            if self.budget == 0 {
                return false;
            }
            self.budget -= 1;
            let joined = people + self.model.units[candidate.unit as usize].len() as u32;
            if joined > size.max || circle.missing + candidate.missing > self.spare {
                continue;
            }
            let rest = self.rest(candidate.unit, &candidates[at + 1..], joined);
            let missing = circle.missing;
            circle.units.push(candidate.unit);
            (circle.people, circle.missing) = (joined, missing + candidate.missing);
            let complete = self.extend(circle, worth + candidate.gain, &rest);
            circle.units.pop();
            (circle.people, circle.missing) = (people, missing);
            if !complete {
                return false;
            }
        }
        true
    }

    /// The most that candidates, sorted, can add: the best of them, as many as there is room for.
    fn hope(&self, people: u32, candidates: &[Candidate]) -> i64 {
        if !self.free {
            return self.sized_hope(people, candidates);
        }
        let room = (self.size.max - people) as usize;
        let gains = candidates.iter().take(room).map(|candidate| candidate.gain);
        if people < self.size.min && self.pairs.units == self.model.people.len() {
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
    fn sized_hope(&self, people: u32, candidates: &[Candidate]) -> i64 {
        let Heads { cost, least, single } = self.heads;
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

    /// The candidates that may still join once a unit has.
    fn rest(&self, unit: u32, candidates: &[Candidate], people: u32) -> Vec<Candidate> {
        if people >= self.size.max {
            return Vec::new();
        }
        let row = self.pairs.row(unit);
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

    /// Keeps a circle if it is valid, after what only the whole circle tells.
    fn take(&mut self, circle: &[u32], worth: i64) {
        // Those who are locked in one circle come together or not at all; with them come no others' locked.
        let mut ties = circle.iter().filter_map(|unit| self.model.tied[*unit as usize]);
        if let Some(tie) = ties.next()
            && self.pairs.locked.get(&tie) != Some(&(1 + ties.count()))
        {
            return;
        }
        let people: Vec<u32> = circle.iter().flat_map(|unit| &self.model.units[*unit as usize]).copied().collect();
        let mut worth = worth;
        for criterion in self.criteria.iter().filter(|criterion| !criterion.meaning.is_pairwise()) {
            match criterion.class {
                Class::Must if criterion.meaning.of(&people) > 0 => return,
                Class::Cost => worth -= criterion.weight * criterion.meaning.of(&people) * SCALE,
                _ => {}
            }
        }
        if worth <= self.above {
            return;
        }
        let mut units = circle.to_vec();
        units.sort_unstable();
        let prices: i64 = units.iter().map(|unit| self.prices[*unit as usize]).sum();
        let cost = (prices - self.fee - worth) / SCALE;
        self.found.push(Found { units, cost, worth });
        if self.found.len() >= 2 * self.keep {
            self.trim();
        }
    }

    /// Keeps the worthiest, and wants nothing less from now on.
    pub(super) fn trim(&mut self) {
        self.found.sort_by(|one, other| other.worth.cmp(&one.worth).then_with(|| one.units.cmp(&other.units)));
        self.found.dedup_by(|one, other| one.units == other.units);
        if self.found.len() > self.keep {
            self.found.truncate(self.keep);
            self.above = self.found.last().map_or(self.above, |found| found.worth);
        }
    }
}

fn sort(candidates: &mut [Candidate]) {
    candidates.sort_unstable_by_key(|candidate| (std::cmp::Reverse(candidate.gain), candidate.unit));
}
