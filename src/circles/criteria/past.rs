//! People who met in earlier terms should meet others.

use std::sync::Arc;

use super::links::{Links, Pairs, every_pair};
use super::{Criterion, Meaning};
use crate::circles::model::Model;
use crate::circles::said::Said;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let terms = model.rules.past.iter().enumerate();
    terms.filter_map(|(index, _)| criterion(model, index)).collect()
}

fn criterion(model: &Arc<Model>, index: usize) -> Option<Criterion> {
    let past = model.rules.past.get(index)?;
    let (class, weight) = model.strength(past.strength(index))?;
    let circles: Vec<Vec<u32>> = past.circles.iter().map(|circle| model.known(circle)).collect();
    let pairs = Pairs::new(circles.iter().flat_map(|circle| every_pair(circle, 1))).once();
    if pairs.is_empty() {
        return None;
    }
    let counters = Links::new(&pairs, &model.unit_of, model.units.len(), model.waiting());
    Some(Criterion {
        rule: if index == 0 { "past circles".to_owned() } else { format!("past circles {}", index + 1) },
        class,
        weight,
        secret: false,
        counters: Box::new(counters),
        meaning: Box::new(Met { pairs, model: model.clone() }),
    })
}

struct Met {
    pairs: Pairs,
    model: Arc<Model>,
}

impl Met {
    /// Whom some people have met among others.
    fn met(&self, some: &[u32], others: &[u32]) -> Option<Said> {
        let met = |other: &u32| some.iter().any(|one| self.pairs.get(*one, *other) > 0);
        let known: Vec<u32> = others.iter().copied().filter(met).collect();
        let text = || format!("has met {} before", self.model.names(&known));
        (!known.is_empty()).then(|| Said::new("past.met", text()).people(&self.model, &known))
    }
}

impl Meaning for Met {
    fn pair(&self, one: u32, other: u32) -> i64 {
        self.pairs.get(one, other)
    }

    fn is_pairwise(&self) -> bool {
        true
    }

    fn say(&self, person: u32, people: &[u32]) -> Vec<Said> {
        self.met(&[person], people).into_iter().collect()
    }

    fn bars(&self, more: &[u32], people: &[u32]) -> Option<Said> {
        self.met(more, people)
    }
}
