//! Conflicts are minimal, and what is said to help does.

use std::collections::BTreeSet;

use peer_circle::ordered::BTreeMap;

use peer_circle::circles::{
    Advice, AttributeRule, Conflict, Formation, Group, How, Past, Present, Reason, Rules, Seed, Size, SlotRule,
    Strength,
};
use peer_circle::job::Job;
use peer_circle::people::{Mode, Participant, Roster};
use peer_circle::time::Weekly;

use super::divisions::Divisions;
use super::oracle::{Case, cases};
use super::{crowd, formed};

fn advice(formation: &Formation) -> Advice {
    let mut advising = formation.advise();
    while !advising.step(20_000).done {}
    advising.best().unwrap()
}

/// The first conflict that is found, if there is one; what would help is not waited for.
fn conflict(formation: &Formation) -> Option<Conflict> {
    let mut advising = formation.advise();
    while !advising.step(1).done && advising.best().unwrap().conflicts.is_empty() {}
    advising.best().unwrap().conflicts.pop()
}

/// The roster and rules of a case without what conflicts never tell of, and without circles of their own, which have tests
/// of their own.
fn told(mut case: Case) -> (Roster, Rules) {
    for person in &mut case.roster.participants {
        person.not_with.clear();
        person.circle = None;
    }
    (case.roster, case.rules)
}

/// The same without present circles, locks and sizes of circles that write.
fn plain(case: Case) -> (Roster, Rules) {
    let (roster, rules) = told(case);
    (roster, Rules { present: Vec::new(), locked: Vec::new(), text_size: None, ..rules })
}

/// Whether a set of people can all have a place, by trying every division.
fn possible(roster: &Roster, rules: &Rules, people: &[String]) -> bool {
    Divisions::new(&Case::of(roster.clone(), rules.clone()).unwrap()).can_place(people)
}

/// The rules without what a reason names.
fn without(roster: &mut Roster, rules: &mut Rules, code: &str, values: &BTreeMap<String, Vec<String>>) {
    let people = || values["people"].iter().collect::<BTreeSet<_>>();
    let same = |group: &Group| group.people.iter().collect::<BTreeSet<_>>() == people();
    match code {
        "needs.fewest" => sizes(rules, |size| size.min = 1),
        "needs.most" => sizes(rules, |size| size.max = roster.participants.len() as u32),
        "needs.circles" => rules.circles = None,
        "needs.slot" => all_free(roster),
        "needs.modes" => roster.participants.iter_mut().for_each(|person| person.mode = Mode::Either),
        "needs.leader" => rules.leader = Strength::Off,
        "needs.peers" => rules.peers = Strength::Off,
        "needs.stay" => rules.moving = Strength::Off,
        "needs.locked" => rules.locked.retain(|id| !people().contains(id)),
        "needs.together" => rules.together.retain(|group| !same(group)),
        "needs.apart" => rules.apart.retain(|group| !same(group)),
        "needs.past" => rules.past[values["term"][0].parse::<usize>().unwrap() - 1].weight = Some(Strength::Off),
        "needs.mix" | "needs.match" | "needs.no_lone" | "needs.not_with" | "needs.balance" => {
            // What is left asks for nothing: another rule may ask the same attribute for something else.
            let asked =
                |rule: &&mut AttributeRule| rule.attribute == values["attribute"][0] && told_as(rule.how) == code;
            rules.attributes.iter_mut().filter(asked).for_each(|rule| rule.weight = Strength::Off);
        }
        other => unreachable!("{other} is no rule that these cases have"),
    }
}

/// What a rule about an attribute is called in a conflict.
fn told_as(how: How) -> &'static str {
    match how {
        How::Mix => "needs.mix",
        How::Match => "needs.match",
        How::NoLoneMember => "needs.no_lone",
        How::NotWith => "needs.not_with",
        How::Balance => "needs.balance",
    }
}

fn sizes(rules: &mut Rules, change: impl Fn(&mut Size)) {
    change(&mut rules.size);
    rules.text_size.iter_mut().for_each(change);
}

