//! What in a roster does not fit what rules ask of it: told, and passed over.

use crate::error::Error;
use crate::ordered::BTreeSet;
use crate::people::{Known, Participant};

use super::free::Free;
use super::model::number;
use super::rules::{How, Levels, Rules};

/// As many names of several people are told of.
const TOLD: usize = 8;

/// Everything that was noticed, each with its people.
pub(super) fn find(people: &[Participant], rules: &Rules, free: &Free) -> Vec<Error> {
    let levels = rules.levels.iter().filter_map(|(attribute, levels)| unordered(people, attribute, levels));
    let ordered = |attribute: &String| rules.levels.contains_key(attribute);
    let balanced = rules.attributes.iter().enumerate().filter(|(_, rule)| rule.how == How::Balance);
    let words = balanced.filter(|(_, rule)| rule.weight.is_on() && !ordered(&rule.attribute));
    let words = words.filter_map(|(at, rule)| no_number(people, at, &rule.attribute));
    let naming = rules.attributes.iter().enumerate().filter(|(_, rule)| rule.how == How::NotWith);
    let nobody = naming.filter(|(_, rule)| rule.weight.is_on());
    let nobody = nobody.flat_map(|(at, rule)| unnamed(people, at, &rule.attribute));
    levels.chain(words).chain(nobody).chain(passed_over(free)).collect()
}

/// People with a value that is none of the attribute's levels.
fn unordered(people: &[Participant], attribute: &str, levels: &Levels) -> Option<Error> {
    let outside = |person: &&Participant| has(person, attribute) && levels.of(person, attribute).is_none();
    let outside: Vec<&Participant> = people.iter().filter(outside).collect();
    let message = format!("the \"{attribute}\" of {} on the roster is none of its levels", outside.len());
    let error = Error::new("circles.no_level", message).at_field(format!("rules.levels.{attribute}"));
    let error = error.hint("add the value to the levels, or correct the roster: what is asked of it passes them over");
    (!outside.is_empty()).then(|| about(error, &outside))
}

/// People without a number where numbers are to be even.
fn no_number(people: &[Participant], at: usize, attribute: &str) -> Option<Error> {
    let words = |person: &&Participant| has(person, attribute) && number(person, attribute).is_none();
    let words: Vec<&Participant> = people.iter().filter(words).collect();
    let message = format!("the \"{attribute}\" of {} on the roster is no number", words.len());
    let error = Error::new("circles.no_number", message).at_field(format!("rules.attributes[{at}].attribute"));
    let error = error.hint("name its levels in rules.levels if the values have an order, or mix or match by it");
    (!words.is_empty()).then(|| about(error, &words))
}

/// An attribute that is to name people, where its values do not tell whom.
fn unnamed(people: &[Participant], at: usize, attribute: &str) -> Vec<Error> {
    let values: Vec<&String> = people.iter().filter_map(|person| person.attributes.get(attribute)).flatten().collect();
    if values.is_empty() {
        return Vec::new();
    }
    let known = Known::of(people);
    let shared: BTreeSet<&str> =
        values.iter().map(|value| value.as_str()).filter(|value| known.is_shared(value)).collect();
    // Some of those named may well be elsewhere.
    let nobody = shared.is_empty() && !values.iter().any(|value| known.who(value).is_some());
    let several = (!shared.is_empty()).then(|| names_several(at, attribute, &shared));
    several.into_iter().chain(nobody.then(|| names_nobody(at, attribute))).collect()
}

fn names_several(at: usize, attribute: &str, shared: &BTreeSet<&str>) -> Error {
    let mut names: Vec<String> = shared.iter().take(TOLD).map(|name| format!("\"{name}\"")).collect();
    if shared.len() > TOLD {
        names.push(format!("{} more", shared.len() - TOLD));
    }
    let names = names.join(", ");
    let message = format!("\"{attribute}\" names {names} as several people are called: that keeps nobody apart");
    let error = Error::new("circles.names_several", message).at_field(format!("rules.attributes[{at}].attribute"));
    let error = shared.iter().fold(error.with("attribute", attribute), |error, name| error.with("name", name));
    error.hint("write the id or the e-mail address of whoever is meant")
}

fn names_nobody(at: usize, attribute: &str) -> Error {
    let message = format!("\"{attribute}\" names nobody on the roster, so that nobody is kept apart by it");
    let error = Error::new("circles.names_nobody", message).at_field(format!("rules.attributes[{at}].attribute"));
    error.with("attribute", attribute).hint("write ids, e-mail addresses or names of people on the roster")
}

fn has(person: &Participant, attribute: &str) -> bool {
    person.attributes.get(attribute).is_some_and(|values| !values.is_empty())
}

fn about(error: Error, people: &[&Participant]) -> Error {
    people.iter().fold(error, |error, person| error.with("people", &person.id))
}

/// Times that were not looked at.
fn passed_over(free: &Free) -> Option<Error> {
    let left = free.passed_over();
    let message = format!("of the times at which somebody could begin, {left} that suit the fewest were not looked at");
    (left > 0).then(|| {
        Error::new("circles.times_left", message)
            .at_field("rules.slot")
            .hint("give availability in quarters of an hour, or ask about times to choose from")
    })
}
