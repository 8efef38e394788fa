//! People stay in the circle they have: moving somebody has a price.

use std::sync::Arc;

use super::{Change, Counters, Criterion, Meaning, View};
use crate::circles::model::Model;
use crate::circles::said::Said;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let Some((class, weight)) = model.strength(model.rules.moving) else { return Vec::new() };
    if model.home.iter().all(Option::is_none) {
        return Vec::new();
    }
    let counters = Moved { model: model.clone(), moved: vec![0; model.waiting() + 1] };
    let meaning = Homes { model: model.clone() };
    vec![Criterion {
        rule: "stay".to_owned(),
        class,
        weight,
        secret: false,
        counters: Box::new(counters),
        meaning: Box::new(meaning),
    }]
}

struct Moved {
    model: Arc<Model>,
    moved: Vec<i64>,
}

struct Homes {
    model: Arc<Model>,
}

impl Homes {
    /// How many of some people have another circle than this one.
    fn away(&self, people: &[u32], circle: Option<u32>) -> i64 {
        let homes = people.iter().filter_map(|person| self.model.home[*person as usize]);
        homes.filter(|home| Some(*home) != circle).count() as i64
    }
}

impl Moved {
    /// The people of a unit who would be away from home in a circle.
    fn away(&self, unit: usize, circle: usize) -> i64 {
        let homes = self.model.units[unit].iter().filter_map(|person| self.model.home[*person as usize]);
        homes.filter(|home| *home as usize != circle).count() as i64
    }
}

impl Counters for Moved {
    fn cost(&self, circle: usize) -> i64 {
        self.moved[circle]
    }

    fn price(&self, change: &Change, _: View<'_>) -> i64 {
        let step = |unit, from, to| self.away(unit, to) - self.away(unit, from);
        step(change.unit, change.from, change.to) + change.other.map_or(0, |other| step(other, change.to, change.from))
    }

    fn add(&mut self, unit: usize, circle: usize, _: View<'_>) {
        self.moved[circle] += self.away(unit, circle);
    }

    fn remove(&mut self, unit: usize, circle: usize, _: View<'_>) {
        self.moved[circle] -= self.away(unit, circle);
    }
}

impl Meaning for Homes {
    /// The circle's own number is not known here: the fewest moves by which these people can be together.
    fn of(&self, people: &[u32]) -> i64 {
        let homes: Vec<u32> = people.iter().filter_map(|person| self.model.home[*person as usize]).collect();
        let most = homes.iter().map(|home| homes.iter().filter(|other| *other == home).count()).max();
        (homes.len() - most.unwrap_or(0)) as i64
    }

    fn in_circle(&self, people: &[u32], present: Option<u32>) -> i64 {
        self.away(people, present)
    }

    fn of_waiting(&self, people: &[u32]) -> i64 {
        self.away(people, None)
    }

    fn say_in(&self, person: u32, _: &[u32], present: Option<u32>) -> Vec<Said> {
        let stays = present.is_some() && self.model.home[person as usize] == present;
        stays.then(|| Said::new("stay.stays", "stays in the circle they have")).into_iter().collect()
    }
}
