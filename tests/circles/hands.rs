//! Steps made by hand, and work that goes on after them.

use peer_circle::circles::{Advising, Formation, Move, Plan, Present, Rules, Seed, Size, Strength};
use peer_circle::job::Job;
use peer_circle::people::Roster;

use super::chance::Chance;
use super::divisions::Divisions;
use super::oracle::{self, Case, cases};
use super::{check, crowd, formed, person};

fn ids(people: std::ops::Range<usize>) -> Vec<String> {
    people.map(|at| format!("p{at}")).collect()
}

fn present(plan: &Plan) -> Vec<Present> {
    plan.circles.iter().map(Present::from).collect()
}

/// Twelve people in two circles, of whom those of one department had better not meet.
fn two_circles() -> (Roster, Rules) {
    let mut roster = crowd(12, 12);
    for (at, person) in roster.participants.iter_mut().enumerate() {
        person.attributes.insert("Department".into(), vec![format!("d{}", at / 2)]);
    }
    let rules: Rules = serde_json::from_str(
        r#"{"size": {"min": 4, "max": 8}, "attributes": [{"attribute": "Department", "how": "mix", "weight": 3}]}"#,
    )
    .unwrap();
    let circle = |id: &str, members| Present { id: id.into(), name: String::new(), members, ..Present::default() };
    let present = vec![circle("a", ids(0..6)), circle("b", ids(6..12))];
    (roster, Rules { present, moving: Strength::Off, ..rules })
}

fn to(person: &str, circle: Option<&str>) -> Move {
    Move { person: person.into(), to: circle.map(str::to_owned), with: None }
}

#[test]
fn somebody_who_is_locked_as_waiting_waits_whatever_rules_locked_them_in_before() {
    let (roster, rules) = two_circles();
    let (mut formation, _) = formed(&roster, &Rules { locked: vec!["p0".into()], ..rules }, 20_000);
    formation.lock("p0", false).unwrap();
    formation.apply(&to("p0", None)).unwrap();
    formation.lock("p0", true).unwrap();
    let other = formation.best().unwrap().circles[1].members[0].clone();
    formation.apply(&to(&other, Some("a"))).unwrap();
    formation.step(100_000);
    assert_eq!(formation.best().unwrap().waiting, ["p0"]);
}

#[test]
fn a_price_names_who_would_have_to_be_let_go_first() {
    let (roster, rules) = two_circles();
    let (mut formation, plan) = formed(&roster, &rules, 20_000);
    let (one, other) = (&plan.circles[0].members[0], &plan.circles[1].members[0]);
    let swap = Move { person: one.clone(), to: None, with: Some(other.clone()) };
    assert!(formation.price(&swap).unwrap().locked.is_empty());
    formation.lock(other, true).unwrap();
    assert_eq!(formation.price(&swap).unwrap().locked, std::slice::from_ref(other));
    assert_eq!(formation.apply(&swap).unwrap_err().code(), "move.locked");
    formation.lock(other, false).unwrap();
    assert_eq!(formation.price(&swap).unwrap(), formation.apply(&swap).unwrap());
}

/// What is found after a step rests on it: both are taken back.
#[test]
fn a_step_is_taken_back_though_something_better_was_found_since() {
    let (roster, rules) = two_circles();
    let mut formation = Formation::new(&roster, &Rules { circles: Some(2), ..rules }, Seed(1)).unwrap();
    let start = formation.best().unwrap();
    formation.apply(&to("p0", Some("b"))).unwrap();
    formation.step(200_000);
    let better = formation.best().unwrap();
    assert!(better.cost < start.cost, "{} and {}", start.cost, better.cost);
    // A step made after that is taken back first, to the plan that was found.
    formation.apply(&to(&better.circles[0].members[0], Some("b"))).unwrap();
    assert!(formation.undo());
    assert_eq!(formation.best().unwrap().circles, better.circles);
    assert!(formation.undo() && !formation.undo());
    assert_eq!(formation.best().unwrap().circles, start.circles);
    // And working on finds as good a plan again.
    formation.step(400_000);
    assert!(formation.best().unwrap().cost <= better.cost);
}

/// A rule locks somebody in a circle that cannot be kept: a plan that gives them their place is taken up.
#[test]
fn somebody_who_is_locked_and_waits_may_be_given_their_own_place() {
    let (roster, rules) = two_circles();
    let thin = |id: &str, members| Present { id: id.into(), name: String::new(), members, ..Present::default() };
    let present = vec![thin("a", ids(0..8)), thin("b", ids(8..11))];
    let rules = Rules { size: Size { min: 5, max: 8 }, locked: ids(0..11), present, ..rules };
    let (mut formation, plan) = formed(&roster, &rules, 20_000);
    assert_eq!(plan.waiting, ids(8..12));
    let b = peer_circle::circles::Circle { id: "b".into(), members: ids(8..11), ..plan.circles[0].clone() };
    let mut wanted = plan.clone();
    wanted.circles.push(b);
    wanted.waiting = ids(11..12);
    assert!(formation.take_up(&wanted).unwrap());
    assert_eq!(formation.best().unwrap().circles[1].members, ids(8..11));
    // Elsewhere they are not taken, nor once they are there.
    let first = wanted.circles[1].members.remove(0);
    wanted.circles[0].members.push(first);
    assert_eq!(formation.take_up(&wanted).unwrap_err().code(), "move.locked");
    assert_eq!(formation.take_up(&plan).unwrap_err().code(), "move.locked");
}

