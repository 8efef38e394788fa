//! Two circles that formed themselves do not merge.

use std::sync::Arc;

use crate::ordered::BTreeSet;

use super::tally::Tally;
use super::{Class, Criterion, Meaning};
use crate::circles::model::Model;
use crate::circles::said::Said;
use crate::circles::units;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let formed = units::formed(model);
    if formed.len() < 2 {
        return Vec::new();
    }
    // One label for all of them: as many pairs of labels as of circles that met.
    let label = |unit: u32| if formed.contains(&unit) { vec![(0, 1)] } else { Vec::new() };
    let labels: Vec<Vec<(u32, i32)>> = (0..model.units.len() as u32).map(label).collect();
    vec![Criterion {
        rule: "self-formed circles".to_owned(),
        class: Class::Must,
        weight: 1,
        secret: false,
        counters: Box::new(Tally::new(&labels, vec![1], model.waiting())),
        meaning: Box::new(Formed { formed, model: model.clone() }),
    }]
}

struct Formed {
    /// The units that are self-formed circles, or hold one.
    formed: BTreeSet<u32>,
    model: Arc<Model>,
}

impl Meaning for Formed {
    fn of(&self, people: &[u32]) -> i64 {
        let units: BTreeSet<u32> = people.iter().map(|person| self.model.unit_of[*person as usize]).collect();
        let met = units.intersection(&self.formed).count() as i64;
        met * (met - 1) / 2
    }

    fn holds_for_parts(&self) -> bool {
        true
    }

    fn bars(&self, _: &[u32], _: &[u32]) -> Option<Said> {
        Some(Said::new("formed.other", "belongs to a circle of their own"))
    }
}
