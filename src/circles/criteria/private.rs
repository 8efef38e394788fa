//! People who must not share a circle by a member's private wish.
//!
//! No sentence tells of it, and no price: a wish must not be guessed from what is said, or left unsaid, of anybody.

use std::sync::Arc;

use super::links::{Links, Pairs};
use super::{Class, Criterion};
use crate::circles::model::Model;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let pairs = Pairs::new(wished(model)).once();
    if pairs.is_empty() {
        return Vec::new();
    }
    let counters = Links::new(&pairs, &model.unit_of, model.units.len(), model.waiting());
    vec![Criterion {
        rule: "private".to_owned(),
        class: Class::Must,
        weight: 1,
        secret: true,
        counters: Box::new(counters),
        meaning: Box::new(pairs),
    }]
}

/// What members wish in private; those who joined a circle together that stays whole did so knowingly.
fn wished(model: &Model) -> Vec<(u32, u32, i64)> {
    let joined = |one: u32, other: u32| {
        let circle = &model.people[one as usize].circle;
        model.rules.self_formed.is_must() && circle.is_some() && *circle == model.people[other as usize].circle
    };
    let wishes = model.people.iter().enumerate().flat_map(|(one, person)| {
        person.not_with.iter().filter_map(|id| model.index.get(id)).map(move |other| (one as u32, *other, 1))
    });
    wishes.filter(|(one, other, _)| !joined(*one, *other)).collect()
}
