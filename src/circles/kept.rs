//! A plan that was kept, as the places of units: whatever in it cannot be is told with its field.

use crate::error::{Error, Result};
use crate::job::rest;
use crate::ordered::{BTreeMap, BTreeSet};

use super::model::Model;
use super::plan::{Circle, Plan};
use super::state::Places;

/// What finding a person by their id takes, as [`rest`] counts.
const PERSON_TAKES: u64 = 4;

/// Where a plan has every unit, in steps. Circles that are known keep their numbers, others take those that are left, in their
/// order; whom the plan does not name waits, and ids that the roster does not have are passed over.
pub(super) async fn places(model: &Model, plan: &Plan, known: &BTreeMap<String, usize>) -> Result<Places> {
    let list = model.waiting();
    let numbers = numbers(model, plan, known)?;
    let circles = plan.circles.iter().zip(numbers).enumerate();
    let circles = circles.map(|(at, (circle, to))| (format!("plan.circles[{at}].members"), &circle.members, to));
    let waiting = Some(("plan.waiting".to_owned(), &plan.waiting, list));
    let (mut places, mut met) = (vec![None; model.units.len()], vec![false; model.people.len()]);
    for (field, ids, to) in circles.chain(waiting) {
        let mut people = 0;
        for id in ids {
            let Some(person) = model.index.get(id) else { continue };
            let unit = model.unit_of[*person as usize] as usize;
            if std::mem::replace(&mut met[*person as usize], true) {
                return Err(twice(id, field));
            }
            if places[unit].is_some_and(|known| known != to) {
                let message = format!("{} are kept together, and not in the plan", model.names(&model.units[unit]));
                let hint = "let them go apart in the rules, or put them into one circle";
                return Err(Error::new("plan.divided", message).at_field(field).hint(hint));
            }
            people += if places[unit].is_none() { model.units[unit].len() as u32 } else { 0 };
            places[unit] = Some(to);
            rest(PERSON_TAKES).await;
        }
        if to != list && people > model.ceiling() {
            return Err(too_many(&field));
        }
    }
    Ok(places.into_iter().map(|place| place.unwrap_or(list) as u32).collect())
}

/// The numbers of a plan's circles.
fn numbers(model: &Model, plan: &Plan, known: &BTreeMap<String, usize>) -> Result<Vec<usize>> {
    let mut ids = BTreeSet::new();
    if let Some((at, circle)) = plan.circles.iter().enumerate().find(|(_, circle)| !ids.insert(&circle.id)) {
        return Err(twice(&circle.id, format!("plan.circles[{at}].id")));
    }
    let taken: BTreeSet<usize> = ids.into_iter().filter_map(|id| known.get(id)).copied().collect();
    // Numbers that go by no id come first.
    let called: BTreeSet<usize> = known.values().copied().collect();
    let mut others: Vec<usize> =
        (model.rules.present.len()..model.waiting()).filter(|number| !taken.contains(number)).collect();
    others.sort_by_key(|number| called.contains(number));
    let mut others = others.into_iter();
    let number = |circle: &Circle| known.get(&circle.id).copied().or_else(|| others.next());
    let numbers: Option<Vec<usize>> = plan.circles.iter().map(number).collect();
    numbers.ok_or_else(|| {
        let message = format!("the plan has {} circles, more than there can be", plan.circles.len());
        Error::new("plan.circles", message).at_field("plan.circles").hint("allow more circles in the rules")
    })
}

fn twice(id: &str, field: String) -> Error {
    Error::new("plan.twice", format!("\"{id}\" is in the plan twice")).at_field(field).hint("leave one of them out")
}

/// A circle in which more people would be than counters can count.
pub(super) fn too_many(field: &str) -> Error {
    let error = Error::new("move.too_many", "the circle would have far too many people");
    error.at_field(field).hint("move others out first, or allow larger circles")
}
