//! Counters for a relation between any two people, worked out from the members as they are needed.

use std::sync::Arc;

use super::links::pairs_of;
use super::{Change, Counters, View};
use crate::circles::model::Model;

/// What any two people count when they share a circle.
pub(super) trait Relation: Send + Sync {
    /// Never negative, and the same whoever stands first.
    fn pair(&self, one: u32, other: u32) -> i64;

    /// The sum over all pairs.
    fn of(&self, people: &[u32]) -> i64 {
        pairs_of(people).map(|(one, other)| self.pair(one, other)).sum()
    }
}

/// The sums of a relation; its memory does not grow with the pairs.
pub(super) struct Pairing<R> {
    relation: Arc<R>,
    model: Arc<Model>,
    within: Vec<i64>,
    cost: Vec<i64>,
}

impl<R: Relation> Pairing<R> {
    pub(super) fn new(relation: Arc<R>, model: &Arc<Model>) -> Self {
        let within = model.units.iter().map(|unit| relation.of(unit)).collect();
        Self { relation, model: model.clone(), within, cost: vec![0; model.waiting() + 1] }
    }

    fn units(&self, one: usize, other: usize) -> i64 {
        let units = &self.model.units;
        let pairs = units[one].iter().flat_map(|one| units[other].iter().map(move |other| (*one, *other)));
        pairs.map(|(one, other)| self.relation.pair(one, other)).sum()
    }

    /// What a unit counts in a circle beside all others there but one.
    fn with(&self, unit: usize, circle: usize, but: usize, view: View<'_>) -> i64 {
        if circle == self.model.waiting() {
            return 0;
        }
        let others = view.members[circle].iter().map(|other| *other as usize);
        let others = others.filter(|other| *other != unit && *other != but);
        others.map(|other| self.units(unit, other)).sum::<i64>() + self.within[unit]
    }
}

impl<R: Relation> Counters for Pairing<R> {
    fn cost(&self, circle: usize) -> i64 {
        self.cost[circle]
    }

    fn price(&self, change: &Change, view: View<'_>) -> i64 {
        let Change { unit, from, to, other } = *change;
        let none = usize::MAX;
        let there = self.with(unit, to, other.unwrap_or(none), view) - self.with(unit, from, none, view);
        there + other.map_or(0, |other| self.with(other, from, unit, view) - self.with(other, to, none, view))
    }

    fn add(&mut self, unit: usize, circle: usize, view: View<'_>) {
        self.cost[circle] += self.with(unit, circle, usize::MAX, view);
    }

    fn remove(&mut self, unit: usize, circle: usize, view: View<'_>) {
        self.cost[circle] -= self.with(unit, circle, usize::MAX, view);
    }
}
