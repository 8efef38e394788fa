//! People who must not share a circle: by rule, or by an attribute that names them, such as that of a supervisor.

use std::sync::Arc;

use super::links::{Links, Pairs};
use super::{Class, Criterion, Meaning};
use crate::circles::model::Model;
use crate::circles::rules::How;
use crate::circles::said::Said;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let pairs = Pairs::new(listed(model).into_iter().chain(named(model))).once();
    if pairs.is_empty() {
        return Vec::new();
    }
    let counters = Links::new(&pairs, &model.unit_of, model.units.len(), model.waiting());
    vec![Criterion {
        rule: "apart".to_owned(),
        class: Class::Must,
        weight: 1,
        secret: false,
        counters: Box::new(counters),
        meaning: Box::new(Apart { pairs, model: model.clone() }),
    }]
}

struct Apart {
    pairs: Pairs,
    model: Arc<Model>,
}

impl Meaning for Apart {
    fn of(&self, people: &[u32]) -> i64 {
        Meaning::of(&self.pairs, people)
    }

    fn pair(&self, one: u32, other: u32) -> i64 {
        self.pairs.get(one, other)
    }

    fn is_pairwise(&self) -> bool {
        true
    }

    fn bars(&self, more: &[u32], people: &[u32]) -> Option<Said> {
        let kept = |other: &u32| more.iter().any(|one| self.pairs.get(*one, *other) > 0);
        let kept: Vec<u32> = people.iter().copied().filter(kept).collect();
        let text = || format!("is kept apart from {}", self.model.names(&kept));
        (!kept.is_empty()).then(|| Said::new("apart.from", text()).people(&self.model, &kept))
    }
}

fn listed(model: &Model) -> Vec<(u32, u32, i64)> {
    let groups = model.rules.apart.iter().map(|group| model.known(group));
    groups.flat_map(|group| every_pair(&group)).collect()
}

/// Attributes whose values are ids, such as that of a supervisor.
fn named(model: &Model) -> Vec<(u32, u32, i64)> {
    let rules = model.rules.attributes.iter().filter(|rule| rule.how == How::NotWith);
    let values = rules.flat_map(|rule| {
        model.people.iter().enumerate().filter_map(|(one, person)| Some((one, person.attributes.get(&rule.attribute)?)))
    });
    let ids = values.flat_map(|(one, ids)| ids.iter().map(move |id| (one, id)));
    ids.filter_map(|(one, id)| Some((one as u32, *model.index.get(id)?, 1))).collect()
}

fn every_pair(people: &[u32]) -> Vec<(u32, u32, i64)> {
    let pairs = people.iter().enumerate().flat_map(|(at, one)| people[at + 1..].iter().map(move |other| (one, other)));
    pairs.map(|(one, other)| (*one, *other, 1)).collect()
}
