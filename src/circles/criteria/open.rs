//! Circles that a search means to fill have people: emptying one is no way out of filling it.

use std::sync::Arc;

use super::{Change, Class, Counters, Criterion, Meaning, View};
use crate::circles::model::Model;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let counters =
        Open { open: 0, units: vec![0; model.waiting() + 1], price: i64::from(model.size.min), list: model.waiting() };
    vec![Criterion {
        rule: "number of circles".to_owned(),
        // Where the number is not asked for, a round that leaves a circle empty has found a better number.
        class: if model.rules.circles.is_some() { Class::Waiting } else { Class::Guide },
        weight: 1,
        secret: false,
        counters: Box::new(counters),
        meaning: Box::new(Nothing),
    }]
}

struct Open {
    /// Circles before this one should have people.
    open: usize,
    units: Vec<u32>,
    /// An empty circle weighs as much as the people who would fill it.
    price: i64,
    list: usize,
}

/// No circle with people costs anything by this rule.
struct Nothing;

impl Open {
    fn empties(&self, circle: usize) -> bool {
        circle < self.open && self.units[circle] == 1
    }

    fn is_empty(&self, circle: usize) -> bool {
        circle < self.open && self.units[circle] == 0
    }
}

impl Counters for Open {
    fn cost(&self, circle: usize) -> i64 {
        if self.is_empty(circle) { self.price } else { 0 }
    }

    fn price(&self, change: &Change, _: View<'_>) -> i64 {
        if change.other.is_some() {
            return 0;
        }
        self.price * (i64::from(self.empties(change.from)) - i64::from(self.is_empty(change.to)))
    }

    fn add(&mut self, _: usize, circle: usize, _: View<'_>) {
        if circle != self.list {
            self.units[circle] += 1;
        }
    }

    fn remove(&mut self, _: usize, circle: usize, _: View<'_>) {
        if circle != self.list {
            self.units[circle] -= 1;
        }
    }

    fn open(&mut self, circles: usize) {
        self.open = circles;
    }

    fn counts_heads(&self) -> bool {
        true
    }
}

impl Meaning for Nothing {
    fn of(&self, _: &[u32]) -> i64 {
        0
    }
}
