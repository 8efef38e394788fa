//! Every circle has as many people as the rules say of its mode, or none at all.
//!
//! Where that only costs, there is still a most that a circle can have.

use std::sync::Arc;

use super::afresh::Afresh;
use super::{Change, Class, Counters, Criterion, Meaning, View};
use crate::circles::model::Model;
use crate::circles::rules::{Rules, Size};
use crate::circles::said::{Said, counted};

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let strength = model.rules.size_weight;
    let asked = model.strength(strength).map(|(class, weight)| {
        let by_mode = class == Class::Cost && model.rules.text_size.is_some();
        criterion(Asked { model: model.clone(), range: Range::new(&model.rules), by_mode }, class, weight)
    });
    let (min, max) = (i64::from(model.size.min), i64::from(model.size.max));
    let possible = Asked { model: model.clone(), range: Range { min, max, gap: None }, by_mode: false };
    let possible = (!strength.is_must()).then(|| criterion(possible, Class::Must, 1));
    possible.into_iter().chain(asked).collect()
}

fn criterion(asked: Asked, class: Class, weight: i64) -> Criterion {
    let (model, range) = (asked.model.clone(), asked.range);
    let heads =
        || Sizes { range, people: model.unit_sizes(), count: vec![0; model.waiting() + 1], list: model.waiting() };
    Criterion {
        rule: "size".to_owned(),
        class,
        weight,
        secret: false,
        counters: if asked.by_mode { Box::new(Afresh::new(&model, asked.clone())) } else { Box::new(heads()) },
        meaning: Box::new(asked),
    }
}

/// What is asked of the size of a circle.
#[derive(Clone)]
struct Asked {
    model: Arc<Model>,
    /// The sizes of either mode.
    range: Range,
    /// A circle goes by the sizes of its own mode. Where sizes must hold there is no need: it has the mode of its size.
    by_mode: bool,
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

impl Meaning for Asked {
    fn of(&self, people: &[u32]) -> i64 {
        if self.by_mode {
            let slot = self.model.best_slot(people);
            return slot.map_or(0, |slot| i64::from(self.model.outsized(people.len() as u32, slot)));
        }
        self.range.breaches(people.len() as i64)
    }

    fn heads(&self, count: u32) -> i64 {
        self.range.breaches(i64::from(count))
    }

    fn holds_for_parts(&self) -> bool {
        true
    }

    fn least(&self, fewest: u32, most: u32) -> i64 {
        let people = self.model.people.len() as i64;
        let (few, many) = (i64::from(fewest) * self.range.min - people, people - i64::from(most) * self.range.max);
        few.max(many).max(0)
    }

    fn bars(&self, _: &[u32], people: &[u32]) -> Option<Said> {
        let full = people.len() as i64 >= self.range.min;
        full.then(|| Said::new("size.full", "finds no seat: the circle is full"))
    }

    fn lacks(&self, people: &[u32]) -> Option<Said> {
        let size = self.model.best_slot(people).map_or(self.model.size, |slot| self.model.size_at(slot));
        (self.of(people) > 0).then(|| wrong(people.len() as u32, size))
    }
}

/// What is wrong with a circle of so many people that should have another size.
pub(super) fn wrong(count: u32, size: Size) -> Said {
    let people = counted(count as usize, "person", "people");
    let few = || Said::new("size.few", format!("has {people}, and {} are needed", size.min));
    let many = || Said::new("size.many", format!("has {people}, and at most {} fit", size.max));
    let said = if count < size.min { few().with("needed", size.min) } else { many().with("needed", size.max) };
    said.with("count", count)
}
