//! Counters that look at a circle anew whenever somebody comes or goes: for what can be said of a whole circle only.

use std::sync::Arc;

use super::{Change, Counters, Meaning, View};
use crate::circles::model::Model;

/// What a meaning says of each circle.
pub(super) struct Afresh<M> {
    model: Arc<Model>,
    meaning: M,
    cost: Vec<i64>,
}

impl<M: Meaning> Afresh<M> {
    pub(super) fn new(model: &Arc<Model>, meaning: M) -> Self {
        Self { model: model.clone(), meaning, cost: vec![0; model.waiting() + 1] }
    }

    /// What a circle comes to without a unit, or with one more.
    fn after(&self, circle: usize, out: Option<usize>, into: Option<usize>, view: View<'_>) -> i64 {
        if circle == self.model.waiting() {
            return 0;
        }
        let units = view.members[circle].iter().map(|unit| *unit as usize).filter(|unit| Some(*unit) != out);
        let people: Vec<u32> = units.chain(into).flat_map(|unit| &self.model.units[unit]).copied().collect();
        self.meaning.of(&people)
    }
}

impl<M: Meaning> Counters for Afresh<M> {
    fn cost(&self, circle: usize) -> i64 {
        self.cost[circle]
    }

    fn price(&self, change: &Change, view: View<'_>) -> i64 {
        let (unit, other) = (Some(change.unit), change.other);
        self.after(change.from, unit, other, view) + self.after(change.to, other, unit, view)
            - self.cost[change.from]
            - self.cost[change.to]
    }

    fn add(&mut self, unit: usize, circle: usize, view: View<'_>) {
        self.cost[circle] = self.after(circle, None, Some(unit), view);
    }

    fn remove(&mut self, _: usize, circle: usize, view: View<'_>) {
        self.cost[circle] = self.after(circle, None, None, view);
    }
}
