//! Unlike people together: each pair of a circle with a value in common costs; where values have an order, each step
//! that two people are nearer than the farthest.

use std::sync::Arc;

use super::tally::Tally;
use super::{Criterion, Meaning};
use crate::circles::model::{Model, Values};
use crate::circles::rules::How;
use crate::circles::said::Said;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let mut rules: Vec<_> = model.rules.attributes.iter().filter(|rule| rule.how == How::Mix).collect();
    // The weightiest first: it is the likeliest to rule a move out.
    rules.sort_by_key(|rule| std::cmp::Reverse(model.strength(rule.weight).map_or(0, |(_, weight)| weight)));
    rules.into_iter().filter_map(|rule| criterion(model, &rule.attribute, model.strength(rule.weight)?)).collect()
}

fn criterion(model: &Arc<Model>, attribute: &str, (class, weight): (super::Class, i64)) -> Option<Criterion> {
    let values = model.steps(attribute);
    let features = values.features(model, 0);
    let counters = Tally::new(&features, vec![1; values.names.len()], model.waiting());
    Some(Criterion {
        rule: format!("mix {attribute}"),
        class,
        weight,
        secret: false,
        counters: Box::new(counters),
        meaning: Box::new(Mix { attribute: attribute.to_owned(), values, model: model.clone() }),
    })
}

struct Mix {
    attribute: String,
    values: Values,
    model: Arc<Model>,
}

impl Meaning for Mix {
    fn pair(&self, one: u32, other: u32) -> i64 {
        self.values.shared(one, other)
    }

    fn is_pairwise(&self) -> bool {
        true
    }

    fn least(&self, _: u32, circles: u32) -> i64 {
        // People with one value in common, spread as evenly as can be.
        let mut counts = vec![0_i64; self.values.names.len()];
        self.values.of.iter().flatten().for_each(|value| counts[*value as usize] += 1);
        let circles = i64::from(circles.max(1));
        let spread = |count: i64| {
            let (each, more) = (count / circles, count % circles);
            more * each * (each + 1) / 2 + (circles - more) * each * (each - 1) / 2
        };
        counts.into_iter().map(spread).sum()
    }

    fn say(&self, person: u32, people: &[u32]) -> Vec<Said> {
        if self.values.of[person as usize].is_empty() {
            return Vec::new();
        }
        let alike: Vec<u32> =
            people.iter().copied().filter(|other| *other != person && self.values.alike(person, *other)).collect();
        let said = match alike.as_slice() {
            [] => Said::new("mix.nobody", format!("shares {} with nobody here", self.attribute)),
            alike => {
                let text = format!("shares {} with {}", self.attribute, self.model.names(alike));
                Said::new("mix.some", text).people(&self.model, alike)
            }
        };
        vec![said.with("attribute", &self.attribute)]
    }
}