/// Advice reads a plan as taking one up does; and a present circle that nobody is in is a circle to move to.
#[test]
fn circles_are_looked_up_in_one_way() {
    let (roster, rules) = two_circles();
    let (mut formation, plan) = formed(&roster, &rules, 50_000);
    let mut wanted = plan.clone();
    wanted.waiting = wanted.circles.pop().unwrap().members;
    assert!(formation.take_up(&wanted).unwrap());
    formation.apply(&to(&wanted.waiting[0], Some("b"))).unwrap();
    assert_eq!(formation.best().unwrap().circles[1].members, wanted.waiting[..1]);
    let double = |id: &str| {
        let mut double = plan.clone();
        double.circles.iter_mut().for_each(|circle| circle.id = id.to_owned());
        double
    };
    for twice in [double("a"), double("new")] {
        let refused =
            [formation.take_up(&twice).unwrap_err(), Advising::of(&roster, &rules, &twice, Seed(1)).err().unwrap()];
        for error in refused {
            let place = error.place().field.as_deref();
            assert_eq!((error.code(), place), ("plan.twice", Some("plan.circles[1].id")));
        }
    }
}

#[test]
fn a_plan_that_was_kept_is_taken_up_in_one_step() {
    let (roster, rules) = two_circles();
    let (_, mut kept) = formed(&roster, &rules, 200_000);
    // Somebody waits, somebody has gone, and somebody is new.
    let late = kept.circles[0].members.pop().unwrap();
    kept.waiting.push(late.clone());
    let mut now = roster.clone();
    let gone = kept.circles[1].members[0].clone();
    now.participants.retain(|one| one.id != gone);
    now.participants.push(person("new", false, "Tue 12:00-13:00"));
    let mut formation = Formation::new(&now, &Rules { present: present(&kept), ..rules.clone() }, Seed(3)).unwrap();
    let (before, locked) = (formation.best().unwrap(), kept.circles[0].members[0].clone());
    formation.lock(&locked, true).unwrap();
    assert!(formation.take_up(&kept).unwrap());
    let mut wanted = kept.clone();
    wanted.circles[1].members.retain(|id| *id != gone);
    let told = |plan: &Plan| -> Vec<(String, Vec<String>)> {
        plan.circles.iter().map(|circle| (circle.id.clone(), circle.members.clone())).collect()
    };
    let taken = formation.best().unwrap();
    assert_eq!(told(&taken), told(&wanted));
    assert_eq!(taken.waiting.iter().map(String::as_str).collect::<Vec<_>>(), [late.as_str(), "new"]);
    assert!(!formation.take_up(&taken).unwrap(), "it is taken up already, and there is no step to take back");
    assert!(formation.undo() && !formation.undo());
    assert_eq!(told(&formation.best().unwrap()), told(&before));
    // Who is locked stays, and working on goes from there.
    assert!(formation.take_up(&kept).unwrap());
    assert_eq!(formation.apply(&to(&locked, None)).unwrap_err().code(), "move.locked");
    formation.step(200_000);
    let after = formation.best().unwrap();
    check(&now, &rules, &after);
    assert!(after.waiting.is_empty() && after.circles[0].members.contains(&locked));
}

/// Circles that no rule calls present are known by the plan that there is.
#[test]
fn circles_of_a_plan_are_those_that_there_are_or_new_ones() {
    let rules = Rules { circles: Some(4), size: Size { min: 3, max: 6 }, ..Rules::default() };
    let (mut formation, plan) = formed(&crowd(16, 8), &rules, 50_000);
    let mut wanted = plan.clone();
    let last = wanted.circles.pop().unwrap();
    wanted.waiting = last.members.clone();
    wanted.circles.swap(0, 2);
    assert!(formation.take_up(&wanted).unwrap());
    assert_eq!(formation.best().unwrap().circles, plan.circles[..3], "a circle's id says which it is, not its place");
    wanted.circles.push(peer_circle::circles::Circle { id: "other".into(), ..last });
    wanted.waiting.clear();
    assert!(formation.take_up(&wanted).unwrap());
    assert_eq!(formation.best().unwrap().circles, plan.circles);
}

/// What is done to a plan.
type Change<'a> = &'a dyn Fn(&mut Plan);

