//! Nobody waits who can be placed.

use std::sync::Arc;

use super::{Change, Class, Counters, Criterion, Meaning, View};
use crate::circles::model::Model;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let counters = Waiting { people: model.unit_sizes(), list: model.waiting(), count: 0 };
    vec![Criterion {
        rule: "waiting list".to_owned(),
        class: Class::Waiting,
        weight: 1,
        secret: false,
        counters: Box::new(counters),
        meaning: Box::new(Nothing),
    }]
}

struct Waiting {
    people: Vec<i64>,
    list: usize,
    count: i64,
}

/// No circle costs anything by this rule.
struct Nothing;

impl Counters for Waiting {
    fn cost(&self, circle: usize) -> i64 {
        if circle == self.list { self.count } else { 0 }
    }

    fn price(&self, change: &Change, _: View<'_>) -> i64 {
        let net = self.people[change.unit] - change.other.map_or(0, |other| self.people[other]);
        if change.to == self.list {
            net
        } else if change.from == self.list {
            -net
        } else {
            0
        }
    }

    fn add(&mut self, unit: usize, circle: usize, _: View<'_>) {
        if circle == self.list {
            self.count += self.people[unit];
        }
    }

    fn remove(&mut self, unit: usize, circle: usize, _: View<'_>) {
        if circle == self.list {
            self.count -= self.people[unit];
        }
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
