//! Every way to divide a few people into circles, and the best of them: what any algorithm must match.

use std::collections::BTreeMap;

use peer_circle::circles::{Formation, How, Plan, Rules, Seed, Strength};
use peer_circle::job::Job;
use peer_circle::people::{Mode, Participant, Roster};
use peer_circle::time::{Day, Slot, TimeOfDay};

use super::{check, person};

/// A small generator of its own, so that the cases stay the same whatever the library draws.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

const TIMES: [&str; 3] = ["Mon 09:00-10:00", "Tue 12:00-13:00", "Wed 08:00-09:00"];

fn case(seed: u64) -> (Roster, Rules) {
    let mut chance = Chance(seed);
    let people = 5 + chance.below(5) as usize;
    let participants = (0..people).map(|at| {
        let free: Vec<&str> = TIMES.into_iter().filter(|_| chance.below(4) > 0).collect();
        let mut person = person(&format!("p{at}"), chance.below(2) == 0, &free.join("; "));
        person.mode = if chance.below(5) == 0 { Mode::Either } else { Mode::Talk };
        for name in ["one", "two"] {
            person.attributes.insert(name.to_owned(), vec![chance.below(3).to_string()]);
        }
        person
    });
    let roster = Roster { participants: participants.collect() };
    let hows = [How::Mix, How::Match, How::NoLoneMember];
    let mut id = |_: usize| format!("p{}", chance.below(people as u64));
    let mut pair = || {
        let (one, other) = (id(0), id(1));
        if one == other { Vec::new() } else { vec![one, other] }
    };
    let (apart, past) = (pair(), [pair(), pair()]);
    let rules = Rules {
        size: peer_circle::circles::Size { min: 2, max: 4 },
        circles: (chance.below(4) == 0).then_some(2),
        leader: if chance.below(2) == 0 { Strength::Must } else { Strength::Weight(3.0) },
        attributes: ["one", "two"]
            .map(|name| peer_circle::circles::AttributeRule {
                attribute: name.to_owned(),
                how: hows[chance.below(3) as usize],
                weight: Strength::Weight(1.0 + chance.below(3) as f64),
            })
            .to_vec(),
        apart: vec![apart],
        past: vec![peer_circle::circles::Past { circles: past.to_vec(), weight: Strength::Weight(4.0) }],
        ..Rules::default()
    };
    (roster, rules)
}

/// What a circle of these people costs; none where it breaks what must hold. Written from the rules' own words.
fn cost(people: &[&Participant], rules: &Rules) -> Option<i64> {
    let size = people.len() as u32;
    let led = people.iter().any(|person| person.leader);
    let both = |ids: &[String]| ids.len() == 2 && ids.iter().all(|id| people.iter().any(|person| person.id == *id));
    let valid = (rules.size.min..=rules.size.max).contains(&size)
        && (led || rules.leader != Strength::Must)
        && meets(people)
        && !rules.apart.iter().any(|pair| both(pair));
    let weight = |strength| if let Strength::Weight(weight) = strength { weight as i64 } else { 0 };
    let unled = if led { 0 } else { weight(rules.leader) };
    let attributes = rules.attributes.iter().map(|rule| {
        let mut counts: BTreeMap<&String, i64> = BTreeMap::new();
        people.iter().for_each(|person| *counts.entry(&person.attributes[&rule.attribute][0]).or_default() += 1);
        let alike: i64 = counts.values().map(|count| count * (count - 1) / 2).sum();
        let size = i64::from(size);
        weight(rule.weight)
            * match rule.how {
                How::Mix => alike,
                How::Match => size * (size - 1) / 2 - alike,
                _ => counts.values().filter(|count| **count == 1).count() as i64,
            }
    });
    // A pair that met twice in one term counts once for each circle it shared.
    let met = rules.past[0].circles.iter().filter(|pair| both(pair)).count() as i64 * weight(rules.past[0].weight);
    valid.then(|| unled + attributes.sum::<i64>() + met)
}

fn meets(people: &[&Participant]) -> bool {
    let writes = people.iter().all(|person| person.mode != Mode::Talk);
    let days = [(Day::Monday, 9), (Day::Tuesday, 12), (Day::Wednesday, 8)];
    let slots = days.map(|(day, hour)| Slot { day, start: TimeOfDay::from_minutes(hour * 60).unwrap(), minutes: 60 });
    writes || slots.iter().any(|slot| people.iter().all(|person| person.availability.covers(slot)))
}

/// The fewest who wait, and the least cost at that, over every division; circles short of the number asked for count
/// as the people who would fill them.
fn best(roster: &Roster, rules: &Rules) -> (i64, i64) {
    let mut best = (i64::MAX, i64::MAX);
    divide(&roster.participants, rules, &mut Vec::new(), 0, &mut best);
    best
}

fn divide<'a>(
    left: &'a [Participant],
    rules: &Rules,
    circles: &mut Vec<Vec<&'a Participant>>,
    waiting: i64,
    best: &mut (i64, i64),
) {
    let Some((next, rest)) = left.split_first() else {
        let costs: Option<Vec<i64>> = circles.iter().map(|circle| cost(circle, rules)).collect();
        let missing = rules.circles.map_or(0, |number| i64::from(number) - circles.len() as i64);
        if let (Some(costs), 0..) = (costs, missing) {
            *best = (*best).min((waiting + missing * i64::from(rules.size.min), costs.iter().sum()));
        }
        return;
    };
    for at in 0..circles.len() {
        if circles[at].len() < rules.size.max as usize {
            circles[at].push(next);
            divide(rest, rules, circles, waiting, best);
            circles[at].pop();
        }
    }
    circles.push(vec![next]);
    divide(rest, rules, circles, waiting, best);
    circles.pop();
    if waiting < best.0 {
        divide(rest, rules, circles, waiting + 1, best);
    }
}

fn formed(roster: &Roster, rules: &Rules, seed: u64) -> Plan {
    let mut formation = Formation::new(roster, rules, Seed(seed)).unwrap();
    while formation.work() < 600_000 && !formation.step(100_000).done {}
    formation.best().unwrap()
}

#[test]
fn search_and_proof_match_every_division_of_a_few_people() {
    let (mut placed, mut proved) = (0, 0);
    for seed in 0..16 {
        let (roster, rules) = case(seed);
        let plan = formed(&roster, &rules, seed);
        check(&roster, &rules, &plan);
        let (waiting, least) = best(&roster, &rules);
        let missing = rules.circles.map_or(0, |number| i64::from(number) - plan.circles.len() as i64);
        let waits = plan.waiting.len() as i64 + missing * i64::from(rules.size.min);
        assert_eq!((waits, plan.cost), (waiting, least), "case {seed}: {plan:?}");
        assert!(plan.bound.is_none_or(|bound| bound <= least), "case {seed}: {plan:?}");
        placed += i32::from(plan.waiting.is_empty());
        proved += i32::from(plan.proved);
    }
    assert!(placed > 3 && proved >= placed - 2, "of 16 cases {placed} were placed whole and {proved} proved");
}
