//! A few people, formed and proved as every division of them tells.

use peer_circle::circles::{Formation, Plan, Seed};
use peer_circle::job::Job;

use super::chance::{Chance, roster, rules};
use super::oracle::{Case, cases, told};

/// Forms until the best there is was found, or for so long that it should have been; what went wrong otherwise.
fn formed(case: &Case, seed: u64) -> Result<Plan, String> {
    let least = case.best();
    let mut formation = Formation::new(&case.roster, &case.rules, Seed(seed)).unwrap();
    loop {
        let done = formation.step(2_000).done;
        let plan = formation.best().unwrap();
        let came = told(case, &plan).map_err(|wrong| format!("case {seed}: {wrong}"))?;
        let wrong = if came.1 != plan.cost {
            format!("costs {} and says {}", came.1, plan.cost)
        } else if came < least {
            format!("{came:?} is better than the oracle's {least:?}")
        } else if plan.bound.is_some_and(|bound| bound > least.1 && plan.waiting.is_empty()) {
            format!("the bound {:?} is above {least:?}", plan.bound)
        } else if came > least && (done || formation.work() >= 1_000_000) {
            format!("{came:?} falls short of {least:?}")
        } else if came == least {
            return Ok(plan);
        } else {
            continue;
        };
        return Err(format!("case {seed}: {wrong}"));
    }
}

#[test]
fn search_matches_every_division_of_a_few_people() {
    let cases = (0..cases(2_000)).filter_map(|seed| Some((seed, Case::new(seed, 8)?)));
    let (mut wrong, mut many, mut placed, mut costly) = (Vec::new(), 0, 0, 0);
    for (seed, case) in cases {
        many += 1;
        match formed(&case, seed) {
            Ok(plan) => {
                placed += i32::from(plan.waiting.is_empty());
                costly += i32::from(plan.cost > 0);
            }
            Err(error) => wrong.push(error),
        }
    }
    assert!(wrong.is_empty(), "{} of {many}: {wrong:#?}", wrong.len());
    assert!(
        many > 200 && placed > many / 5 && costly > many / 3,
        "{many} cases, {placed} placed, {costly} with a cost"
    );
}

/// Rosters of one to three people are rosters too.
#[test]
fn a_handful_of_people_are_divided_as_well_as_can_be() {
    let mut many = 0;
    for seed in 0..cases(600) {
        let mut chance = Chance(seed);
        let people = 1 + chance.below(3);
        let (roster, rules) = (roster(&mut chance, people), rules(&mut chance, people));
        if let Some(case) = Case::of(roster, rules) {
            formed(&case, seed).unwrap();
            many += 1;
        }
    }
    assert!(many > 200, "{many}");
}

#[test]
fn proofs_match_every_division_of_a_few_people() {
    let (mut placed, mut proved) = (0, 0);
    for (seed, case) in (10_000..10_030).filter_map(|seed| Some((seed, Case::new(seed, 9)?))) {
        let plan = formed(&case, seed).unwrap();
        if plan.waiting.is_empty() {
            let mut formation = Formation::new(&case.roster, &case.rules, Seed(seed)).unwrap();
            while formation.work() < 200_000 && !formation.step(50_000).done {}
            placed += 1;
            proved += i32::from(formation.best().unwrap().proved);
        }
    }
    assert!(placed > 5 && proved > 3, "{placed} were placed whole and {proved} proved");
}
