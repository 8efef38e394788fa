//! Circles keep the time that they have: whoever joins one and cannot make it has all of its people find another.

use std::sync::Arc;

use super::{Change, Class, Counters, Criterion, Meaning, View};
use crate::circles::model::Model;
use crate::circles::rules::Strength;
use crate::circles::said::Said;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let present = model.rules.present.len();
    if (0..present).all(|circle| model.free.kept(circle).is_none()) {
        return Vec::new();
    }
    // Nobody waits for the sake of a time: even where nobody may move, changing it only costs.
    let strength = if model.rules.moving.is_must() { Strength::Weight(1000.0) } else { model.rules.moving };
    let Some((Class::Cost, weight)) = model.strength(strength) else { return Vec::new() };
    let crowds = vec![Crowd::default(); model.waiting() + 1];
    vec![Criterion {
        rule: "time".to_owned(),
        class: Class::Cost,
        weight,
        secret: false,
        counters: Box::new(Crowds { times: Times(model.clone()), crowds }),
        meaning: Box::new(Times(model.clone())),
    }]
}

/// Who is in a present circle, as far as its time goes.
#[derive(Clone, Copy, Default)]
struct Crowd {
    /// Those who had it already.
    stay: i64,
    /// Those who are new and cannot make its time.
    unsuited: i64,
}

impl Crowd {
    /// How many people have to find another time.
    fn upset(self) -> i64 {
        if self.unsuited > 0 { self.stay } else { 0 }
    }

    fn and(self, other: Self, sign: i64) -> Self {
        Self { stay: self.stay + sign * other.stay, unsuited: self.unsuited + sign * other.unsuited }
    }
}

struct Times(Arc<Model>);

impl Times {
    fn crowd(&self, people: &[u32], circle: usize) -> Crowd {
        if self.0.free.kept(circle).is_none() {
            return Crowd::default();
        }
        let stay = people.iter().filter(|person| self.stays(**person, circle)).count();
        let unsuited = people.iter().filter(|person| self.is_unsuited(**person, circle)).count();
        Crowd { stay: stay as i64, unsuited: unsuited as i64 }
    }

    fn stays(&self, person: u32, circle: usize) -> bool {
        self.0.home[person as usize] == Some(circle as u32)
    }

    fn is_unsuited(&self, person: u32, circle: usize) -> bool {
        !self.stays(person, circle) && !self.0.free.suits(person, circle)
    }
}

struct Crowds {
    times: Times,
    /// Of each circle.
    crowds: Vec<Crowd>,
}

impl Crowds {
    fn unit(&self, unit: usize, circle: usize) -> Crowd {
        self.times.crowd(&self.times.0.units[unit], circle)
    }

    /// What a circle has more to find if one unit goes and another comes.
    fn shift(&self, circle: usize, goes: Option<usize>, comes: Option<usize>) -> i64 {
        let before = self.crowds[circle];
        let step = |crowd: Crowd, unit: Option<usize>, sign| {
            unit.map_or(crowd, |unit| crowd.and(self.unit(unit, circle), sign))
        };
        step(step(before, goes, -1), comes, 1).upset() - before.upset()
    }
}

impl Counters for Crowds {
    fn cost(&self, circle: usize) -> i64 {
        self.crowds[circle].upset()
    }

    fn price(&self, change: &Change, _: View<'_>) -> i64 {
        let (unit, other) = (Some(change.unit), change.other);
        self.shift(change.from, unit, other) + self.shift(change.to, other, unit)
    }

    fn add(&mut self, unit: usize, circle: usize, _: View<'_>) {
        self.crowds[circle] = self.crowds[circle].and(self.unit(unit, circle), 1);
    }

    fn remove(&mut self, unit: usize, circle: usize, _: View<'_>) {
        self.crowds[circle] = self.crowds[circle].and(self.unit(unit, circle), -1);
    }
}

impl Meaning for Times {
    /// In a circle that is new nobody is used to a time.
    fn of(&self, _: &[u32]) -> i64 {
        0
    }

    fn in_circle(&self, people: &[u32], present: Option<u32>) -> i64 {
        present.map_or(0, |circle| self.crowd(people, circle as usize).upset())
    }

    fn say_in(&self, person: u32, _: &[u32], present: Option<u32>) -> Vec<Said> {
        let unsuited = present.filter(|circle| self.is_unsuited(person, *circle as usize));
        let time = unsuited.and_then(|circle| self.0.free.kept(circle as usize));
        let said =
            |time| Said::new("time.changes", format!("cannot make {time}, when the circle met so far")).slot(time);
        time.map(said).into_iter().collect()
    }
}
