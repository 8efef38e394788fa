//! People who should share a circle, where that is wished and need not hold: by rule, or in a circle of their own.
//!
//! A pair costs unless it shares a circle. It is counted where the first of the two is, on the waiting list too: so what
//! a circle costs is all that its people could miss less what they have, and moving somebody changes only the latter.

use std::sync::Arc;

use super::links::{Links, Pairs, every_pair};
use super::{Change, Counters, Criterion, Meaning, View};
use crate::circles::model::Model;
use crate::circles::rules::Strength;
use crate::circles::said::Said;
use crate::circles::units;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let wished = |strength: Strength| model.strength(strength).filter(|_| !strength.is_must());
    let groups =
        model.rules.together.iter().filter_map(|group| Some((model.known(&group.people), wished(group.weight)?.1)));
    let own = wished(model.rules.self_formed).map(|(_, weight)| {
        units::joined(&model.people).into_values().map(move |people| (people, weight)).collect::<Vec<_>>()
    });
    let asked = [("together", groups.collect()), ("self-formed circles", own.unwrap_or_default())];
    asked.into_iter().filter_map(|(rule, groups)| criterion(model, rule, &groups)).collect()
}

fn criterion(model: &Arc<Model>, rule: &str, groups: &[(Vec<u32>, i64)]) -> Option<Criterion> {
    let pairs = Pairs::new(groups.iter().flat_map(|(people, weight)| every_pair(people, *weight)));
    if pairs.is_empty() {
        return None;
    }
    let (pairs, weight) = pairs.by_weight();
    let mut own = vec![0; model.people.len()];
    pairs.iter().for_each(|(first, _, count)| own[*first as usize] += count);
    let units: Vec<i64> =
        model.units.iter().map(|unit| unit.iter().map(|person| own[*person as usize]).sum()).collect();
    let links = Links::new(&pairs, &model.unit_of, model.units.len(), model.waiting());
    Some(Criterion {
        rule: rule.to_owned(),
        class: super::Class::Cost,
        weight,
        secret: false,
        counters: Box::new(Missed { links, units, could: vec![0; model.waiting() + 1] }),
        meaning: Box::new(Together { pairs, own, model: model.clone() }),
    })
}

struct Missed {
    links: Links,
    /// What each unit could miss, counted at its people.
    units: Vec<i64>,
    /// What those in each circle could miss.
    could: Vec<i64>,
}

struct Together {
    pairs: Pairs,
    /// What each person could miss, of the pairs in which they come first.
    own: Vec<i64>,
    model: Arc<Model>,
}

impl Counters for Missed {
    fn cost(&self, circle: usize) -> i64 {
        self.could[circle] - self.links.cost(circle)
    }

    fn price(&self, change: &Change, view: View<'_>) -> i64 {
        -self.links.price(change, view)
    }

    fn add(&mut self, unit: usize, circle: usize, view: View<'_>) {
        self.could[circle] += self.units[unit];
        self.links.add(unit, circle, view);
    }

    fn remove(&mut self, unit: usize, circle: usize, view: View<'_>) {
        self.could[circle] -= self.units[unit];
        self.links.remove(unit, circle, view);
    }
}

impl Meaning for Together {
    fn of(&self, people: &[u32]) -> i64 {
        self.of_waiting(people) - self.pairs.of(people)
    }

    fn of_waiting(&self, people: &[u32]) -> i64 {
        people.iter().map(|person| self.own[*person as usize]).sum()
    }

    fn say(&self, person: u32, people: &[u32]) -> Vec<Said> {
        let others = self.pairs.iter().filter_map(|(one, other, _)| match person {
            _ if person == *one => Some(*other),
            _ if person == *other => Some(*one),
            _ => None,
        });
        let (here, elsewhere): (Vec<u32>, Vec<u32>) = others.partition(|other| people.contains(other));
        let with = || format!("is with {}, as wished", self.model.names(&here));
        let without = || format!("is not with {}, as was wished", self.model.names(&elsewhere));
        let with = (!here.is_empty()).then(|| Said::new("together.with", with()).people(&self.model, &here));
        let without =
            (!elsewhere.is_empty()).then(|| Said::new("together.without", without()).people(&self.model, &elsewhere));
        with.into_iter().chain(without).collect()
    }
}
