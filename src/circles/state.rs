//! Who is where, with every criterion's counters; changes are priced without being made.

use std::sync::Arc;

use crate::job::told;

use super::criteria::{self, Change, Class, Criterion, View};
use super::model::Model;
use super::outlook::{Outlook, UNKNOWN};

/// A division of the units into circles and the waiting list.
pub(super) struct State {
    pub(super) model: Arc<Model>,
    pub(super) criteria: Vec<Criterion>,
    /// In which order criteria are asked what a change adds: first those that only count heads, so many, and last, from
    /// `known` on, those that the outlook knows.
    order: Vec<usize>,
    heads: usize,
    known: usize,
    outlook: Option<Outlook>,
    /// What a breach of each criterion weighs in a search.
    scale: Vec<i64>,
    circle_of: Vec<u32>,
    /// Units that may not leave their circle.
    pub(super) tied: Vec<bool>,
    members: Vec<Vec<u32>>,
    /// Where each unit stands among the members of its circle.
    at: Vec<u32>,
    /// People in each circle.
    people: Vec<u32>,
    sizes: Vec<u32>,
    ceiling: u32,
    /// The breaches of each criterion, all circles together.
    sums: Vec<i64>,
    /// For each circle, what it weighs by the criteria from each one on, up to those that are known or to the end: as
    /// much may be gained by them at most.
    rest: Vec<i64>,
    /// What the state weighs.
    total: i64,
}

/// How good a state is; the smaller the better, whatever stands first outweighing what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score {
    /// Breaches of rules that must hold.
    pub(super) breaches: i64,
    /// People waiting.
    pub(super) waiting: i64,
    /// What breaches of weighted rules cost.
    pub(super) cost: i64,
}

/// Where every unit is.
pub(super) type Places = Vec<u32>;

/// Stands for no circle, while a unit is on its way.
const NOWHERE: u32 = u32::MAX;

impl State {
    /// Everybody on the waiting list.
    pub(super) fn new(model: &Arc<Model>) -> Self {
        let criteria = criteria::all(model);
        let (units, circles) = (model.units.len(), model.waiting() + 1);
        let outlook = Outlook::new(units, model.waiting());
        let is_known = |at: &usize| outlook.is_some() && criteria[*at].counters.pairs().is_some();
        let (known, mut order): (Vec<usize>, Vec<usize>) = (0..criteria.len()).partition(is_known);
        let others = order.len();
        order.extend(known);
        let mut state = Self {
            heads: criteria.iter().take_while(|criterion| criterion.counters.counts_heads()).count(),
            known: if outlook.is_some() { others } else { 0 },
            order,
            outlook,
            scale: vec![1; criteria.len()],
            circle_of: vec![NOWHERE; units],
            tied: model.tied.iter().map(Option::is_some).collect(),
            members: vec![Vec::new(); circles],
            at: vec![0; units],
            people: vec![0; circles],
            sizes: model.units.iter().map(|unit| unit.len() as u32).collect(),
            ceiling: model.ceiling(),
            sums: vec![0; criteria.len()],
            rest: vec![0; circles * (criteria.len() + 1)],
            total: 0,
            criteria,
            model: model.clone(),
        };
        state.weigh(1, 1);
        for unit in told(0..units) {
            state.attach(unit, model.waiting());
        }
        state.refresh(model.waiting());
        state
    }

    /// Sets what a breach of a rule that must hold, and a person waiting, weigh in a search.
    pub(super) fn weigh(&mut self, must: i64, waiting: i64) {
        for (scale, criterion) in self.scale.iter_mut().zip(&self.criteria) {
            *scale = match criterion.class {
                Class::Must => must,
                Class::Waiting | Class::Guide => waiting,
                Class::Cost => criterion.weight,
            };
        }
        if let Some(outlook) = &mut self.outlook {
            outlook.weigh(&self.criteria, &self.scale, &self.circle_of);
        }
        self.weigh_all();
    }

    fn weigh_all(&mut self) {
        (0..self.members.len()).for_each(|circle| self.refresh(circle));
        self.total = self.sums.iter().zip(&self.scale).map(|(sum, scale)| sum * scale).sum();
    }

    /// From now on, circles before this one are to be filled.
    pub(super) fn open(&mut self, circles: usize) {
        self.criteria.iter_mut().for_each(|criterion| criterion.counters.open(circles));
        let cost = |criterion: &Criterion| (0..self.members.len()).map(|at| criterion.counters.cost(at)).sum();
        self.sums = self.criteria.iter().map(cost).collect();
        self.weigh_all();
    }

