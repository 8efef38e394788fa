//! What circles are called: those that are there already as they were, the others by number.
//!
//! While circles are searched, ids are dealt out in order. From the first step by hand on, each holds still: whoever has
//! looked at a circle finds it under the same name, be another emptied or filled.

use crate::ordered::{BTreeMap, BTreeSet};

use super::model::Model;
use super::units;

/// The ids that hold still, by the numbers of their circles, be these empty now.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(BTreeMap<usize, String>);

impl Names {
    /// Holds the ids of circles that are told of.
    pub(super) fn hold(&mut self, told: Vec<Named>) {
        told.into_iter().for_each(|circle| _ = self.0.entry(circle.number).or_insert(circle.id));
    }

    /// The numbers of the circles that are known by an id: present ones, those that hold still, and those with people.
    pub(super) fn known(&self, model: &Model, groups: &[Vec<u32>]) -> BTreeMap<String, usize> {
        let present = model.rules.present.iter().enumerate().map(|(number, circle)| (circle.id.clone(), number));
        let held = self.0.iter().map(|(number, id)| (id.clone(), *number));
        let told = named(model, groups, self).into_iter().map(|circle| (circle.id, circle.number));
        present.chain(held).chain(told).collect()
    }
}

/// A circle that has people, and what it is called.
pub(super) struct Named {
    pub(super) number: usize,
    pub(super) id: String,
    pub(super) name: String,
}

/// What the circles that have people are called; `groups` are the people of each circle, the waiting list last.
pub(super) fn named(model: &Model, groups: &[Vec<u32>], held: &Names) -> Vec<Named> {
    let present = &model.rules.present;
    let taken: BTreeSet<&String> = present.iter().map(|circle| &circle.id).chain(held.0.values()).collect();
    let formed = if model.rules.self_formed.is_on() { units::joined(&model.people) } else { BTreeMap::new() };
    let mut last = 0;
    let filled = (0..model.waiting()).filter(|number| groups.get(*number).is_some_and(|people| !people.is_empty()));
    let name = |number: usize| {
        let known = present.get(number);
        let own = known.map(|circle| &circle.id).or_else(|| held.0.get(&number)).cloned();
        let id = own.unwrap_or_else(|| next_id(&mut last, &taken));
        let own = || own_name(model, &formed, &groups[number]).unwrap_or_else(|| title(&id));
        let name = known.map(|circle| circle.name.clone()).filter(|name| !name.is_empty()).unwrap_or_else(own);
        Named { number, id, name }
    };
    filled.map(name).collect()
}

fn next_id(last: &mut u32, taken: &BTreeSet<&String>) -> String {
    loop {
        *last += 1;
        let id = format!("c{last}");
        if !taken.contains(&id) {
            return id;
        }
    }
}

/// The name that people gave to the circle that they formed; of one that is divided no part goes by it.
fn own_name(model: &Model, formed: &BTreeMap<&str, Vec<u32>>, people: &[u32]) -> Option<String> {
    let name = people.iter().find_map(|person| model.people[*person as usize].circle.as_deref())?;
    let whole = formed.get(name)?.iter().all(|person| people.binary_search(person).is_ok());
    whole.then(|| name.to_owned())
}

fn title(id: &str) -> String {
    format!("Circle {}", id.strip_prefix('c').unwrap_or(id))
}
