//! What stands in the way of placing everybody, seen before any search.

use crate::error::Error;

use super::model::Model;
use super::rules::Strength;
use super::said::counted;
use super::units;

/// Everything that makes it certain that somebody waits. Private wishes play no part in it.
pub(super) fn find(model: &Model) -> Vec<Error> {
    [leaders(model), sizes(model), formed(model), too_large(model), lonely(model)].into_iter().flatten().collect()
}

fn leaders(model: &Model) -> Option<Error> {
    let people = model.people.len();
    let leaders = model.leads.iter().filter(|leads| **leads).count();
    let seats = leaders * model.size.max as usize;
    if model.rules.leader != Strength::Must || seats >= people {
        return None;
    }
    let needed = people.div_ceil(model.size.max as usize);
    let count = counted(leaders, "person is ready to lead", "people are ready to lead");
    let message = format!("{count}, and {people} people need at least {needed} circles of at most {}", model.size.max);
    Some(
        Error::new("circles.too_few_leaders", message)
            .at_field("rules.leader")
            .with("leaders", leaders)
            .with("count", people)
            .with("needed", needed)
            .with("max", model.size.max)
            .hint(format!("find {}, or allow larger circles or circles without a leader", more(needed - leaders))),
    )
}

fn more(leaders: usize) -> String {
    counted(leaders, "more leader", "more leaders")
}

fn sizes(model: &Model) -> Option<Error> {
    let (people, size) = (model.people.len() as u32, model.size);
    let fits = |circles: u32| circles * size.min <= people && people <= circles * size.max;
    let possible = match model.rules.circles {
        Some(circles) => fits(circles),
        None => (people.div_ceil(size.max)..=people / size.min).any(fits),
    };
    if possible {
        return None;
    }
    let circles = model.rules.circles.map_or_else(String::new, |circles| format!("{circles} "));
    let message = format!("{people} people cannot be divided into {circles}circles of {} to {}", size.min, size.max);
    Some(
        Error::new("circles.sizes", message)
            .at_field("rules.size")
            .with("count", people)
            .with("min", size.min)
            .with("max", size.max)
            .hint("allow other sizes or another number"),
    )
}

/// More circles that formed themselves than there are to be.
fn formed(model: &Model) -> Option<Error> {
    let (formed, circles) = (units::formed(model).len(), model.rules.circles?);
    if formed <= circles as usize {
        return None;
    }
    let message = format!("{formed} circles formed themselves, and there are to be {circles}");
    Some(
        Error::new("circles.too_many_formed", message)
            .at_field("rules.circles")
            .with("formed", formed)
            .with("count", circles)
            .hint("raise the number, or ask some of them to become one"),
    )
}

fn too_large(model: &Model) -> Option<Error> {
    let unit = model.units.iter().find(|unit| unit.len() > model.size.max as usize)?;
    let message = format!("{} are to be kept together, which are {} people", model.names(unit), unit.len());
    Some(
        Error::new("circles.too_big", message)
            .at_field("rules.together")
            .with("count", unit.len())
            .with("max", model.size.max)
            .hint(format!("a circle has at most {}: allow larger ones or keep fewer together", model.size.max)),
    )
}

/// People who share no slot with enough others to fill a circle.
fn lonely(model: &Model) -> Option<Error> {
    let needed = model.size.min as usize;
    let slots = model.free.slots();
    let popular: Vec<bool> = (0..slots)
        .map(|slot| (0..model.people.len()).filter(|person| model.free.at(*person as u32, slot)).count() >= needed)
        .collect();
    let lonely = |person: &u32| !(0..slots).any(|slot| popular[slot] && model.free.at(*person, slot));
    let lonely: Vec<u32> = (0..model.people.len() as u32).filter(lonely).collect();
    // Where some may be missing, a person can belong to a circle whose slot does not suit them.
    if lonely.is_empty() || !model.all_meet() {
        return None;
    }
    let names = model.names(&lonely);
    let message = match needed - 1 {
        0 => format!("{names} can meet at no time"),
        others => format!("{names} can meet at no time at which {others} more can"),
    };
    let error = Error::new("circles.no_shared_slot", message).at_field("rules.slot").with("needed", needed - 1);
    let error = lonely.iter().fold(error, |error, person| error.with("people", &model.people[*person as usize].id));
    Some(error.hint("ask for more times, or allow people to be missing or to write"))
}