#[test]
fn a_plan_that_cannot_be_is_refused_with_its_place_and_changes_nothing() {
    let (mut roster, rules) = two_circles();
    roster.participants[1].circle = Some("Night shift".into());
    roster.participants[2].circle = Some("Night shift".into());
    let rules = Rules { circles: Some(2), locked: vec!["p5".into()], ..rules };
    let (mut formation, plan) = formed(&roster, &rules, 50_000);
    let refused = |change: Change<'_>| {
        let mut wanted = plan.clone();
        change(&mut wanted);
        let mut formation = Formation::new(&roster, &rules, Seed(7)).unwrap();
        formation.take_up(&plan).unwrap();
        let error = formation.take_up(&wanted).unwrap_err();
        assert_eq!(formation.best().unwrap().circles, plan.circles);
        (error.code().to_owned(), error.place().field.clone().unwrap())
    };
    let out =
        |plan: &mut Plan, id: &str| plan.circles.iter_mut().for_each(|circle| circle.members.retain(|one| one != id));
    let cases: [(&str, &str, Change<'_>); 6] = [
        ("plan.twice", "plan.waiting", &|plan| plan.waiting.push("p0".into())),
        ("plan.twice", "plan.circles[1].id", &|plan| plan.circles[1].id = "a".into()),
        ("plan.divided", "plan.waiting", &|plan| {
            out(plan, "p2");
            plan.waiting.push("p2".into());
        }),
        ("plan.circles", "plan.circles", &|plan| {
            let circle = plan.circles[0].clone();
            plan.circles.push(peer_circle::circles::Circle { id: "c".into(), members: Vec::new(), ..circle });
        }),
        ("move.locked", "plan", &|plan| out(plan, "p5")),
        ("move.too_many", "plan.circles[0].members", &|plan| {
            let all = plan.circles[1].members.drain(..).collect::<Vec<_>>();
            plan.circles[0].members.extend(all);
        }),
    ];
    for (code, field, change) in cases {
        assert_eq!(refused(change), (code.to_owned(), field.to_owned()));
    }
    formation.step(1_000);
}

/// As many moves as few people ever need.
const MOVES: u64 = 5_000_000;

/// Whatever was moved and locked by hand: where a plan can be that keeps the rules and the locks, going on comes to one,
/// and to the best of all but for a few.
#[test]
fn going_on_after_steps_and_locks_comes_to_what_can_be() {
    let (mut many, mut mended, mut missed) = (0, 0, Vec::new());
    for seed in 0..cases(200) {
        let mut chance = Chance(seed ^ 0xa11);
        let Some(case) = Case::drawn(&mut chance, 5 + seed % 6) else { continue };
        let rules = Rules { present: Vec::new(), locked: Vec::new(), ..case.rules };
        let Ok(mut formation) = Formation::new(&case.roster, &rules, Seed(seed)) else { continue };
        formation.step(20_000);
        let people: Vec<String> = case.roster.participants.iter().map(|person| person.id.clone()).collect();
        for _ in 0..1 + chance.below(4) {
            let circles = formation.best().unwrap().circles;
            let person = people[chance.below(people.len() as u64) as usize].clone();
            let to = circles.get(chance.below(circles.len() as u64 + 1) as usize).map(|circle| circle.id.clone());
            let _ = formation.apply(&Move { person, to, with: None });
        }
        let plan = formation.best().unwrap();
        let places = plan.circles.iter().flat_map(|circle| &circle.members);
        let locked: Vec<String> = places.filter(|_| chance.once_in(3)).cloned().collect();
        locked.iter().for_each(|person| formation.lock(person, true).unwrap());
        let rules = Rules { present: present(&plan), locked, moving: Strength::Off, ..rules };
        let Some(case) = Case::of(case.roster, rules) else { continue };
        let Some(best) = Divisions::new(&case).best().filter(|(waiting, _)| *waiting < oracle::LOCKED) else {
            continue;
        };
        let keeps = |plan: &Plan| plan.circles.iter().all(|circle| keeps(&case, &circle.members));
        mended += i32::from(!keeps(&plan));
        let missing = |plan: &Plan| case.rules.circles.map_or(0, |asked| i64::from(asked) - plan.circles.len() as i64);
        let waiting = |plan: &Plan| plan.waiting.len() as i64 + missing(plan) * i64::from(case.least());
        let price = |plan: &Plan| (waiting(plan), plan.cost);
        let (before, mut found) = (formation.work(), formation.best().unwrap());
        while (!keeps(&found) || price(&found) != best) && formation.work() < before + MOVES {
            let done = formation.step(5_000).done;
            found = formation.best().unwrap();
            if done {
                break;
            }
        }
        assert!(keeps(&found), "case {seed}: a rule is broken where {best:?} can be");
        many += 1;
        if price(&found) != best {
            missed.push((seed, price(&found), best));
        }
    }
    assert!(many > 50 && mended > 20, "{many}, {mended} of them broken by hand");
    assert!(missed.len() * 25 <= many, "{} of {many}: {missed:?}", missed.len());
}

/// Whether people can be a circle, which is the one that those who are locked are in.
fn keeps(case: &Case, members: &[String]) -> bool {
    let home = |id: &String| case.rules.present.iter().position(|circle| circle.members.contains(id));
    let number = members.iter().filter(|id| case.rules.locked.contains(id)).find_map(home);
    case.cost(case.numbers(members), number.unwrap_or(usize::MAX)).0
}
