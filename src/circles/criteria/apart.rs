//! People who must not share a circle: by rule, by an attribute that names them, or by a member's private wish.
//!
//! No sentence tells of it: a private wish must not be guessed from what is said, or left unsaid, of anybody.

use std::sync::Arc;

use super::links::{Links, Pairs};
use super::{Class, Criterion};
use crate::circles::model::Model;
use crate::circles::rules::How;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let mut pairs = wished(model);
    pairs.extend(listed(model));
    pairs.extend(named(model));
    let pairs = Pairs::new(pairs).once();
    if pairs.is_empty() {
        return Vec::new();
    }
    let counters = Links::new(&pairs, &model.unit_of, model.units.len(), model.waiting());
    vec![Criterion {
        rule: "apart".to_owned(),
        class: Class::Must,
        weight: 1,
        counters: Box::new(counters),
        meaning: Box::new(pairs),
    }]
}

/// What members wish in private; those who joined a circle together did so knowingly.
fn wished(model: &Model) -> Vec<(u32, u32, i64)> {
    let joined = |one: u32, other: u32| {
        let circle = &model.people[one as usize].circle;
        model.rules.self_formed && circle.is_some() && *circle == model.people[other as usize].circle
    };
    let wishes = model.people.iter().enumerate().flat_map(|(one, person)| {
        person.not_with.iter().filter_map(|id| model.index.get(id)).map(move |other| (one as u32, *other, 1))
    });
    wishes.filter(|(one, other, _)| !joined(*one, *other)).collect()
}

fn listed(model: &Model) -> Vec<(u32, u32, i64)> {
    let groups = model.rules.apart.iter().map(|group| model.known(group));
    groups.flat_map(|group| every_pair(&group)).collect()
}

/// Attributes whose values are ids, such as that of a supervisor.
fn named(model: &Model) -> Vec<(u32, u32, i64)> {
    let rules = model.rules.attributes.iter().filter(|rule| rule.how == How::NotWith);
    let values = rules.flat_map(|rule| {
        model.people.iter().enumerate().filter_map(|(one, person)| Some((one, person.attributes.get(&rule.attribute)?)))
    });
    let ids = values.flat_map(|(one, ids)| ids.iter().map(move |id| (one, id)));
    ids.filter_map(|(one, id)| Some((one as u32, *model.index.get(id)?, 1))).collect()
}

fn every_pair(people: &[u32]) -> Vec<(u32, u32, i64)> {
    let pairs = people.iter().enumerate().flat_map(|(at, one)| people[at + 1..].iter().map(move |other| (one, other)));
    pairs.map(|(one, other)| (*one, *other, 1)).collect()
}
