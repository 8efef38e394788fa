//! A few people, formed and proved as every division of them tells.

use peer_circle::circles::{Formation, Plan, Rules, Seed};
use peer_circle::job::Job;

use super::chance::{Chance, roster, rules};
use super::crowd;
use super::divisions::Divisions;
use super::oracle::{Case, cases, told};

/// Forms until the best there is was found, or for so long that it should have been; what went wrong otherwise. None where
/// somebody must be where they cannot.
fn formed(case: &Case, seed: u64) -> Result<Option<Plan>, String> {
    let least = Divisions::new(case).best();
    let mut formation = Formation::new(&case.roster, &case.rules, Seed(seed)).unwrap();
    loop {
        let done = formation.step(2_000).done;
        let plan = formation.best().unwrap();
        let came = told(case, &plan);
        let (Ok(came), Some(least)) = (&came, least) else {
            // Where no plan keeps all rules there is one that breaks some, and that is all.
            return if came.is_err() && least.is_none() {
                Ok(None)
            } else {
                Err(format!("case {seed}: {came:?}, {least:?}"))
            };
        };
        let wrong = if came.1 != plan.cost {
            format!("costs {} and says {}", came.1, plan.cost)
        } else if *came < least {
            format!("{came:?} is better than the oracle's {least:?}")
        } else if plan.bound.is_some_and(|bound| bound > least.1 && plan.waiting.is_empty()) {
            format!("the bound {:?} is above {least:?}", plan.bound)
        } else if *came > least && (done || formation.work() >= 1_000_000) {
            format!("{came:?} falls short of {least:?}")
        } else if *came == least {
            return Ok(Some(plan));
        } else {
            continue;
        };
        return Err(format!("case {seed}: {wrong}"));
    }
}

/// What is told of each number of circles is what asking for that number comes to.
#[test]
fn each_number_of_circles_is_weighed_as_if_it_were_asked_for() {
    let mut rows = 0;
    for seed in 0..cases(150) {
        let Some(mut case) = Case::new(seed, 9) else { continue };
        if case.rules.circles.is_some() || !case.rules.present.is_empty() {
            continue;
        }
        let choices = Formation::new(&case.roster, &case.rules, Seed(seed)).unwrap().best().unwrap().choices;
        for circles in 1..=4 {
            case.rules.circles = Some(circles);
            let Some(asked) = Divisions::new(&case).best() else { continue };
            let row = choices.iter().find(|row| row.circles == circles);
            let came = row.map(|row| (i64::from(row.waiting), row.cost));
            // Of too many circles some may be left out, which counts as the people who would fill them.
            assert!(came.is_none_or(|came| came >= asked), "case {seed}: {circles} circles: {came:?}, {asked:?}");
            if asked.0 < i64::from(case.least()) {
                assert_eq!(came, Some(asked), "case {seed}: {circles} circles");
                rows += 1;
            }
        }
        case.rules.circles = None;
    }
    assert!(rows > 50, "{rows}");
}

/// Four people who are best off two by two, counted by hand.
#[test]
fn divisions_of_four_are_those_that_one_would_write_down() {
    let mut roster = crowd(4, 4);
    for (at, person) in roster.participants.iter_mut().enumerate() {
        let attributes = [("one", (at / 2).to_string()), ("number", "1".to_owned())];
        person.attributes.extend(attributes.map(|(name, value)| (name.to_owned(), vec![value])));
    }
    let rules: Rules = serde_json::from_str(
        r#"{"size": {"min": 2, "max": 3}, "attributes": [{"attribute": "one", "how": "mix", "weight": 3}],
            "apart": [{"people": ["p0", "p3"], "weight": 1}]}"#,
    )
    .unwrap();
    let all = ["p0", "p1", "p2", "p3"].map(str::to_owned);
    // Unlike people meet two by two, and not the first with the last. In one circle of three two are alike and somebody
    // waits. Three circles cannot be: the one that is missing counts as the two people who would fill it.
    for (circles, best, whole) in [(None, (0, 0), true), (Some(1), (1, 3), false), (Some(3), (2, 0), true)] {
        let case = Case::of(roster.clone(), Rules { circles, ..rules.clone() }).unwrap();
        let divisions = Divisions::new(&case);
        assert_eq!((divisions.best(), divisions.can_place(&all)), (Some(best), whole), "{circles:?}");
        assert!(divisions.can_place(&all[..2]));
    }
}

#[test]
fn search_matches_every_division_of_a_few_people() {
    let cases = (0..cases(1_500)).filter_map(|seed| Some((seed, Case::new(seed, 10)?)));
    let (mut wrong, mut many, mut placed, mut costly) = (Vec::new(), 0, 0, 0);
    for (seed, case) in cases {
        many += 1;
        match formed(&case, seed) {
            Ok(None) => {}
            Ok(Some(plan)) => {
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
    for (seed, case) in (10_000..10_030).filter_map(|seed| Some((seed, Case::new(seed, 10)?))) {
        if formed(&case, seed).unwrap().is_some_and(|plan| plan.waiting.is_empty()) {
            let mut formation = Formation::new(&case.roster, &case.rules, Seed(seed)).unwrap();
            while formation.work() < 200_000 && !formation.step(50_000).done {}
            placed += 1;
            proved += i32::from(formation.best().unwrap().proved);
        }
    }
    assert!(placed > 5 && proved > 3, "{placed} were placed whole and {proved} proved");
}
