//! Places as a plan that people read.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::error::Error;
use crate::people::Mode;

use super::criteria::{Class, Criterion};
use super::model::Model;
use super::plan::{Circle, Part, Plan};
use super::state::Score;

/// The plan of units at their places.
pub(super) fn plan(model: &Arc<Model>, criteria: &[Criterion], score: Score, places: &[u32]) -> Plan {
    let mut groups = people(model, places);
    let waiting = groups.pop().unwrap_or_default();
    let parts = criteria.iter().filter(|criterion| criterion.class == Class::Cost);
    let parts = parts.map(|criterion| Part {
        rule: criterion.rule.clone(),
        cost: groups.iter().map(|people| criterion.weight * criterion.meaning.of(people)).sum(),
    });
    let none = score.cost == 0 && score.waiting == 0;
    let mut problems = model.problems.clone();
    if !waiting.is_empty() && problems.is_empty() {
        problems.push(unplaced(waiting.len()));
    }
    Plan {
        format: 1,
        zone: model.rules.zone.clone(),
        parts: parts.collect(),
        circles: circles(model, &groups),
        waiting: ids(model, &waiting),
        cost: score.cost,
        bound: none.then_some(0),
        gap: none.then_some(0.0),
        proved: none,
        stopped: !none,
        problems,
    }
}

/// The people of each circle and, last, of the waiting list, in the order of the roster.
pub(super) fn people(model: &Model, places: &[u32]) -> Vec<Vec<u32>> {
    let mut groups = vec![Vec::new(); model.waiting() + 1];
    for (person, unit) in model.unit_of.iter().enumerate() {
        groups[places[*unit as usize] as usize].push(person as u32);
    }
    groups
}

/// The circles that have people, by number, and the id of each.
pub(super) fn ids_of_circles(model: &Model, places: &[u32]) -> Vec<(usize, String)> {
    let mut groups = people(model, places);
    groups.pop();
    ids_of_groups(model, &groups)
}

fn ids_of_groups(model: &Model, groups: &[Vec<u32>]) -> Vec<(usize, String)> {
    let present = &model.rules.present;
    let taken: BTreeSet<&str> = present.iter().map(|circle| circle.id.as_str()).collect();
    let mut last = 0;
    let filled = (0..groups.len()).filter(|number| !groups[*number].is_empty());
    let id = |number: usize| match present.get(number) {
        Some(present) => present.id.clone(),
        None => next_id(&mut last, &taken),
    };
    filled.clone().zip(filled.map(id)).collect()
}

fn circles(model: &Model, groups: &[Vec<u32>]) -> Vec<Circle> {
    let name = |number: usize| model.rules.present.get(number).map_or_else(String::new, |circle| circle.name.clone());
    let ids = ids_of_groups(model, groups);
    ids.into_iter().map(|(number, id)| circle(model, id, name(number), &groups[number])).collect()
}

fn next_id(last: &mut u32, taken: &BTreeSet<&str>) -> String {
    loop {
        *last += 1;
        let id = format!("c{last}");
        if !taken.contains(id.as_str()) {
            return id;
        }
    }
}

fn circle(model: &Model, id: String, name: String, people: &[u32]) -> Circle {
    let slot = model.best_slot(people);
    let leader = slot.and_then(|slot| leader(model, people, slot));
    let supposed = |person: &u32| model.free.is_supposed(*person);
    Circle {
        name: if name.is_empty() { own_name(model, people).unwrap_or_else(|| title(&id)) } else { name },
        id,
        mode: if slot == Some(0) { Mode::Text } else { Mode::Talk },
        leader: leader.map(|person| model.people[person as usize].id.clone()),
        members: ids(model, people),
        // A time is told only where everybody said that it suits; some circles find theirs themselves.
        slot: slot.and_then(|slot| model.free.slot(slot)).filter(|_| !people.iter().any(supposed)),
    }
}

fn leader(model: &Model, people: &[u32], slot: usize) -> Option<u32> {
    people.iter().copied().filter(|person| model.people[*person as usize].leader).min_by_key(|person| {
        // One who is free, and who leads the present circle's people already.
        (!model.free.at(*person, slot), model.home[*person as usize].is_none(), *person)
    })
}

/// The name that people gave to the circle that they formed.
fn own_name(model: &Model, people: &[u32]) -> Option<String> {
    let own = |person: &u32| model.people[*person as usize].circle.clone();
    if model.rules.self_formed { people.iter().find_map(own) } else { None }
}

fn title(id: &str) -> String {
    format!("Circle {}", id.strip_prefix('c').unwrap_or(id))
}

fn ids(model: &Model, people: &[u32]) -> Vec<String> {
    people.iter().map(|person| model.people[*person as usize].id.clone()).collect()
}

fn unplaced(people: usize) -> Error {
    Error::new("circles.unplaced", format!("no place was found for {people} people"))
        .hint("search on, or allow other sizes, more leaders or more times")
}
