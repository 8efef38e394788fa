//! People who must not share a circle by a member's private wish.
//!
//! No sentence tells of it, and no price: a wish must not be guessed from what is said, or left unsaid, of anybody. So it
//! gives way to an organiser who puts two people into one circle by name: that they cannot have a place would tell of it.

use std::sync::Arc;

use super::links::{Links, Pairs};
use super::{Class, Criterion};
use crate::circles::model::Model;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let wished = model.people.iter().flat_map(|person| &person.not_with).any(|id| model.index.contains_key(id));
    if wished { vec![wishes(model, &model.tied)] } else { Vec::new() }
}

/// The wishes where units are locked in these circles.
pub(in crate::circles) fn wishes(model: &Arc<Model>, seats: &[Option<u32>]) -> Criterion {
    let pairs = Pairs::new(wished(model, seats)).once();
    let counters = Links::new(&pairs, &model.unit_of, model.units.len(), model.waiting());
    Criterion {
        rule: "private".to_owned(),
        class: Class::Must,
        weight: 1,
        secret: true,
        counters: Box::new(counters),
        meaning: Box::new(pairs),
    }
}

/// What members wish in private; but for those who are kept together, be it in a circle that they joined, and those who
/// are locked in one circle.
fn wished(model: &Model, seats: &[Option<u32>]) -> Vec<(u32, u32, i64)> {
    let put_together = |one: u32, other: u32| {
        let (one, other) = (model.unit_of[one as usize] as usize, model.unit_of[other as usize] as usize);
        one == other || (seats[one].is_some() && seats[one] == seats[other])
    };
    let wishes = model.people.iter().enumerate().flat_map(|(one, person)| {
        person.not_with.iter().filter_map(|id| model.index.get(id)).map(move |other| (one as u32, *other, 1))
    });
    wishes.filter(|(one, other, _)| !put_together(*one, *other)).collect()
}