    /// How good the state is.
    pub(super) fn score(&self) -> Score {
        let of = |class: Class| {
            let criteria = self.criteria.iter().zip(&self.sums);
            criteria.filter(|(criterion, _)| criterion.class == class).map(|(c, sum)| c.weight * sum).sum()
        };
        Score { breaches: of(Class::Must), waiting: of(Class::Waiting), cost: of(Class::Cost) }
    }

    /// What the state weighs in a search.
    pub(super) fn total(&self) -> i64 {
        self.total
    }

    /// The breaches of each criterion in a circle, weights included.
    pub(super) fn parts(&self, circle: usize) -> impl Iterator<Item = (&Criterion, i64)> {
        self.criteria.iter().map(move |criterion| (criterion, criterion.weight * criterion.counters.cost(circle)))
    }

    /// The breaches of rules that must hold in a circle.
    pub(super) fn breaches(&self, circle: usize) -> i64 {
        self.parts(circle).filter(|(criterion, _)| criterion.class == Class::Must).map(|(_, cost)| cost).sum()
    }

    pub(super) fn circle_of(&self, unit: usize) -> usize {
        self.circle_of[unit] as usize
    }

    pub(super) fn members(&self, circle: usize) -> &[u32] {
        &self.members[circle]
    }

    /// How many people a circle has.
    pub(super) fn people(&self, circle: usize) -> u32 {
        self.people[circle]
    }

    pub(super) fn places(&self) -> Places {
        self.circle_of.clone()
    }

    /// A unit's way to a circle.
    pub(super) fn relocation(&self, unit: usize, to: usize) -> Change {
        Change { unit, from: self.circle_of(unit), to, other: None }
    }

    /// Two units' ways to each other's circle.
    pub(super) fn swap(&self, unit: usize, other: usize) -> Change {
        Change { unit, from: self.circle_of(unit), to: self.circle_of(other), other: Some(other) }
    }

    /// Whether a change keeps every circle within what counters can count.
    #[inline]
    pub(super) fn fits(&self, change: &Change) -> bool {
        let (comes, goes) = (self.sizes[change.unit], change.other.map_or(0, |other| self.sizes[other]));
        let list = self.model.waiting();
        (change.to == list || self.people[change.to] + comes - goes <= self.ceiling)
            && (change.from == list || self.people[change.from] + goes - comes <= self.ceiling)
    }

    /// What a change adds to the weight of the state; exact when at most `limit`, else anything above it.
    #[inline]
    pub(super) fn price(&self, change: &Change, limit: i64) -> i64 {
        let even = change.other.is_some_and(|other| self.sizes[change.unit] == self.sizes[other]);
        let first = if even { self.heads } else { 0 };
        let (known, least) = (self.known, self.outlook.as_ref().map_or(UNKNOWN, |outlook| outlook.least(change)));
        // What is known is asked exactly only where a change may do.
        let left = limit.saturating_sub(least);
        let sum = self.price_by(first.min(known)..known, change, left);
        if sum > left {
            return i64::MAX;
        }
        sum.saturating_add(self.price_by(first.max(known)..self.order.len(), change, limit.saturating_sub(sum)))
    }

    /// The same by some of the criteria, by their places in the order.
    fn price_by(&self, turns: std::ops::Range<usize>, change: &Change, limit: i64) -> i64 {
        let view = View { circle_of: &self.circle_of, members: &self.members };
        let width = self.criteria.len() + 1;
        let rest = |circle: usize| &self.rest[circle * width..(circle + 1) * width][turns.clone()];
        let mut sum = 0;
        for ((at, from), to) in self.order[turns.clone()].iter().zip(rest(change.from)).zip(rest(change.to)) {
            // Nothing that follows can gain more than the two circles weigh by it now.
            if sum - from - to > limit {
                return i64::MAX;
            }
            sum += self.scale[*at] * self.criteria[*at].counters.price(change, view);
        }
        sum
    }

