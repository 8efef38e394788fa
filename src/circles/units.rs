//! People who move as one: kept together by rule, or joined in a circle of their own.

use crate::ordered::{BTreeMap, BTreeSet};

use crate::error::Error;
use crate::people::{Mode, Participant};

use super::model::{Model, either};
use super::rules::{Rules, Size, Strength};

pub(super) struct Units {
    /// The people of each unit.
    pub(super) units: Vec<Vec<u32>>,
    /// The unit of each person.
    pub(super) unit_of: Vec<u32>,
    pub(super) problems: Vec<Error>,
    /// The self-formed circles that have enough people to stand alone.
    pub(super) formed: Vec<Vec<u32>>,
}

/// The units of the people, in the order of the first person of each.
pub(super) fn units(people: &[Participant], rules: &Rules, size: Size, index: &BTreeMap<String, u32>) -> Units {
    let mut groups = Groups::new(people.len());
    let mut problems = Vec::new();
    let circles = if rules.self_formed.is_must() { joined(people) } else { BTreeMap::new() };
    let mut formed = Vec::new();
    for (name, members) in circles {
        if members.len() > size.max as usize {
            problems.push(too_big(name, members.len(), size));
            continue;
        }
        groups.join(&members);
        if members.len() >= fewest(&members, people, rules) as usize {
            formed.push(members);
        }
    }
    for group in rules.together.iter().filter(|group| group.weight.is_must()) {
        groups.join(&group.people.iter().filter_map(|id| index.get(id)).copied().collect::<Vec<_>>());
    }
    let (units, unit_of) = groups.units();
    Units { units, unit_of, problems, formed }
}

/// How many a circle of these people has to have: those who would only talk have the sizes of circles that talk.
fn fewest(members: &[u32], people: &[Participant], rules: &Rules) -> u32 {
    let would = |mode: Mode| members.iter().any(|person| people[*person as usize].mode == mode);
    match (would(Mode::Talk), would(Mode::Text)) {
        (true, false) => rules.size.min,
        (false, true) => rules.text_size.unwrap_or(rules.size).min,
        _ => either(rules).min,
    }
}

/// The people who named a circle of their own.
pub(super) fn joined(people: &[Participant]) -> BTreeMap<&str, Vec<u32>> {
    let mut circles: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (index, person) in people.iter().enumerate() {
        if let Some(circle) = &person.circle {
            circles.entry(circle).or_default().push(index as u32);
        }
    }
    circles
}

/// The units that are circles of their own which stay whole, or hold one: no two of them share a circle.
pub(super) fn formed(model: &Model) -> BTreeSet<u32> {
    let circles = if model.rules.self_formed.is_must() { joined(&model.people) } else { BTreeMap::new() };
    let whole = circles.into_values().filter(|people| people.len() <= model.size.max as usize);
    whole.filter_map(|people| Some(model.unit_of[*people.first()? as usize])).collect()
}

/// A circle that formed itself stands even where it has named no leader or no time that the rules would allow; that is
/// told.
pub(super) fn excuse(model: &mut Model, members: &[u32]) -> Vec<Error> {
    let mut problems = Vec::new();
    let name = members.first().and_then(|first| model.people[*first as usize].circle.clone()).unwrap_or_default();
    let led = members.iter().any(|person| model.leads[*person as usize]);
    let there = |slot: usize| members.iter().find(|person| model.free.at(**person, slot));
    let first = model.best_slot(members).and_then(there).or(members.first());
    if let (false, Strength::Must, Some(first)) = (led, model.rules.leader, first) {
        model.leads[*first as usize] = true;
        problems.push(
            Error::new("circles.no_leader", format!("nobody of \"{name}\" is marked as a leader"))
                .with("name", &name)
                .hint("they keep their circle; ask them who leads it"),
        );
    }
    let is = |mode: Mode| members.iter().any(|person| model.people[*person as usize].mode == mode);
    let split = is(Mode::Talk) && is(Mode::Text);
    if split || (model.must_meet() && model.falls_short(members, &model.awaited(members)) > 0) {
        members.iter().for_each(|person| model.free.suppose(*person));
        let error = match split {
            true => Error::new(
                "circles.no_shared_mode",
                format!("some of \"{name}\" would only talk and others only write"),
            )
            .hint("they keep their circle; ask them how they meet"),
            false => Error::new("circles.no_shared_slot", format!("the people of \"{name}\" share no weekly time"))
                .hint("they keep their circle; ask them when they meet"),
        };
        problems.push(error.with("name", &name));
    }
    problems
}

fn too_big(name: &str, members: usize, size: Size) -> Error {
    let message = format!("\"{name}\" has {members} people and a circle has at most {}", size.max);
    Error::new("circles.too_big", message)
        .with("name", name)
        .with("count", members)
        .with("max", size.max)
        .at_field("rules.size.max")
        .hint("allow more people in a circle, or ask them to form two")
}

/// Sets of people that are joined step by step.
struct Groups(Vec<u32>);

impl Groups {
    fn new(people: usize) -> Self {
        Self((0..people as u32).collect())
    }

    fn first(&self, person: u32) -> u32 {
        let mut at = person;
        while self.0[at as usize] != at {
            at = self.0[at as usize];
        }
        at
    }

    fn join(&mut self, people: &[u32]) {
        for pair in people.windows(2) {
            let (one, other) = (self.first(pair[0]), self.first(pair[1]));
            self.0[one.max(other) as usize] = one.min(other);
        }
    }

    fn units(&self) -> (Vec<Vec<u32>>, Vec<u32>) {
        let mut units: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for person in 0..self.0.len() as u32 {
            units.entry(self.first(person)).or_default().push(person);
        }
        let mut unit_of = vec![0; self.0.len()];
        for (unit, people) in units.values().enumerate() {
            people.iter().for_each(|person| unit_of[*person as usize] = unit as u32);
        }
        (units.into_values().collect(), unit_of)
    }
}
