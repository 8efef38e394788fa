//! Places as a plan that people read.

use crate::ordered::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::error::Error;
use crate::people::{self, Mode, Place};

use super::change;
use super::criteria::{Class, Criterion};
use super::explain::Told;
use super::model::Model;
use super::names::{Named, Names};
use super::plan::{Circle, Part, Plan, Reason};
use super::state::Score;

/// The plan of units at their places.
pub(super) fn plan(model: &Arc<Model>, criteria: &[Criterion], names: &Names, score: Score, places: &[u32]) -> Plan {
    let told = Told::new(model, criteria, names, places);
    let waiting = told.groups.last().cloned().unwrap_or_default();
    let none = score.cost == 0 && score.waiting == 0;
    let mut problems = model.problems.clone();
    let torn = torn(&told, &waiting);
    let others = waiting.iter().filter(|person| told.torn(**person).is_none()).count();
    if others > 0 && problems.is_empty() {
        problems.push(unplaced(others));
    }
    problems.extend(torn);
    problems.extend(unseated(model, &waiting));
    problems.extend(broken(&told));
    problems.extend(model.notices.iter().cloned());
    Plan {
        format: Plan::FORMAT,
        zone: model.rules.zone.clone(),
        parts: parts(&told),
        circles: told.circles.iter().map(|named| circle(model, named, &told.groups[named.number])).collect(),
        waiting: ids(model, &waiting),
        cost: score.cost,
        bound: none.then_some(0),
        gap: none.then_some(0.0),
        proved: none,
        stopped: !none,
        problems,
        moved: change::moved(&told),
        choices: Vec::new(),
    }
}

/// What a plan that was made by hand breaks.
fn broken(told: &Told<'_>) -> Vec<Error> {
    let rules: BTreeSet<&str> = told.must().map(|criterion| criterion.rule.as_str()).collect();
    let broken = rules.into_iter().flat_map(|rule| told.rule(rule)).filter(|reason| reason.code == "rule.broken_in");
    let problem = |reason: Reason| {
        let of = |name: &str| reason.values.get(name).map(Vec::as_slice).unwrap_or_default();
        let circle = told.circles.iter().find(|circle| of("circle").contains(&circle.id))?;
        let (rule, circle, makers) = (&reason.rule, &circle.name, told.model.known(of("people")));
        let message = match makers.as_slice() {
            [] => format!("{rule} is broken in {circle} as a whole"),
            makers => format!("{rule} is broken in {circle}, by {}", told.model.names(makers)),
        };
        let error = Error::new("circles.broken", message).hint("take the move back, or ask less of the rule");
        let values = reason.values.iter().flat_map(|(name, all)| all.iter().map(move |value| (name, value)));
        Some(values.fold(error, |error, (name, value)| error.with(name, value)))
    };
    broken.filter_map(problem).collect()
}

/// What each weighted rule adds to the cost.
fn parts(told: &Told<'_>) -> Vec<Part> {
    let waiting = told.groups.last().map(Vec::as_slice).unwrap_or_default();
    let costs = told.criteria.iter().filter(|criterion| criterion.class == Class::Cost);
    let part = |criterion: &Criterion| {
        let circles = told.circles.iter().map(|circle| told.breaches_of(criterion, circle.number));
        let breaches = circles.sum::<i64>() + criterion.meaning.of_waiting(waiting);
        Part { rule: criterion.rule.clone(), cost: criterion.weight * breaches }
    };
    costs.map(part).collect()
}

/// The people of each circle and, last, of the waiting list, in the order of the roster.
pub(super) fn people(model: &Model, places: &[u32]) -> Vec<Vec<u32>> {
    let mut groups = vec![Vec::new(); model.waiting() + 1];
    for (person, unit) in model.unit_of.iter().enumerate() {
        groups[places[*unit as usize] as usize].push(person as u32);
    }
    groups
}

fn circle(model: &Model, named: &Named, people: &[u32]) -> Circle {
    let slot = model.best_slot(people);
    let kept = model.kept_time(people, named.number);
    let free = |person: u32| match kept {
        Some(_) => model.free.suits(person, named.number),
        None => slot.is_some_and(|slot| model.free.at(person, slot)),
    };
    let leader = slot.and_then(|_| leader(model, people, named.number, free));
    let supposed = |person: &u32| model.free.is_supposed(*person);
    let Place { platform, url } = place(model, &named.name, people);
    Circle {
        id: named.id.clone(),
        name: named.name.clone(),
        mode: if slot == Some(0) { Mode::Text } else { Mode::Talk },
        leader: leader.map(|person| model.people[person as usize].id.clone()),
        members: ids(model, people),
        // A time is told only where everybody said that it suits; some circles find theirs themselves.
        slot: kept.or_else(|| slot.and_then(|slot| model.free.slot(slot)).filter(|_| !people.iter().any(supposed))),
        platform,
        url,
    }
}

/// Where a circle meets that goes by the name that its people gave it.
fn place(model: &Model, name: &str, people: &[u32]) -> Place {
    let formed = |person: &u32| Some(&model.people[*person as usize]).filter(|own| own.circle.as_deref() == Some(name));
    let own = if model.rules.self_formed.is_on() { people } else { &[] };
    people::place(own.iter().filter_map(formed))
}

fn leader(model: &Model, people: &[u32], circle: usize, free: impl Fn(u32) -> bool) -> Option<u32> {
    let before = model.rules.present.get(circle).and_then(|present| model.index.get(present.leader.as_ref()?)).copied();
    people.iter().copied().filter(|person| model.people[*person as usize].leader).min_by_key(|person| {
        // One who is free, and who leads the present circle's people already.
        (!free(*person), Some(*person) != before, model.home[*person as usize].is_none(), *person)
    })
}

fn ids(model: &Model, people: &[u32]) -> Vec<String> {
    people.iter().map(|person| model.people[*person as usize].id.clone()).collect()
}

/// Those who are locked in a circle that cannot be: no rule is named, since it may be for a private wish.
fn unseated(model: &Model, waiting: &[u32]) -> Option<Error> {
    let locked = |person: &u32| model.tied[model.unit_of[*person as usize] as usize].is_some();
    let locked: Vec<u32> = waiting.iter().copied().filter(locked).collect();
    let message = || format!("{} found no place in the circle where they are locked", model.names(&locked));
    let error = (!locked.is_empty()).then(|| Error::new("circles.locked", message()).at_field("rules.locked"))?;
    let error = error.hint("unlock them, or change the rules");
    Some(locked.iter().fold(error, |error, person| error.with("people", &model.people[*person as usize].id)))
}

/// People who have to share a circle, kept together or locked, and must not by another rule: each such pair once.
fn torn(told: &Told<'_>, waiting: &[u32]) -> Vec<Error> {
    let pairs: BTreeMap<[u32; 2], &Criterion> = waiting.iter().filter_map(|person| told.torn(*person)).collect();
    let model = told.model;
    let told = pairs.into_iter().map(|(pair, criterion)| {
        let names = model.names(&pair);
        let message = format!("{names} have to be in one circle, and that goes against {}", criterion.rule);
        let error = Error::new("circles.contradiction", message).at_field("rules");
        let error = error.hint("let them go apart, by a rule or a lock less, or ask less of that rule");
        let error = pair.iter().fold(error, |error, one| error.with("people", &model.people[*one as usize].id));
        error.with("rule", &criterion.rule)
    });
    told.collect()
}

fn unplaced(people: usize) -> Error {
    Error::new("circles.unplaced", format!("no place was found for {people} of the people"))
        .with("count", people)
        .hint("search on, or allow other sizes, more leaders or more times")
}
