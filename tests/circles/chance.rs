//! Rosters and rules in which anything may be the case, drawn by a seed.

use std::collections::BTreeSet;

use peer_circle::circles::{AttributeRule, Group, How, Levels, Past, Present, Rules, Size, SlotRule, Strength};
use peer_circle::people::{Mode, Participant, Roster};
use peer_circle::time::{Day, Slot, TimeOfDay, Weekly};

/// A small generator of its own, so that the cases stay the same whatever the library draws.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    pub(crate) fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

pub(crate) const TIMES: [(&str, Day, u16); 3] = [
    ("Mon 09:00-10:00", Day::Monday, 9),
    ("Tue 12:00-13:00", Day::Tuesday, 12),
    ("Wed 08:00-09:00", Day::Wednesday, 8),
];

pub(crate) fn person(id: &str, leader: bool, free: &str) -> Participant {
    Participant {
        id: id.to_owned(),
        name: id.to_uppercase(),
        leader,
        availability: free.parse::<Weekly>().unwrap(),
        ..Participant::default()
    }
}

fn id(at: u64) -> String {
    format!("p{at}")
}

pub(crate) fn roster(chance: &mut Chance, people: u64) -> Roster {
    let strict = chance.once_in(2);
    let participants = (0..people).map(|at| {
        let free: Vec<&str> = TIMES.iter().map(|time| time.0).filter(|_| chance.below(4) > 0).collect();
        let mut person = person(&id(at), chance.once_in(2), &free.join("; "));
        person.mode = match chance.below(if strict { 12 } else { 4 }) {
            0 => Mode::Either,
            1 => Mode::Text,
            _ => Mode::Talk,
        };
        for (name, values) in [("one", 3), ("two", 2)] {
            let count = [1, 1, 1, 1, 0, 2][chance.below(6) as usize];
            let given: BTreeSet<String> = (0..count).map(|_| chance.below(values).to_string()).collect();
            person.attributes.insert(name.to_owned(), given.into_iter().collect());
        }
        person.attributes.insert("number".to_owned(), vec![chance.below(30).to_string()]);
        person
            .attributes
            .insert("boss".to_owned(), if chance.once_in(5) { vec![id(chance.below(people))] } else { vec![] });
        let peers: &[&str] = [&["one"][..], &["two", "one"], &["one", "two", "number"], &[]][chance.below(4) as usize];
        person.peer_by = peers.iter().map(|name| (*name).to_owned()).collect();
        person.not_with = if chance.once_in(9) { vec![id(chance.below(people))] } else { Vec::new() };
        person.circle = chance.once_in(7).then(|| "Own".to_owned());
        person
    });
    Roster { participants: participants.collect() }
}

fn strength(chance: &mut Chance) -> Strength {
    match chance.below(9) {
        0 => Strength::Must,
        1 => Strength::Off,
        weight => Strength::Weight(weight as f64),
    }
}

