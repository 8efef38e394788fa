//! `score rosters`: many invented rosters under many rules, divided into circles one after another. That two platforms
//! form the same circles is seen by one number.

use anyhow::{Context, Result};
use peer_circle::circles::{Advice, Advising, AttributeRule, Formation, How, Plan, Rules, Seed, SlotRule, Strength};
use peer_circle::job::Job;
use peer_circle::ordered::BTreeSet;
use peer_circle::people::Roster;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::circles::{Instance, Weights};
use super::{Call, Timed};

#[derive(Serialize)]
struct Request {
    cases: Vec<Case>,
    moves: u64,
    /// Whether what stands in the way, and what would help, is asked too.
    advice: bool,
}

#[derive(Serialize)]
struct Case {
    roster: Roster,
    rules: Rules,
    seed: u64,
}

#[derive(Serialize, Deserialize)]
struct Answer {
    plan: Plan,
    moves: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    advice: Option<Advice>,
}

/// Rosters, people in each and work for each, when nothing is said.
const COUNT: u64 = 20;
const PEOPLE: usize = 40;
const MOVES: u64 = 800_000;

pub(super) fn run(call: &Call) -> Result<Value> {
    let count = call.option("--count")?.unwrap_or(COUNT);
    let people = call.option("--people")?.unwrap_or(PEOPLE);
    let cases: Result<Vec<Case>> = (1..=count).map(|seed| case(people, seed)).collect();
    let (moves, advice) = (call.option("--moves")?.unwrap_or(MOVES), call.flag("--advice"));
    let request = Request { cases: cases?, moves, advice };
    let Timed { answer, seconds } = call.ask(&request, native)?;
    let of = |value: fn(&Plan) -> i64| answer.iter().map(|answer: &Answer| value(&answer.plan)).sum::<i64>();
    let told = answer.iter().filter_map(|answer| answer.advice.as_ref());
    let advised: usize = told.map(|told| told.conflicts.len() + told.changes.len()).sum();
    Ok(json!({
        "rosters": answer.len(),
        "proved": of(|plan| i64::from(plan.proved)),
        "waiting": of(|plan| plan.waiting.len() as i64),
        "cost": of(|plan| plan.cost),
        "moves": answer.iter().map(|answer| answer.moves).sum::<u64>(),
        "advised": advised,
        "hash": format!("{:016x}", hash(&serde_json::to_vec(&answer)?)),
        "seconds": seconds,
    }))
}

fn native(request: &Request) -> Result<Vec<Answer>> {
    let form = |case: &Case| {
        let mut formation = Formation::new(&case.roster, &case.rules, Seed(case.seed))?;
        formation.step(request.moves);
        let plan = formation.best().context("no plan was found")?;
        let advice = if request.advice { Some(advice(case, &plan)?) } else { None };
        Ok(Answer { plan, moves: formation.moves(), advice })
    };
    request.cases.iter().map(form).collect()
}

fn advice(case: &Case, plan: &Plan) -> Result<Advice> {
    let mut advising = Advising::of(&case.roster, &case.rules, plan, Seed(case.seed))?;
    while !advising.step(u64::from(u32::MAX)).done {}
    advising.best().context("no advice was found")
}

/// A roster by its number; the rules differ from one to the next.
fn case(people: usize, seed: u64) -> Result<Case> {
    let instance = Instance::invented(people, seed, seed % 3);
    let (mut roster, mut rules) = (instance.roster()?, instance.rules());
    let more = |attribute: &str, how, weight| AttributeRule { attribute: attribute.to_owned(), how, weight };
    if seed.is_multiple_of(2) {
        rules.circles = None;
    }
    if seed.is_multiple_of(5) {
        rules.slot = rules.slot.map(|slot| SlotRule { share: 80, ..slot });
    }
    match seed % 4 {
        0 => rules.attributes.push(more("rank", How::NoLoneMember, Strength::Weight(5.0))),
        1 => rules.attributes.push(more("rank", How::Balance, Strength::Weight(2.0))),
        2 => rules.attributes[2].how = How::Match,
        _ => rules.leader = Strength::Weight(20.0),
    }
    for at in (0..people).step_by(9) {
        roster.participants[at].not_with = vec![roster.participants[(at + 4) % people].id.clone()];
        roster.participants[at].peer_by = vec!["dept".to_owned()];
    }
    Ok(Case { roster, rules, seed })
}