/// Every conflict that is found in random cases, held against every division; how many, of how many people at most, and the
/// rules that they tell of.
fn held(few: u64, of: fn(Case) -> (Roster, Rules)) -> (usize, usize, BTreeSet<String>) {
    let (mut conflicts, mut people, mut codes) = (0, 0, BTreeSet::new());
    for seed in 0..cases(few) {
        let Some(case) = Case::new(seed, 8) else { continue };
        let (roster, rules) = of(case);
        let mut formation = Formation::new(&roster, &rules, Seed(seed)).unwrap();
        formation.step(4_000);
        if formation.best().unwrap().waiting.is_empty() {
            continue;
        }
        let Some(conflict) = conflict(&formation) else { continue };
        let all = |roster: &Roster, rules: &Rules| possible(roster, rules, &conflict.people);
        assert!(!all(&roster, &rules), "case {seed}: {conflict:?} can hold");
        assert!(conflict.minimal, "case {seed}: {conflict:?}");
        for at in 0..conflict.people.len() {
            let mut others = conflict.people.clone();
            others.remove(at);
            assert!(possible(&roster, &rules, &others), "case {seed}: {conflict:?} holds without person {at}");
        }
        // All other rules gone, these alone make it impossible; and one less makes it possible.
        for at in 0..conflict.rules.len() {
            let (mut less, mut fewer) = (roster.clone(), only(&rules, &conflict));
            let names = |code: &str| conflict.rules.iter().any(|rule| rule.code == code);
            if !names("needs.modes") {
                less.participants.iter_mut().for_each(|person| person.mode = Mode::Either);
            }
            if !names("needs.slot") {
                all_free(&mut less);
            }
            assert!(!all(&less, &fewer), "case {seed}: {conflict:?} needs other rules too");
            without(&mut less, &mut fewer, &conflict.rules[at].code, &conflict.rules[at].values);
            assert!(all(&less, &fewer), "case {seed}: {conflict:?} holds without rule {at}");
            codes.insert(conflict.rules[at].code.clone());
        }
        conflicts += 1;
        people = people.max(conflict.people.len());
    }
    (conflicts, people, codes)
}

#[test]
fn every_conflict_is_minimal() {
    let (conflicts, people, codes) = held(100, plain);
    assert!(conflicts > 15 && people > 1 && codes.len() > 5, "{conflicts} conflicts, {people} people, {codes:?}");
}

/// Circles that there are, locks and sizes of circles that write stand in the way too.
#[test]
fn every_conflict_with_what_is_there_is_minimal() {
    let (conflicts, people, codes) = held(150, told);
    assert!(conflicts > 25 && people > 1 && codes.len() > 10, "{conflicts} conflicts, {people} people, {codes:?}");
}

fn all_free(roster: &mut Roster) {
    let always = "Mon 09:00-10:00; Tue 12:00-13:00; Wed 08:00-09:00";
    roster.participants.iter_mut().for_each(|person| person.availability = always.parse().unwrap());
}

/// The rules with nothing in force but what a conflict names.
fn only(rules: &Rules, conflict: &Conflict) -> Rules {
    let names = |code: &str| conflict.rules.iter().any(|rule| rule.code == code);
    let group = |code: &str, group: &Vec<String>| {
        let same = |people: &Vec<String>| people.iter().collect::<BTreeSet<_>>() == group.iter().collect();
        conflict.rules.iter().any(|rule| rule.code == code && same(&rule.values["people"]))
    };
    let off =
        |strength: Strength, named: bool| if strength == Strength::Must && !named { Strength::Off } else { strength };
    let mut only = rules.clone();
    sizes(&mut only, |size| size.min = if names("needs.fewest") { size.min } else { 1 });
    sizes(&mut only, |size| size.max = if names("needs.most") { size.max } else { 20 });
    only.moving = off(only.moving, names("needs.stay"));
    only.locked.retain(|id| group("needs.locked", &vec![id.clone()]));
    only.circles = only.circles.filter(|_| names("needs.circles"));
    only.leader = off(only.leader, names("needs.leader"));
    only.peers = off(only.peers, names("needs.peers"));
    only.together.retain(|people| group("needs.together", &people.people));
    only.apart.retain(|people| group("needs.apart", &people.people));
    for (at, past) in only.past.iter_mut().enumerate() {
        let term = (at + 1).to_string();
        let named =
            conflict.rules.iter().any(|rule| rule.code == "needs.past" && rule.values["term"] == [term.clone()]);
        past.weight = past.weight.map(|weight| off(weight, named));
    }
    for rule in &mut only.attributes {
        let asked =
            |told: &Reason| told.code == told_as(rule.how) && told.values["attribute"] == [rule.attribute.clone()];
        rule.weight = off(rule.weight, conflict.rules.iter().any(asked));
    }
    only
}

