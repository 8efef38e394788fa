//! People who should not share a circle: by rule, or by an attribute that names them, such as that of a supervisor.

use std::sync::Arc;

use super::links::{Links, Pairs, every_pair};
use super::{Class, Criterion, Meaning};
use crate::circles::model::Model;
use crate::circles::rules::{How, Strength};
use crate::circles::said::Said;
use crate::people::Known;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let asked: Vec<(Strength, Pairs)> = listed(model).into_iter().chain(named(model)).collect();
    let of = |class: Class| {
        let asked = asked.iter().filter_map(move |(strength, pairs)| Some((model.strength(*strength)?, pairs)));
        let pairs = asked.filter(move |((known, _), _)| *known == class);
        Pairs::new(
            pairs.flat_map(|((_, weight), pairs)| pairs.iter().map(move |(one, other, _)| (*one, *other, weight))),
        )
    };
    let must = (Class::Must, (of(Class::Must).once(), 1));
    let criteria = [must, (Class::Cost, of(Class::Cost).by_weight())].into_iter();
    criteria.filter_map(|(class, (pairs, weight))| criterion(model, class, pairs, weight)).collect()
}

fn criterion(model: &Arc<Model>, class: Class, pairs: Pairs, weight: i64) -> Option<Criterion> {
    if pairs.is_empty() {
        return None;
    }
    let counters = Links::new(&pairs, &model.unit_of, model.units.len(), model.waiting());
    Some(Criterion {
        rule: "apart".to_owned(),
        class,
        weight,
        secret: false,
        counters: Box::new(counters),
        meaning: Box::new(Apart { pairs, model: model.clone() }),
    })
}

struct Apart {
    pairs: Pairs,
    model: Arc<Model>,
}

impl Apart {
    /// Those from whom some people should be apart.
    fn kept(&self, some: &[u32], others: &[u32]) -> Vec<u32> {
        let kept = |other: &u32| some.iter().any(|one| self.pairs.get(*one, *other) > 0);
        others.iter().copied().filter(kept).collect()
    }
}

impl Meaning for Apart {
    fn pair(&self, one: u32, other: u32) -> i64 {
        self.pairs.get(one, other)
    }

    fn is_pairwise(&self) -> bool {
        true
    }

    fn say(&self, person: u32, people: &[u32]) -> Vec<Said> {
        let kept = self.kept(&[person], people);
        let text = || format!("is with {}, who should be apart", self.model.names(&kept));
        let said = (!kept.is_empty()).then(|| Said::new("apart.with", text()).people(&self.model, &kept));
        said.into_iter().collect()
    }

    fn bars(&self, more: &[u32], people: &[u32]) -> Option<Said> {
        let kept = self.kept(more, people);
        let text = || format!("is kept apart from {}", self.model.names(&kept));
        (!kept.is_empty()).then(|| Said::new("apart.from", text()).people(&self.model, &kept))
    }
}

fn listed(model: &Model) -> Vec<(Strength, Pairs)> {
    let groups = model.rules.apart.iter();
    groups.map(|group| (group.weight, Pairs::new(every_pair(&model.known(&group.people), 1)))).collect()
}

/// Attributes whose values name people, such as a supervisor.
fn named(model: &Model) -> Vec<(Strength, Pairs)> {
    let mut rules = model.rules.attributes.iter().filter(|rule| rule.how == How::NotWith).peekable();
    if rules.peek().is_none() {
        return Vec::new();
    }
    let known = Known::of(&model.people);
    let of = |attribute: &String| {
        let people = model.people.iter().enumerate();
        let values = people.filter_map(|(one, person)| Some((one as u32, person.attributes.get(attribute)?)));
        let meant = values.flat_map(|(one, values)| values.iter().map(move |value| (one, value)));
        let meant = meant.filter_map(|(one, value)| Some((one, known.who(value)? as u32, 1)));
        Pairs::new(meant.filter(|(one, other, _)| one != other))
    };
    rules.map(|rule| (rule.weight, of(&rule.attribute))).collect()
}
