//! Nobody is the only one of their kind in a circle.

use std::sync::Arc;

use super::{Change, Counters, Criterion, Meaning, View};
use crate::circles::model::{Model, Values};
use crate::circles::rules::{AttributeRule, How};
use crate::circles::said::Said;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let rules = model.rules.attributes.iter().filter(|rule| rule.how == How::NoLoneMember);
    rules.filter_map(|rule| criterion(model, rule)).collect()
}

fn criterion(model: &Arc<Model>, rule: &AttributeRule) -> Option<Criterion> {
    let (class, weight) = model.strength(rule.weight)?;
    let values = model.kinds(&rule.attribute);
    let counters = Lone {
        features: values.features(model, 0),
        width: values.names.len(),
        count: vec![0; values.names.len() * (model.waiting() + 1)],
        list: model.waiting(),
    };
    Some(Criterion {
        rule: format!("no lone member by {}", rule.attribute),
        class,
        weight,
        secret: false,
        counters: Box::new(counters),
        meaning: Box::new(Kinds { values, attribute: rule.attribute.clone() }),
    })
}

/// How many people of each circle have each value; those who stand alone are the breaches.
struct Lone {
    features: Vec<Vec<(u32, i32)>>,
    width: usize,
    count: Vec<i32>,
    list: usize,
}

struct Kinds {
    values: Values,
    attribute: String,
}

impl Lone {
    fn row(&self, circle: usize) -> &[i32] {
        &self.count[circle * self.width..(circle + 1) * self.width]
    }

    fn alone(row: &[i32]) -> i64 {
        row.iter().filter(|count| **count == 1).count() as i64
    }

    /// What a circle gains when `out` leaves and `into` enters.
    fn growth(&self, circle: usize, out: Option<usize>, into: Option<usize>) -> i64 {
        if circle == self.list {
            return 0;
        }
        let mut row = self.row(circle).to_vec();
        let before = Self::alone(&row);
        for (unit, sign) in [(out, -1), (into, 1)] {
            for (feature, people) in unit.map_or(&[][..], |unit| &self.features[unit]) {
                row[*feature as usize] += sign * people;
            }
        }
        Self::alone(&row) - before
    }

    fn shift(&mut self, unit: usize, circle: usize, sign: i32) {
        for (feature, people) in &self.features[unit] {
            self.count[circle * self.width + *feature as usize] += sign * people;
        }
    }
}

impl Counters for Lone {
    fn cost(&self, circle: usize) -> i64 {
        if circle == self.list { 0 } else { Self::alone(self.row(circle)) }
    }

    fn price(&self, change: &Change, _: View<'_>) -> i64 {
        self.growth(change.from, Some(change.unit), change.other)
            + self.growth(change.to, change.other, Some(change.unit))
    }

    fn add(&mut self, unit: usize, circle: usize, _: View<'_>) {
        self.shift(unit, circle, 1);
    }

    fn remove(&mut self, unit: usize, circle: usize, _: View<'_>) {
        self.shift(unit, circle, -1);
    }
}

impl Kinds {
    fn is_alone(&self, value: u32, people: &[u32]) -> bool {
        people.iter().filter(|person| self.values.of[**person as usize].contains(&value)).count() == 1
    }
}

impl Meaning for Kinds {
    fn of(&self, people: &[u32]) -> i64 {
        let values = people.iter().flat_map(|person| &self.values.of[*person as usize]);
        values.filter(|value| self.is_alone(**value, people)).count() as i64
    }

    fn say(&self, person: u32, people: &[u32]) -> Vec<Said> {
        let alone = self.values.of[person as usize].iter().filter(|value| self.is_alone(**value, people));
        let say = |value: &u32| {
            let (attribute, value) = (&self.attribute, &self.values.names[*value as usize]);
            Said::new("lone.alone", format!("is the only one here whose {attribute} is {value}"))
                .with("attribute", attribute)
                .with("value", value)
        };
        alone.map(say).collect()
    }
}