impl Instance {
    /// Invented people of the kind that the files have: some slots are far more popular than others, of two campuses,
    /// twelve departments and four ranks the first are the most frequent, and every fourth person leads. They have met
    /// in so many terms before.
    pub(super) fn invented(people: usize, seed: u64, terms: u64) -> Self {
        const HOURS: [u64; 8] = [5, 1, 1, 1, 7, 3, 1, 6];
        const DEPARTMENTS: [u64; 12] = [19, 15, 11, 8, 7, 6, 6, 6, 6, 5, 5, 5];
        let mut chance = Chance(seed);
        let days: Vec<u64> = (0..5).map(|_| 6 + chance.below(7)).collect();
        let slots: Vec<u64> = (0..40).map(|slot| days[slot / 8] * HOURS[slot % 8]).collect();
        let mut avail = vec![BTreeSet::new(); people];
        for free in &mut avail {
            let count = 4 + (chance.below(3) + chance.below(4)) as usize;
            while free.len() < count {
                free.insert(chance.weighted(&slots));
            }
        }
        let circles = (people * 4 / 25).max(1);
        let mut of = |weights: &[u64]| (0..people).map(|_| chance.weighted(weights) as u32).collect::<Vec<u32>>();
        let (campus, dept, rank) = (of(&[63, 37]), of(&DEPARTMENTS), of(&[38, 29, 19, 14]));
        let leaders = chance.some(people, people * 6 / 25);
        let (mut together, mut met) = (Vec::new(), Vec::new());
        let couples: Vec<usize> = chance.some(people, people * 3 / 25).into_iter().collect();
        for pair in
            couples.chunks_exact(2).filter(|pair| avail[pair[0]].iter().any(|slot| avail[pair[1]].contains(slot)))
        {
            together.push([pair[0], pair[1]]);
        }
        let mut apart = Vec::new();
        while apart.len() < people * 4 / 25 {
            let pair: Vec<usize> = chance.some(people, 2).into_iter().collect();
            if !together.contains(&[pair[0], pair[1]]) {
                apart.push([pair[0], pair[1]]);
            }
        }
        for _ in 0..terms {
            let term: Vec<u64> = (0..people).map(|_| chance.below(circles as u64)).collect();
            let pairs = (0..people).flat_map(|one| (one + 1..people).map(move |other| [one, other]));
            met.extend(pairs.filter(|pair| term[pair[0]] == term[pair[1]]));
        }
        let w = Weights { campus: 1, dept: 3, rank: 2, past: 4 };
        let (n, min, max, circles) = (people, 5, 8, circles as u32);
        Self { n, slots: 40, avail, campus, dept, rank, leaders, apart, together, past: met, min, max, circles, w }
    }
}

/// Chance of its own, so that rosters stay the same whatever the library draws.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    /// A number, each with a chance that is proportional to its weight.
    fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (at, weight) in weights.iter().enumerate() {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return at,
            }
        }
        0
    }

    /// So many different numbers.
    fn some(&mut self, bound: usize, count: usize) -> BTreeSet<usize> {
        let mut some = BTreeSet::new();
        while some.len() < count.min(bound) {
            some.insert(self.below(bound as u64) as usize);
        }
        some
    }
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invented_rosters_are_accepted_and_placed() -> Result<()> {
        let request = Request {
            cases: (1..=6).map(|seed| case(40, seed)).collect::<Result<_>>()?,
            moves: 100_000,
            advice: false,
        };
        let answers = native(&request)?;
        assert!(answers.iter().all(|answer| answer.plan.waiting.len() < 6));
        assert!(answers.iter().any(|answer| answer.plan.waiting.is_empty()));
        Ok(())
    }
}
