//! Proofs beyond what an exhaustive solver can check: two that know nothing of each other come to the same cost.

use std::collections::BTreeSet;

use peer_circle::circles::{AttributeRule, Formation, How, Present, Rules, Seed, Size, SlotRule, Strength};
use peer_circle::job::Job;
use peer_circle::people::{Mode, Participant, Roster};

use super::chance::Chance;
use super::{check, person, physicians};

const DAYS: [&str; 5] = ["Mon", "Tue", "Wed", "Thu", "Fri"];

/// Colleagues of some departments, ranks and campuses; each has up to six of ten slots, every fourth leads.
fn colleagues(chance: &mut Chance, people: u64) -> Roster {
    let participants = (0..people).map(|at| {
        let slots: BTreeSet<u64> = (0..6).map(|_| chance.below(10)).collect();
        let hour = |slot: &u64| format!("{0} {1}:00-{1}:45", DAYS[*slot as usize % 5], 11 + slot / 5);
        let free: Vec<String> = slots.iter().map(hour).collect();
        let mut person = Participant { mode: Mode::Talk, ..person(&format!("p{at}"), at % 4 == 0, &free.join("; ")) };
        for (name, values) in [("dept", 9), ("rank", 4), ("campus", 2)] {
            let value = chance.below(values).min(chance.below(values));
            person.attributes.insert(name.into(), vec![value.to_string()]);
        }
        person
    });
    Roster { participants: participants.collect() }
}

fn mixed(circles: Option<u32>) -> Rules {
    let mix = |name: &str, weight: f64| AttributeRule {
        attribute: name.into(),
        how: How::Mix,
        weight: Strength::Weight(weight),
    };
    Rules {
        circles,
        slot: Some(SlotRule { minutes: 45, ..SlotRule::default() }),
        attributes: vec![mix("dept", 3.0), mix("rank", 2.0), mix("campus", 1.0)],
        ..Rules::default()
    }
}

/// Forms with two seeds until both are proved, and tells the cost on which they agree.
fn proved(roster: &Roster, rules: &Rules, work: u64) -> i64 {
    let costs = [1, 2].map(|seed| {
        let mut formation = Formation::new(roster, rules, Seed(seed)).unwrap();
        while formation.work() < work && !formation.step(20_000).done {}
        let plan = formation.best().unwrap();
        check(roster, rules, &plan);
        assert!(plan.proved, "seed {seed}: cost {}, bound {:?}, {} wait", plan.cost, plan.bound, plan.waiting.len());
        plan.cost
    });
    assert_eq!(costs[0], costs[1], "two proofs disagree");
    costs[0]
}

#[test]
fn fifty_people_are_proved() {
    for case in 0..3 {
        let roster = colleagues(&mut Chance(case), 50);
        proved(&roster, &mixed(Some(8)), 30_000_000);
    }
}

/// Where sizes only cost, any number of circles of any size may be best: the proof looks at all of them.
#[test]
fn sizes_that_only_cost_are_proved_too() {
    let size = |min, max| Size { min, max };
    // Eight circles of six leave two over; small circles are worth a low price; and sizes that fit anyhow.
    let cases = [(30, size(6, 6), 2.0, None), (31, size(5, 8), 1.0, None), (32, size(5, 8), 10.0, Some(8))];
    let mut costs = Vec::new();
    for (case, size, weight, circles) in cases {
        let roster = colleagues(&mut Chance(case), 50);
        let strict = Rules { size: Size { min: size.min, ..Size::default() }, ..mixed(circles) };
        let soft = Rules { size, size_weight: Strength::Weight(weight), ..strict.clone() };
        costs.push((proved(&roster, &soft, 30_000_000), proved(&roster, &strict, 30_000_000)));
    }
    assert!(costs[1].0 < costs[1].1 && costs[2].0 <= costs[2].1, "sizes that cost and that must hold: {costs:?}");
}

/// Where members have private wishes too, a bound that may be told is there long before the proof that obeys them ends.
#[test]
fn a_bound_is_told_early_where_there_are_wishes() {
    let roster = physicians();
    assert!(roster.participants.iter().any(|person| !person.not_with.is_empty()));
    let mix =
        |name: &str, weight| AttributeRule { attribute: name.into(), how: How::Mix, weight: Strength::Weight(weight) };
    let attributes = vec![mix("Department", 3.0), mix("Rank", 2.0), mix("School", 1.0)];
    let mut formation = Formation::new(&roster, &Rules { attributes, ..Rules::default() }, Seed(1)).unwrap();
    // Nothing is told of a bound while people wait.
    let counted = loop {
        if let Some(bound) = formation.step(100).bound {
            break bound;
        }
    };
    let told = loop {
        let progress = formation.step(20_000);
        if progress.done || progress.bound > Some(2 * counted) {
            break progress;
        }
    };
    assert!(!told.done, "{counted}, then {told:?}");
}

