//! What cannot be meant is refused with a code and its place; the cases are data.

use serde::Deserialize;

use peer_circle::circles::{Formation, Past, Present, Rules, Seed, Strength};
use peer_circle::job::Job;
use peer_circle::people::Participant;
use peer_circle::time::Weekly;

use super::{crowd, formed};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    why: String,
    rules: Rules,
    /// The ids of everybody, where they are not `p0` to `p11`.
    ids: Option<Vec<String>>,
    /// Who formed a circle of their own.
    #[serde(default)]
    own: Vec<String>,
    /// Whether anybody says when they are free.
    free: Option<bool>,
    code: String,
    field: String,
}

#[test]
fn rules_that_cannot_be_meant_are_refused_with_their_place() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../data/circles/refused.json")).unwrap();
    for case in cases {
        let mut roster = crowd(12, 2);
        for person in &mut roster.participants {
            person.attributes.insert("Department".into(), vec!["one".into()]);
            person.circle = case.own.contains(&person.id).then(|| "Own".to_owned());
            if case.free == Some(false) {
                person.availability = Weekly::default();
            }
        }
        if let Some(ids) = &case.ids {
            let person = |id: &String| Participant { id: id.clone(), ..roster.participants[0].clone() };
            roster.participants = ids.iter().map(person).collect();
        }
        let error = Formation::new(&roster, &case.rules, Seed(1)).err().unwrap_or_else(|| unreachable!("{}", case.why));
        assert_eq!(
            (error.code(), error.place().field.as_deref()),
            (case.code.as_str(), Some(case.field.as_str())),
            "{}",
            case.why
        );
        assert!(!error.advice().is_empty(), "{}", case.why);
    }
}

/// A billion pairs would take all memory before anything is said.
#[test]
fn too_many_pairs_to_keep_apart_are_refused() {
    let ids = |people: std::ops::Range<usize>| people.map(|at| format!("p{at}")).collect::<Vec<_>>();
    let apart = Rules { apart: vec![ids(0..3_000).into()], ..Rules::default() };
    let past = vec![Past { circles: vec![ids(0..3_000)], ..Past::default() }];
    for (rules, field) in [(apart, "rules.apart"), (Rules { past, ..Rules::default() }, "rules.past")] {
        let error = Formation::new(&crowd(3_000, 600), &rules, Seed(1)).err().unwrap();
        assert_eq!((error.code(), error.place().field.as_deref()), ("limit.pairs", Some(field)));
    }
}

#[test]
fn weights_that_are_no_numbers_are_refused() {
    for weight in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let rules = Rules { leader: Strength::Weight(weight), ..Rules::default() };
        let error = Formation::new(&crowd(12, 2), &rules, Seed(1)).err().unwrap();
        assert_eq!((error.code(), error.place().field.as_deref()), ("rules.weight", Some("rules.leader")));
    }
}

#[test]
fn where_everybody_is_locked_nothing_moves_and_a_circle_that_breaks_a_rule_is_told() {
    let ids = |list: std::ops::Range<usize>| list.map(|at| format!("p{at}")).collect::<Vec<_>>();
    let circle = |id: &str, members| Present { id: id.into(), name: String::new(), members, ..Present::default() };
    let roster = crowd(11, 11);
    let whole = Rules {
        present: vec![circle("a", ids(0..6)), circle("b", ids(6..11))],
        locked: ids(0..11),
        ..Rules::default()
    };
    let (_, plan) = formed(&roster, &whole, 20_000);
    assert_eq!((plan.circles[0].members.clone(), plan.circles[1].members.clone()), (ids(0..6), ids(6..11)));
    assert_eq!((plan.moved, plan.problems), (vec![], vec![]));
    let thin = Rules { present: vec![circle("a", ids(0..7)), circle("b", ids(7..11))], ..whole };
    let mut formation = Formation::new(&roster, &thin, Seed(1)).unwrap();
    formation.step(20_000);
    let plan = formation.best().unwrap();
    assert_eq!(plan.waiting, ids(7..11));
    let told = plan.problems.iter().find(|problem| problem.code() == "circles.locked").unwrap();
    assert_eq!(told.values()["people"], ids(7..11));
}