pub(crate) fn rules(chance: &mut Chance, people: u64) -> Rules {
    let some = |chance: &mut Chance, most: u64| {
        let count = chance.below(most + 1);
        let ids: BTreeSet<String> = (0..count).map(|_| id(chance.below(people))).collect();
        ids.into_iter().collect::<Vec<String>>()
    };
    let hows = [How::Mix, How::Match, How::NoLoneMember];
    let mut attributes = Vec::new();
    for name in ["one", "two"] {
        let how = hows[chance.below(3) as usize];
        let weight = strength(chance);
        // That all of a circle must be unlike, or alike, leaves almost everybody waiting; seldom is enough.
        let weight = if weight == Strength::Must && chance.below(3) > 0 { Strength::Weight(2.0) } else { weight };
        attributes.push(AttributeRule { attribute: name.to_owned(), how, weight });
    }
    if chance.once_in(3) {
        attributes.push(AttributeRule { attribute: "number".into(), how: How::Balance, weight: Strength::Weight(2.0) });
    }
    if chance.once_in(3) {
        attributes.push(AttributeRule { attribute: "boss".into(), how: How::NotWith, weight: Strength::Must });
    }
    let members = (some(chance, 4), some(chance, 3));
    let other: Vec<String> = members.1.into_iter().filter(|id| !members.0.contains(id)).collect();
    let present = if chance.once_in(3) {
        let mut circle = |id: &str, members| {
            let start = |hour: u16| TimeOfDay::from_minutes(hour * 60).unwrap();
            let slot = |(_, day, hour)| Slot { day, start: start(hour), minutes: 60 };
            let slot = TIMES.get(chance.below(5) as usize).copied().map(slot);
            Present { id: id.to_owned(), members, slot, ..Present::default() }
        };
        vec![circle("x", members.0), circle("y", other)]
    } else {
        Vec::new()
    };
    let locked = if chance.once_in(4) { 1 + chance.below(2) as usize } else { 0 };
    let locked: Vec<String> = present.first().iter().flat_map(|circle| &circle.members).take(locked).cloned().collect();
    let max = 3 + chance.below(2) as u32;
    let mut rules = Rules {
        size: Size { min: 2, max },
        text_size: chance.once_in(5).then(|| Size { min: 1 + chance.below(3) as u32, max: 3 + chance.below(3) as u32 }),
        circles: chance.once_in(4).then_some(2),
        slot: (!chance.once_in(8))
            .then(|| SlotRule { share: [100, 100, 60][chance.below(3) as usize], ..SlotRule::default() }),
        leader: strength(chance),
        peers: strength(chance),
        self_formed: if chance.once_in(2) { Strength::Must } else { Strength::Off },
        attributes,
        together: vec![if chance.once_in(3) { some(chance, 2) } else { Vec::new() }.into()],
        apart: vec![some(chance, 3).into()],
        past: vec![
            Past { circles: vec![some(chance, 3)], weight: Some(strength(chance)), age: None },
            Past { circles: vec![some(chance, 3)], weight: None, age: None },
        ],
        moving: if chance.once_in(2) { Strength::Weight(5.0) } else { Strength::Weight(1000.0) },
        locked,
        present,
        ..Rules::default()
    };
    softened(chance, people, &mut rules);
    hardened(chance, &mut rules);
    rules
}

/// In half of the cases some of what must hold only costs, and attributes have an order.
fn softened(chance: &mut Chance, people: u64, rules: &mut Rules) {
    if chance.once_in(2) {
        return;
    }
    let weight = |chance: &mut Chance| Strength::Weight(1.0 + chance.below(6) as f64);
    if chance.once_in(3) {
        rules.size_weight = if chance.once_in(4) { Strength::Off } else { weight(chance) };
    }
    if let Some(slot) = rules.slot.as_mut().filter(|_| chance.once_in(3)) {
        slot.weight = if chance.once_in(4) { Strength::Off } else { weight(chance) };
    }
    if chance.once_in(2) {
        rules.self_formed = weight(chance);
    }
    for groups in [&mut rules.together, &mut rules.apart] {
        for _ in 0..chance.below(3) {
            let group: BTreeSet<String> = (0..2 + chance.below(2)).map(|_| id(chance.below(people))).collect();
            groups.push(Group { people: group.into_iter().collect(), weight: weight(chance) });
        }
    }
    for rule in &mut rules.attributes {
        if rule.how == How::NotWith && chance.once_in(2) {
            rule.weight = if chance.once_in(4) { Strength::Off } else { weight(chance) };
        }
    }
    if chance.once_in(2) {
        let order = [["2", "0", "1"], ["0", "1", "2"], ["1", "0", "none has it"]][chance.below(3) as usize];
        rules.levels.insert("one".to_owned(), Levels::Values(order.map(str::to_owned).to_vec()));
    }
    if chance.once_in(2) {
        rules.levels.insert("number".to_owned(), Levels::From(vec![10.0, 14.5, 25.0]));
        let how = [How::Mix, How::Match, How::NoLoneMember][chance.below(3) as usize];
        rules.attributes.push(AttributeRule { attribute: "number".to_owned(), how, weight: weight(chance) });
    }
}

/// In some cases more must hold, and terms lie between.
fn hardened(chance: &mut Chance, rules: &mut Rules) {
    for past in &mut rules.past {
        past.age = chance.once_in(3).then(|| chance.below(5) as u32);
    }
    if chance.once_in(8) {
        rules.moving = Strength::Must;
    }
    for rule in rules.attributes.iter_mut().filter(|rule| rule.how == How::Balance) {
        rule.weight = if chance.once_in(3) { Strength::Must } else { rule.weight };
    }
}