#[test]
fn one_more_leader_on_tuesday_noon_places_those_who_wait() {
    // Two leaders lead sixteen of twenty-two people, all free on Tuesday noon: six wait.
    let (formation, plan) = formed(&crowd(22, 2), &Rules::default(), 50_000);
    assert_eq!(plan.waiting.len(), 6);
    let advice = advice(&formation);
    let leader = advice.changes.iter().find(|change| change.reason.code == "help.leader").unwrap();
    assert_eq!(leader.places, 6);
    assert_eq!(leader.reason.text, "one more leader free on Tuesday 12:00: places 6 more people");
    assert_eq!(leader.reason.values["start"], ["12:00"]);
    let codes: Vec<&str> = advice.conflicts[0].rules.iter().map(|rule| rule.code.as_str()).collect();
    assert_eq!((codes, advice.conflicts[0].people.len()), (vec!["needs.most", "needs.leader"], 17));
}

#[test]
fn one_more_seat_and_one_rule_less_are_told_with_what_they_bring() {
    let ids = |list: &[usize]| list.iter().map(|at| format!("p{at}")).collect::<Vec<_>>();
    let rules = Rules {
        size: Size { min: 2, max: 5 },
        circles: Some(2),
        apart: vec![ids(&[0, 1, 2]).into()],
        slot: Some(SlotRule::default()),
        ..Rules::default()
    };
    let (formation, plan) = formed(&crowd(11, 3), &rules, 30_000);
    assert_eq!(plan.waiting.len(), 1, "ten seats, and three people of whom no two share a circle");
    let advice = advice(&formation);
    let codes: Vec<&str> = advice.conflicts[0].rules.iter().map(|rule| rule.code.as_str()).collect();
    assert_eq!(codes, ["needs.circles", "needs.apart"]);
    assert_eq!(advice.conflicts[0].people, ["p0", "p1", "p2"]);
    assert!(
        advice.conflicts[0].text.starts_with("P0, P1 and P2 cannot all have a place as long as there are 2 circles")
    );
    let circle = advice.changes.iter().find(|change| change.reason.code == "help.circle").unwrap();
    assert_eq!(circle.places, 1);
    assert!(!advice.changes.iter().any(|change| change.reason.code == "help.without"), "ten seats are still ten seats");
}

/// People whom the organiser has put into one circle, and whom a rule of theirs keeps out of one: a contradiction is told
/// with the two of them, the conflict is as small as it can be, and everybody else has a place.
#[test]
fn rules_that_contradict_each_other_are_told_with_the_two_whom_they_tear() {
    let ids = |list: &[usize]| list.iter().map(|at| format!("p{at}")).collect::<Vec<_>>();
    let mut roster = crowd(14, 4);
    for (at, person) in roster.participants.iter_mut().enumerate() {
        person.attributes.insert("Department".into(), vec![format!("d{}", at.max(1))]);
        person.attributes.insert("Campus".into(), vec![if at == 8 { "two" } else { "one" }.into()]);
        person.attributes.insert("Supervisor".into(), if at == 5 { ids(&[6]) } else { Vec::new() });
    }
    let together = |list: &[usize]| vec![ids(list).into()];
    let attribute =
        |attribute: &str, how| vec![AttributeRule { attribute: attribute.into(), how, weight: Strength::Must }];
    let met = |list: &[usize]| vec![Past { circles: vec![ids(list)], weight: Some(Strength::Must), age: None }];
    let seats = |list: &[usize]| {
        vec![Present { id: "x".into(), name: String::new(), members: ids(list), ..Present::default() }]
    };
    let plain = Rules { size: Size { min: 4, max: 8 }, moving: Strength::Off, ..Rules::default() };
    let cases = [
        // Kept together in a chain, and met before: both links are needed for it.
        (
            Rules { together: [together(&[2, 3]), together(&[3, 4])].concat(), past: met(&[2, 4]), ..plain.clone() },
            (ids(&[2, 4]), "past circles", vec!["needs.together", "needs.together", "needs.past"], 3),
        ),
        (
            Rules { together: together(&[0, 1]), attributes: attribute("Department", How::Mix), ..plain.clone() },
            (ids(&[0, 1]), "mix Department", vec!["needs.together", "needs.mix"], 2),
        ),
        (
            Rules { together: together(&[7, 8]), attributes: attribute("Campus", How::Match), ..plain.clone() },
            (ids(&[7, 8]), "match Campus", vec!["needs.together", "needs.match"], 2),
        ),
        (
            Rules { together: together(&[5, 6]), attributes: attribute("Supervisor", How::NotWith), ..plain.clone() },
            (ids(&[5, 6]), "apart", vec!["needs.together", "needs.not_with"], 2),
        ),
        // Locked in one circle: one of them waits at least.
        (
            Rules { present: seats(&[2, 3, 4, 9]), locked: ids(&[2, 4]), past: met(&[2, 4]), ..plain.clone() },
            (ids(&[2, 4]), "past circles", vec!["needs.past", "needs.locked", "needs.locked"], 2),
        ),
        (
            Rules { present: seats(&[2, 3, 4, 9]), locked: ids(&[2, 4]), apart: together(&[2, 4]), ..plain.clone() },
            (ids(&[2, 4]), "apart", vec!["needs.apart", "needs.locked", "needs.locked"], 2),
        ),
    ];
    for (rules, (people, rule, demands, most)) in cases {
        let (formation, plan) = formed(&roster, &rules, 60_000);
        assert!((1..=most).contains(&plan.waiting.len()), "{:?}", plan.problems);
        let told = &plan.problems[0];
        assert_eq!(told.code(), "circles.contradiction", "{:?}", plan.problems);
        assert_eq!((&told.values()["people"], told.values()["rule"].concat().as_str()), (&people, rule), "{told}");
        let waits = plan.waiting.iter().find(|id| people.contains(id)).unwrap();
        assert_eq!(formation.why(waits)[1].code, "waits.torn", "{:?}", formation.why(waits));
        let conflict = conflict(&formation).unwrap();
        let codes: Vec<&str> = conflict.rules.iter().map(|rule| rule.code.as_str()).collect();
        assert!(conflict.minimal && codes == demands, "{conflict:?}");
        assert!(conflict.people.iter().all(|id| people.contains(id)), "{conflict:?}");
    }
    // A private wish gives way to being kept together, and to being locked in one circle: nothing is told of it.
    roster.participants[2].not_with = ids(&[4]);
    let locked = Rules { present: seats(&[2, 3, 4, 9]), locked: ids(&[2, 4]), ..plain.clone() };
    for rules in [Rules { together: together(&[2, 4]), ..plain }, locked] {
        let mut formation = Formation::new(&roster, &rules, Seed(7)).unwrap();
        formation.step(60_000);
        let plan = formation.best().unwrap();
        assert_eq!((plan.waiting.len(), plan.problems, advice(&formation).conflicts), (0, vec![], vec![]));
    }
}

