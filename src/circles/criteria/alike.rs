//! Alike people together: each pair of a circle without a value in common costs; where values have an order, each step
//! between the two.

use std::sync::Arc;

use super::pairing::{Pairing, Relation};
use super::tally::Tally;
use super::{Counters, Criterion, Meaning};
use crate::circles::model::{Model, Values};
use crate::circles::rules::{AttributeRule, How};
use crate::circles::said::Said;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let rules = model.rules.attributes.iter().filter(|rule| rule.how == How::Match);
    rules.filter_map(|rule| criterion(model, rule)).collect()
}

fn criterion(model: &Arc<Model>, rule: &AttributeRule) -> Option<Criterion> {
    let (class, weight) = model.strength(rule.weight)?;
    let match_ = Arc::new(Match { values: model.steps(&rule.attribute), model: model.clone() });
    Some(Criterion {
        rule: format!("match {}", rule.attribute),
        class,
        weight,
        secret: false,
        counters: counters(model, &match_),
        meaning: Box::new(Meant { of: match_, attribute: rule.attribute.clone() }),
    })
}

/// Where nobody has more values than two can share, what pairs differ by is all that they could share less those that
/// share each value, and counts suffice.
fn counters(model: &Arc<Model>, alike: &Arc<Match>) -> Box<dyn Counters> {
    let most = alike.values.most;
    if alike.values.of.iter().any(|values| values.len() as i64 > most) {
        return Box::new(Pairing::new(alike.clone(), model));
    }
    let mut features = alike.values.features(model, 1);
    for list in &mut features {
        let known = list.iter().map(|(_, people)| people).sum::<i32>() / most as i32;
        if known > 0 {
            list.insert(0, (0, known));
        }
    }
    let mut weight = vec![-1; alike.values.names.len() + 1];
    weight[0] = most as i32;
    Box::new(Tally::new(&features, weight, model.waiting()))
}

struct Match {
    values: Values,
    model: Arc<Model>,
}

struct Meant {
    of: Arc<Match>,
    attribute: String,
}

impl Relation for Match {
    fn pair(&self, one: u32, other: u32) -> i64 {
        let known = !self.values.of[one as usize].is_empty() && !self.values.of[other as usize].is_empty();
        if known { (self.values.most - self.values.shared(one, other)).max(0) } else { 0 }
    }
}

impl Meaning for Meant {
    fn pair(&self, one: u32, other: u32) -> i64 {
        self.of.pair(one, other)
    }

    fn is_pairwise(&self) -> bool {
        true
    }

    fn say(&self, person: u32, people: &[u32]) -> Vec<Said> {
        let (values, model) = (&self.of.values, &self.of.model);
        let alike: Vec<u32> =
            people.iter().copied().filter(|other| *other != person && values.alike(person, *other)).collect();
        let said = match alike.as_slice() {
            _ if values.of[person as usize].is_empty() => return Vec::new(),
            [] => Said::new("match.nobody", format!("is the only one here with their {}", self.attribute)),
            alike => {
                let text = format!("has {} in common with {}", self.attribute, model.names(alike));
                Said::new("match.some", text).people(model, alike)
            }
        };
        vec![said.with("attribute", &self.attribute)]
    }
}
