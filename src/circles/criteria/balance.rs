//! Numbers even across circles: each circle's mean near the mean of all.

use std::sync::Arc;

use super::{Change, Counters, Criterion, Meaning, View};
use crate::circles::model::Model;
use crate::circles::rules::{AttributeRule, How};
use crate::circles::said::Said;

/// One breach is the mean absolute deviation of all people, divided by this, in the sum of a circle.
const GRAIN: i64 = 2;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let rules = model.rules.attributes.iter().filter(|rule| rule.how == How::Balance);
    rules.filter_map(|rule| criterion(model, rule)).collect()
}

fn criterion(model: &Arc<Model>, rule: &AttributeRule) -> Option<Criterion> {
    let (class, weight) = model.strength(rule.weight)?;
    let above = above_mean(&model.numbers(&rule.attribute));
    let units = model.units.iter().map(|unit| unit.iter().map(|person| above[*person as usize]).sum());
    let counters = Sums { units: units.collect(), sum: vec![0; model.waiting() + 1], list: model.waiting() };
    Some(Criterion {
        rule: format!("balance {}", rule.attribute),
        class,
        weight,
        secret: false,
        counters: Box::new(counters),
        meaning: Box::new(Even { above, attribute: rule.attribute.clone() }),
    })
}

/// How far each number is above the mean, in hundredths of the mean absolute deviation; 0 where there is none.
fn above_mean(numbers: &[Option<f64>]) -> Vec<i64> {
    let known: Vec<f64> = numbers.iter().copied().flatten().collect();
    let count = known.len().max(1) as f64;
    let mean = known.iter().sum::<f64>() / count;
    let spread = known.iter().map(|number| (number - mean).abs()).sum::<f64>() / count;
    let scaled = |number: f64| if spread > 0.0 { ((number - mean) / spread * 100.0).round() as i64 } else { 0 };
    numbers.iter().map(|number| number.map_or(0, scaled)).collect()
}

fn breaches(sum: i64) -> i64 {
    sum.abs() * GRAIN / 100
}

struct Sums {
    units: Vec<i64>,
    sum: Vec<i64>,
    list: usize,
}

struct Even {
    above: Vec<i64>,
    attribute: String,
}

impl Sums {
    fn growth(&self, circle: usize, by: i64) -> i64 {
        if circle == self.list { 0 } else { breaches(self.sum[circle] + by) - breaches(self.sum[circle]) }
    }
}

impl Counters for Sums {
    fn cost(&self, circle: usize) -> i64 {
        if circle == self.list { 0 } else { breaches(self.sum[circle]) }
    }

    fn price(&self, change: &Change, _: View<'_>) -> i64 {
        let net = self.units[change.unit] - change.other.map_or(0, |other| self.units[other]);
        self.growth(change.from, -net) + self.growth(change.to, net)
    }

    fn add(&mut self, unit: usize, circle: usize, _: View<'_>) {
        self.sum[circle] += self.units[unit];
    }

    fn remove(&mut self, unit: usize, circle: usize, _: View<'_>) {
        self.sum[circle] -= self.units[unit];
    }
}

impl Meaning for Even {
    fn of(&self, people: &[u32]) -> i64 {
        breaches(people.iter().map(|person| self.above[*person as usize]).sum())
    }

    fn say(&self, person: u32, people: &[u32]) -> Vec<Said> {
        let sum = |people: &mut dyn Iterator<Item = &u32>| people.map(|one| self.above[*one as usize]).sum::<i64>();
        let (with, own) = (sum(&mut people.iter()), self.above[person as usize]);
        let (code, text) = match with.abs().cmp(&(with - own).abs()) {
            std::cmp::Ordering::Less => ("balance.nearer", "brings the circle nearer to the mean by"),
            std::cmp::Ordering::Greater => ("balance.further", "takes the circle further from the mean by"),
            std::cmp::Ordering::Equal => return Vec::new(),
        };
        vec![Said::new(code, format!("{text} {}", self.attribute)).with("attribute", &self.attribute)]
    }

    fn lacks(&self, people: &[u32]) -> Option<Said> {
        let sum: i64 = people.iter().map(|person| self.above[*person as usize]).sum();
        let (code, side) = if sum > 0 { ("balance.above", "above") } else { ("balance.below", "below") };
        (breaches(sum) > 0).then(|| {
            Said::new(code, format!("is {side} the mean by {}", self.attribute)).with("attribute", &self.attribute)
        })
    }
}
