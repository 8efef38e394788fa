//! Every circle has as many people as the rules say, or none at all.
//!
//! Where that only costs, there is still a most that a circle can have.

use std::sync::Arc;

use super::{Change, Class, Counters, Criterion, Meaning, View};
use crate::circles::model::Model;
use crate::circles::rules::Rules;
use crate::circles::said::Said;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let strength = model.rules.size_weight;
    let asked = model.strength(strength).map(|(class, weight)| (Range::new(&model.rules), class, weight));
    let possible = Range { min: i64::from(model.size.min), max: i64::from(model.size.max), gap: None };
    let possible = (!strength.is_must()).then_some((possible, Class::Must, 1));
    possible.into_iter().chain(asked).map(|(range, class, weight)| criterion(model, range, class, weight)).collect()
}

fn criterion(model: &Model, range: Range, class: Class, weight: i64) -> Criterion {
    let counters =
        Sizes { range, people: model.unit_sizes(), count: vec![0; model.waiting() + 1], list: model.waiting() };
    Criterion {
        rule: "size".to_owned(),
        class,
        weight,
        secret: false,
        counters: Box::new(counters),
        meaning: Box::new(range),
    }
}

#[derive(Clone, Copy)]
struct Range {
    min: i64,
    max: i64,
    /// Sizes between the largest of one mode and the smallest of the other, which suit neither.
    gap: Option<(i64, i64)>,
}

struct Sizes {
    range: Range,
    people: Vec<i64>,
    count: Vec<i64>,
    list: usize,
}

impl Range {
    fn new(rules: &Rules) -> Self {
        let (talk, text) = (rules.size, rules.text_size.unwrap_or(rules.size));
        let (below, above) = (talk.max.min(text.max), talk.min.max(text.min));
        let gap = (below + 1 < above).then_some((i64::from(below), i64::from(above)));
        Self { min: i64::from(talk.min.min(text.min)), max: i64::from(talk.max.max(text.max)), gap }
    }

    /// People too many or too few; an empty circle does not meet.
    fn breaches(self, count: i64) -> i64 {
        match self.gap {
            _ if count == 0 => 0,
            Some((below, above)) if count > below && count < above => (count - below).min(above - count),
            _ => (self.min - count).max(count - self.max).max(0),
        }
    }
}

impl Sizes {
    fn growth(&self, circle: usize, by: i64) -> i64 {
        if circle == self.list {
            return 0;
        }
        let count = self.count[circle];
        self.range.breaches(count + by) - self.range.breaches(count)
    }
}

impl Counters for Sizes {
    fn cost(&self, circle: usize) -> i64 {
        if circle == self.list { 0 } else { self.range.breaches(self.count[circle]) }
    }

    fn price(&self, change: &Change, _: View<'_>) -> i64 {
        let net = self.people[change.unit] - change.other.map_or(0, |other| self.people[other]);
        if net == 0 { 0 } else { self.growth(change.from, -net) + self.growth(change.to, net) }
    }

    fn add(&mut self, unit: usize, circle: usize, _: View<'_>) {
        self.count[circle] += self.people[unit];
    }

    fn remove(&mut self, unit: usize, circle: usize, _: View<'_>) {
        self.count[circle] -= self.people[unit];
    }

    fn counts_heads(&self) -> bool {
        true
    }
}

impl Meaning for Range {
    fn of(&self, people: &[u32]) -> i64 {
        self.breaches(people.len() as i64)
    }

    fn holds_for_parts(&self) -> bool {
        true
    }

    fn bars(&self, _: &[u32], people: &[u32]) -> Option<Said> {
        (people.len() as i64 >= self.min).then(|| Said::new("size.full", "finds no seat: the circle is full"))
    }

    fn lacks(&self, people: &[u32]) -> Option<Said> {
        let count = people.len() as i64;
        let few = || Said::new("size.few", format!("has {count} people, and {} are needed", self.min));
        let many = || Said::new("size.many", format!("has {count} people, and at most {} fit", self.max));
        let said = if count < self.min { few().with("needed", self.min) } else { many().with("needed", self.max) };
        (self.breaches(count) > 0).then(|| said.with("count", count))
    }
}