#[test]
fn a_private_wish_is_part_of_no_conflict() {
    let mut roster = crowd(10, 1);
    let rules = Rules { size: Size { min: 5, max: 10 }, circles: Some(1), ..Rules::default() };
    roster.participants[3].not_with = vec!["p7".into()];
    let (formation, plan) = formed(&roster, &rules, 30_000);
    assert_eq!(plan.waiting.len(), 1);
    assert_eq!(advice(&formation).conflicts, []);
}

#[test]
fn fifty_physicians_with_two_leaders_are_told_what_is_missing() {
    let mut roster = super::physicians();
    let mut leaders = 0;
    for person in &mut roster.participants {
        leaders += i32::from(person.leader);
        person.leader &= leaders <= 2;
    }
    let (formation, plan) = formed(&roster, &Rules::default(), 20_000);
    assert!(plan.waiting.len() >= 34);
    let conflict = conflict(&formation).unwrap();
    let codes: Vec<&str> = conflict.rules.iter().map(|rule| rule.code.as_str()).collect();
    assert!(codes.contains(&"needs.leader"), "{conflict:?}");
}

/// An empty id is an id: the lock of whoever has it stays while other rules are left out.
#[test]
fn a_lock_stays_while_another_change_is_tried_whatever_the_id() {
    let mut roster = crowd(12, 12);
    let department = |at: usize| if at < 6 { format!("d{}", at / 2) } else { format!("e{at}") };
    for (at, person) in roster.participants.iter_mut().enumerate() {
        person.attributes.insert("Department".into(), vec![department(at)]);
    }
    roster.participants[0].id = String::new();
    let ids =
        |people: std::ops::Range<usize>| roster.participants[people].iter().map(|person| person.id.clone()).collect();
    let circle = |id: &str, members| Present { id: id.to_owned(), name: String::new(), members, ..Present::default() };
    let mix = AttributeRule { attribute: "Department".into(), how: How::Mix, weight: Strength::Weight(3.0) };
    let rules = Rules {
        attributes: vec![mix],
        present: vec![circle("a", ids(0..6)), circle("b", ids(6..12))],
        locked: ids(0..12),
        moving: Strength::Off,
        ..Rules::default()
    };
    let (formation, plan) = formed(&roster, &rules, 20_000);
    assert_eq!(plan.cost, 9, "three pairs of colleagues");
    let codes = advice(&formation).changes.into_iter().map(|change| change.reason.values["rule"].concat());
    assert_eq!(codes.collect::<Vec<_>>(), ["needs.locked"; 6]);
}

