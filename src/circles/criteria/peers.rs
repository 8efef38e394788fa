//! People with those whom they call peers: what each asks others to share with them.

use std::sync::Arc;

use super::pairing::{Pairing, Relation};
use super::{Criterion, Meaning};
use crate::circles::model::{Model, Values};
use crate::circles::said::Said;

pub(super) fn criteria(model: &Arc<Model>) -> Vec<Criterion> {
    let Some((class, weight)) = model.strength(model.rules.peers) else { return Vec::new() };
    let names = model.people.iter().flat_map(|person| &person.peer_by).collect::<crate::ordered::BTreeSet<_>>();
    if names.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = names.into_iter().cloned().collect();
    let wishes = model.people.iter().map(|person| {
        let wished = names.iter().enumerate().filter(|(_, name)| person.peer_by.contains(name));
        wished.map(|(index, _)| index as u32).collect()
    });
    let values = names.iter().map(|name| model.kinds(name)).collect();
    let peers = Arc::new(Peers { wishes: wishes.collect(), values, names, weight, model: model.clone() });
    vec![Criterion {
        rule: "peers".to_owned(),
        class,
        // The weight is inside: a person's wishes share it, and breaches are whole numbers.
        weight: 1,
        secret: false,
        counters: Box::new(Pairing::new(peers.clone(), model)),
        meaning: Box::new(Meant(peers)),
    }]
}

struct Peers {
    /// Of each person, which of the attributes others should share.
    wishes: Vec<Vec<u32>>,
    values: Vec<Values>,
    names: Vec<String>,
    weight: i64,
    model: Arc<Model>,
}

struct Meant(Arc<Peers>);

impl Peers {
    /// What the wishes of one person miss in another: all of the weight when nothing that was wished is shared, and
    /// something whenever anything is not.
    fn missed(&self, one: u32, other: u32) -> i64 {
        let wishes = &self.wishes[one as usize];
        let missed = wishes.iter().filter(|wish| self.values[**wish as usize].shared(one, other) == 0).count();
        if missed == 0 { 0 } else { (self.weight * missed as i64 / wishes.len() as i64).max(1) }
    }
}

impl Relation for Peers {
    fn pair(&self, one: u32, other: u32) -> i64 {
        self.missed(one, other) + self.missed(other, one)
    }
}

impl Meaning for Meant {
    fn pair(&self, one: u32, other: u32) -> i64 {
        self.0.pair(one, other)
    }

    fn is_pairwise(&self) -> bool {
        true
    }

    fn say(&self, person: u32, people: &[u32]) -> Vec<Said> {
        let peers = &self.0;
        let wishes = &peers.wishes[person as usize];
        let told = wishes.iter().map(|wish| {
            let values = &peers.values[*wish as usize];
            let alike: Vec<u32> =
                people.iter().copied().filter(|other| *other != person && values.shared(person, *other) > 0).collect();
            let name = &peers.names[*wish as usize];
            let said = match alike.as_slice() {
                [] => Said::new("peers.nobody", format!("wished for peers by {name}, which nobody here shares")),
                alike => {
                    let text = format!("shares {name} with {}, as wished", peers.model.names(alike));
                    Said::new("peers.some", text).people(&peers.model, alike)
                }
            };
            said.with("attribute", name)
        });
        told.collect()
    }
}
