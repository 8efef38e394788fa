//! Why somebody is where they are.

use super::criteria::Criterion;
use super::model::Model;
use super::outcome;
use super::plan::Reason;

/// The sentences about a person: one that sums up, then one for each criterion that has something to say.
pub(super) fn why(model: &Model, criteria: &[Criterion], places: &[u32], person: u32) -> Vec<Reason> {
    let groups = outcome::people(model, places);
    let circle = places[model.unit_of[person as usize] as usize] as usize;
    let people = &groups[circle];
    if circle == model.waiting() {
        return vec![Reason { rule: "place".to_owned(), text: waits(model, person) }];
    }
    let told = criteria.iter().filter_map(|criterion| {
        let text = criterion.meaning.say(person, people)?;
        Some(Reason { rule: criterion.rule.clone(), text })
    });
    let told: Vec<Reason> = told.collect();
    let sum = told.iter().map(|reason| reason.text.as_str()).collect::<Vec<_>>().join("; ");
    let name = &model.people[person as usize].name;
    let text = if sum.is_empty() { format!("{name} completes the circle.") } else { format!("{name} {sum}.") };
    std::iter::once(Reason { rule: "place".to_owned(), text }).chain(told).collect()
}

fn waits(model: &Model, person: u32) -> String {
    let name = &model.people[person as usize].name;
    let free = (1..model.free.slots()).any(|slot| model.free.at(person, slot));
    if !free && !model.free.at(person, 0) {
        return format!("{name} waits: nobody could meet at the times given, or none were given.");
    }
    format!("{name} waits: no circle has room for them under the rules.")
}