#[test]
fn advice_that_was_stopped_says_so() {
    let (formation, _) = formed(&crowd(22, 2), &Rules::default(), 50_000);
    let mut advising = formation.advise();
    advising.step(1);
    assert!(advising.best().unwrap().stopped);
    while !advising.step(20_000).done {}
    assert!(!advising.best().unwrap().stopped);
}

/// What is said to help does, by as much as is said: no more than every division of the people allows, and hardly ever less.
#[test]
fn what_is_said_to_help_helps_as_much_as_is_said() {
    let (mut all, mut short, mut codes) = (0, 0, BTreeSet::new());
    for seed in 0..cases(60) {
        let Some(case) = Case::new(seed, 7) else { continue };
        let (roster, rules) = told(case);
        // Whoever is locked may have to wait, and circles that are missing count as people: both are told apart elsewhere.
        let rules = Rules { locked: Vec::new(), circles: None, ..rules };
        let base = best(&roster, &rules);
        let mut formation = Formation::new(&roster, &rules, Seed(seed)).unwrap();
        formation.step(2_000);
        let plan = formation.best().unwrap();
        let Some(base) = base.filter(|base| base.0 == plan.waiting.len() as i64 && base.1 == plan.cost) else {
            continue;
        };
        for told in advice(&formation).changes {
            let (mut roster, mut rules) = (roster.clone(), rules.clone());
            let waits = |person: &&mut Participant| plan.waiting.contains(&person.id);
            match told.reason.code.as_str() {
                "help.time" => {
                    let hour = &told.reason.values["start"][0];
                    let time =
                        super::chance::TIMES.iter().find(|(_, _, start)| format!("{start:02}:00") == *hour).unwrap();
                    let free: Weekly = time.0.parse().unwrap();
                    for person in roster.participants.iter_mut().filter(waits) {
                        person.availability = Weekly::from([person.availability.spans(), free.spans()].concat());
                    }
                }
                "help.seat" => sizes(&mut rules, |size| size.max += 1),
                "help.fewer" => sizes(&mut rules, |size| size.min -= 1),
                "help.write" => roster.participants.iter_mut().filter(waits).for_each(|one| one.mode = Mode::Either),
                "help.without" => without(&mut roster, &mut rules, &told.reason.values["rule"][0], &told.reason.values),
                // Somebody who is on no roster has no number, and this oracle asks everybody for one.
                "help.leader" => continue,
                other => unreachable!("{other} cannot help here"),
            }
            let promised = (base.0 - i64::from(told.places), base.1 + told.cost);
            let could = best(&roster, &rules).unwrap();
            assert!(promised >= could, "case {seed}: {told:?} of {base:?}, and {could:?} is the best there is");
            all += 1;
            short += usize::from(promised > could);
            codes.insert(told.reason.code.clone());
        }
    }
    assert!(all > 50 && short * 10 < all && codes.len() > 3, "{all} changes, {short} could do more, {codes:?}");
}

/// Where one is too many, too few are there, or somebody has no time: what would help is told with whom it places.
#[test]
fn a_seat_more_fewer_people_a_time_and_writing_help() {
    let told = |roster: &Roster, code: &str| {
        let (formation, plan) = formed(roster, &Rules::default(), 20_000);
        let changes = advice(&formation).changes;
        (plan.waiting.len(), changes.iter().find(|change| change.reason.code == code).map_or(0, |change| change.places))
    };
    assert_eq!(told(&crowd(9, 1), "help.seat"), (1, 1));
    assert_eq!(told(&crowd(4, 1), "help.fewer"), (4, 4));
    let mut roster = crowd(7, 1);
    roster.participants.iter_mut().for_each(|person| person.mode = Mode::Either);
    roster.participants[6].mode = Mode::Talk;
    roster.participants[6].availability = "Sun 05:00-06:00".parse().unwrap();
    assert_eq!(told(&roster, "help.time"), (1, 1));
    assert_eq!(told(&roster, "help.write"), (1, 1));
}

fn best(roster: &Roster, rules: &Rules) -> Option<(i64, i64)> {
    Divisions::new(&Case::of(roster.clone(), rules.clone())?).best()
}