    /// What a change adds by each criterion, weights included.
    pub(super) fn price_by_rule<'a>(&'a self, change: &'a Change) -> impl Iterator<Item = (&'a Criterion, i64)> {
        let view = View { circle_of: &self.circle_of, members: &self.members };
        let price = move |criterion: &Criterion| criterion.weight * criterion.counters.price(change, view);
        self.criteria.iter().map(move |criterion| (criterion, price(criterion)))
    }

    /// What a change adds to the breaches of a rule in each of the two circles, which are told apart from scratch.
    pub(super) fn meant(&self, criterion: &Criterion, change: &Change) -> [i64; 2] {
        let people = |units: &mut dyn Iterator<Item = u32>| {
            let mut people: Vec<u32> = units.flat_map(|unit| &self.model.units[unit as usize]).copied().collect();
            people.sort_unstable();
            people
        };
        let list = self.model.waiting();
        let sides = [(change.from, Some(change.unit), change.other), (change.to, change.other, Some(change.unit))];
        sides.map(|(circle, out, into)| {
            if circle == list {
                return 0;
            }
            let present = (circle < self.model.rules.present.len()).then_some(circle as u32);
            let members = || self.members[circle].iter().copied();
            let stays = |unit: &u32| Some(*unit as usize) != out;
            let before = people(&mut members());
            let after = people(&mut members().filter(stays).chain(into.map(|unit| unit as u32)));
            let of = |people: &[u32]| criterion.meaning.in_circle(people, present);
            of(&after) - of(&before)
        })
    }

    /// What a change adds to the breaches of one class, weights included.
    pub(super) fn price_of(&self, change: &Change, class: Class) -> i64 {
        let view = View { circle_of: &self.circle_of, members: &self.members };
        let criteria = self.criteria.iter().filter(|criterion| criterion.class == class);
        criteria.map(|criterion| criterion.weight * criterion.counters.price(change, view)).sum()
    }

    /// Makes a change.
    pub(super) fn apply(&mut self, change: &Change) {
        self.detach(change.unit);
        if let Some(other) = change.other {
            self.detach(other);
            self.attach(other, change.from);
        }
        self.attach(change.unit, change.to);
        self.refresh(change.from);
        self.refresh(change.to);
    }

    /// Puts every unit where it is told.
    pub(super) fn restore(&mut self, places: &[u32]) {
        let moving = |state: &Self, unit: &usize| state.circle_of[*unit] != places[*unit];
        let units: Vec<usize> = (0..places.len()).filter(|unit| moving(self, unit)).collect();
        // By way of the waiting list, so that no circle is overfull in between.
        let list = self.model.waiting();
        for to in [None, Some(places)] {
            for unit in &units {
                let change = self.relocation(*unit, to.map_or(list, |places| places[*unit] as usize));
                if change.from != change.to {
                    self.apply(&change);
                }
            }
        }
    }

    fn detach(&mut self, unit: usize) {
        let circle = self.circle_of(unit);
        let place = self.at[unit] as usize;
        self.members[circle].swap_remove(place);
        if let Some(moved) = self.members[circle].get(place) {
            self.at[*moved as usize] = place as u32;
        }
        self.circle_of[unit] = NOWHERE;
        self.people[circle] -= self.sizes[unit];
        self.count(unit, circle, false);
    }

    fn attach(&mut self, unit: usize, circle: usize) {
        self.count(unit, circle, true);
        self.circle_of[unit] = circle as u32;
        self.at[unit] = self.members[circle].len() as u32;
        self.members[circle].push(unit as u32);
        self.people[circle] += self.sizes[unit];
    }

    /// Lets every criterion count, and keeps the sums.
    fn count(&mut self, unit: usize, circle: usize, enters: bool) {
        let view = View { circle_of: &self.circle_of, members: &self.members };
        for ((criterion, sum), scale) in self.criteria.iter_mut().zip(&mut self.sums).zip(&self.scale) {
            let before = criterion.counters.cost(circle);
            match enters {
                true => criterion.counters.add(unit, circle, view),
                false => criterion.counters.remove(unit, circle, view),
            }
            let growth = criterion.counters.cost(circle) - before;
            *sum += growth;
            self.total += scale * growth;
        }
        if let Some(outlook) = &mut self.outlook {
            outlook.count(unit, circle, if enters { 1 } else { -1 }, &self.criteria, &self.scale);
        }
    }

    fn refresh(&mut self, circle: usize) {
        let width = self.criteria.len() + 1;
        let mut rest = 0;
        for (turn, at) in self.order.iter().enumerate().rev() {
            if turn + 1 == self.known {
                rest = 0;
            }
            rest += self.scale[*at] * self.criteria[*at].counters.cost(circle);
            self.rest[circle * width + turn] = rest;
        }
    }
}