#[test]
fn locks_narrow_what_is_proved_and_a_smaller_share_widens_it() {
    for case in 10..13 {
        let roster = colleagues(&mut Chance(case), 24);
        let small = Size { min: 3, max: 6 };
        let free = Rules { size: small, ..mixed(Some(5)) };
        let best = proved(&roster, &free, 20_000_000);
        let most = Rules { slot: Some(SlotRule { minutes: 45, share: 80, ..SlotRule::default() }), ..free.clone() };
        assert!(proved(&roster, &most, 20_000_000) <= best);

        // Two who are locked apart: the best of all plans may put them together, a proof must not count on that.
        let mut formation = Formation::new(&roster, &free, Seed(1)).unwrap();
        while !formation.step(20_000).done {}
        let circles = formation.best().unwrap().circles;
        let members = |at: usize| vec![circles[at].members[0].clone(), circles[at].members[1].clone()];
        let crossed = [vec![members(0)[0].clone(), members(1)[0].clone()], vec![members(0)[1].clone()]];
        let present = |(at, members): (usize, &Vec<String>)| Present {
            id: format!("x{at}"),
            name: String::new(),
            members: members.clone(),
            ..Present::default()
        };
        let locked = Rules {
            present: crossed.iter().enumerate().map(present).collect(),
            locked: crossed.concat(),
            moving: Strength::Off,
            ..free
        };
        let mut formation = Formation::new(&roster, &locked, Seed(1)).unwrap();
        while formation.work() < 20_000_000 && !formation.step(20_000).done {}
        let plan = formation.best().unwrap();
        check(&roster, &locked, &plan);
        assert!(!plan.waiting.is_empty() || (plan.proved && plan.cost >= best), "{} {:?}", plan.cost, plan.bound);
    }
}

#[test]
fn how_the_work_is_cut_changes_neither_the_end_nor_the_count() {
    for case in 20..23 {
        let roster = colleagues(&mut Chance(case), 26);
        let rules = Rules { size: Size { min: 4, max: 6 }, ..mixed(Some(5)) };
        let run = |portion: u64| {
            let mut formation = Formation::new(&roster, &rules, Seed(case)).unwrap();
            while !formation.step(portion).done {}
            (formation.best().unwrap(), formation.moves(), formation.work())
        };
        let whole = run(50_000_000);
        assert!(whole.0.proved);
        assert_eq!(run(777), whole);
        assert_eq!(run(20_000), whole);
    }
}

#[test]
fn ten_who_lead_may_each_be_a_circle() {
    // Not every number of circles is tried, and what is proved is proved of all of them.
    let mut participants: Vec<_> = (0..10).map(|at| person(&format!("p{at}"), true, "")).collect();
    participants
        .iter_mut()
        .for_each(|person| drop(person.attributes.insert("one".to_owned(), vec!["same".to_owned()])));
    let mix = AttributeRule { attribute: "one".to_owned(), how: How::Mix, weight: Strength::Weight(1.0) };
    let rules = Rules { size: Size { min: 1, max: 10 }, slot: None, attributes: vec![mix], ..Rules::default() };
    let mut formation = Formation::new(&Roster { participants }, &rules, Seed(1)).unwrap();
    formation.step(200_000);
    let plan = formation.best().unwrap();
    assert!(plan.cost == 0 || !plan.proved, "{} is called proved", plan.cost);
}

/// Two triangles of people who can meet two by two: by halves each has a place, in whole circles one of each waits. That
/// is found out, and not looked for for ever.
#[test]
fn forming_ends_where_places_come_out_even_only_by_halves() {
    let [one, two, three] = ["Mon 09:00-10:00", "Tue 09:00-10:00", "Wed 09:00-10:00"];
    let [four, five, six] = ["Mon 18:00-19:00", "Tue 18:00-19:00", "Wed 18:00-19:00"];
    let triangles = [[one, three], [one, two], [two, three], [four, six], [four, five], [five, six]];
    let talking = |(at, free): (usize, &[&str; 2])| {
        let person = person(&format!("p{at}"), true, &free.join("; "));
        Participant { mode: Mode::Talk, ..person }
    };
    let roster = Roster { participants: triangles.iter().enumerate().map(talking).collect() };
    let rules = Rules { size: Size { min: 2, max: 2 }, ..Rules::default() };
    let mut formation = Formation::new(&roster, &rules, Seed(1)).unwrap();
    while !formation.step(100_000).done {
        assert!(formation.work() < 50_000_000, "it ends");
    }
    assert_eq!(formation.best().unwrap().waiting.len(), 2);
}

/// The trade-off is shown although the proof comes before the search has looked into every number.
#[test]
fn numbers_of_circles_near_the_best_are_compared_after_a_proof() {
    for case in 40..46 {
        let roster = colleagues(&mut Chance(case), 30);
        let mut formation = Formation::new(&roster, &mixed(None), Seed(1)).unwrap();
        while formation.work() < 30_000_000 && !formation.step(20_000).done {}
        let plan = formation.best().unwrap();
        assert!(plan.proved, "cost {}, bound {:?}", plan.cost, plan.bound);
        assert_eq!(plan.choices.iter().map(|choice| choice.circles).collect::<Vec<_>>(), [4, 5, 6]);
        for told in &plan.choices {
            let best = proved(&roster, &mixed(Some(told.circles)), 30_000_000);
            let near = best <= told.cost && 10 * told.cost <= 11 * best && told.waiting == 0;
            assert!(near, "case {case}: {} circles come to {best}, told as {}", told.circles, told.cost);
        }
    }
}
