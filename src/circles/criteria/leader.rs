//! Every circle has somebody who is ready to lead it.

use std::sync::Arc;

use super::{Change, Counters, Criterion, Meaning, View};
use crate::circles::model::Model;
use crate::circles::said::Said;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let Some((class, weight)) = model.strength(model.rules.leader) else { return Vec::new() };
    let leaders = model.units.iter().map(|unit| unit.iter().filter(|person| model.leads[**person as usize]).count());
    let circles = model.waiting() + 1;
    let counters = Leaders {
        leaders: leaders.map(|count| count as i64).collect(),
        list: model.waiting(),
        units: vec![0; circles],
        count: vec![0; circles],
    };
    vec![Criterion {
        rule: "leader".to_owned(),
        class,
        weight,
        secret: false,
        counters: Box::new(counters),
        meaning: Box::new(Led(model.clone())),
    }]
}

struct Leaders {
    /// Of each unit, how many of its people lead.
    leaders: Vec<i64>,
    list: usize,
    units: Vec<i64>,
    count: Vec<i64>,
}

struct Led(Arc<Model>);

impl Leaders {
    fn after(&self, circle: usize, units: i64, leaders: i64) -> i64 {
        let none = circle != self.list && self.units[circle] + units > 0 && self.count[circle] + leaders == 0;
        i64::from(none)
    }
}

impl Counters for Leaders {
    fn cost(&self, circle: usize) -> i64 {
        self.after(circle, 0, 0)
    }

    fn price(&self, change: &Change, _: View<'_>) -> i64 {
        let (leaders, units) = match change.other {
            Some(other) => (self.leaders[change.unit] - self.leaders[other], 0),
            None => (self.leaders[change.unit], 1),
        };
        if leaders == 0 && units == 0 {
            return 0;
        }
        self.after(change.from, -units, -leaders) + self.after(change.to, units, leaders)
            - self.cost(change.from)
            - self.cost(change.to)
    }

    fn add(&mut self, unit: usize, circle: usize, _: View<'_>) {
        self.units[circle] += 1;
        self.count[circle] += self.leaders[unit];
    }

    fn remove(&mut self, unit: usize, circle: usize, _: View<'_>) {
        self.units[circle] -= 1;
        self.count[circle] -= self.leaders[unit];
    }
}

impl Meaning for Led {
    fn of(&self, people: &[u32]) -> i64 {
        let led = people.is_empty() || people.iter().any(|person| self.0.leads[*person as usize]);
        i64::from(!led)
    }

    fn holds_for_parts(&self) -> bool {
        true
    }

    fn say(&self, person: u32, people: &[u32]) -> Vec<Said> {
        let leader = self.0.leads[person as usize];
        let others = people.iter().any(|other| *other != person && self.0.leads[*other as usize]);
        let said = (leader && !others).then(|| Said::new("leader.only", "is the one who can lead the circle"));
        said.into_iter().collect()
    }

    fn lacks(&self, people: &[u32]) -> Option<Said> {
        (self.of(people) > 0).then(|| Said::new("leader.none", "has nobody who is ready to lead"))
    }
}
