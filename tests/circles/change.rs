//! Circles that there are, changed as little as can be.

use peer_circle::circles::{AttributeRule, Formation, How, Plan, Present, Rules, Seed, Strength};
use peer_circle::job::Job;
use peer_circle::people::{Mode, Participant, Roster};
use peer_circle::time::{Day, Slot, TimeOfDay};

use super::chance::Chance;
use super::{check, crowd, formed, person};

const TIMES: [&str; 6] =
    ["Mon 09:00-10:00", "Mon 17:00-18:00", "Tue 12:00-13:00", "Wed 08:00-09:00", "Thu 12:00-13:00", "Fri 07:00-08:00"];

/// Fifty physicians of two schools, as the reference programme has them.
fn physicians(seed: u64, people: usize) -> Roster {
    let mut chance = Chance(seed);
    let participants = (0..people).map(|at| {
        let free: Vec<&str> = TIMES.into_iter().filter(|_| chance.below(5) > 1).collect();
        let mut person = person(&format!("p{at}"), at % 4 == 0, &free.join("; "));
        person.mode = if chance.below(5) == 0 { Mode::Either } else { Mode::Talk };
        person.attributes.insert("School".into(), vec![chance.below(2).to_string()]);
        person.attributes.insert("Department".into(), vec![chance.below(6).to_string()]);
        person
    });
    Roster { participants: participants.collect() }
}

fn mixed() -> Rules {
    let mix =
        |name: &str, weight| AttributeRule { attribute: name.into(), how: How::Mix, weight: Strength::Weight(weight) };
    Rules { attributes: vec![mix("Department", 3.0), mix("School", 1.0)], ..Rules::default() }
}

fn present(plan: &Plan) -> Vec<Present> {
    let circles = plan.circles.iter().map(Present::from);
    circles.collect()
}

fn quick(roster: &Roster, rules: &Rules, moves: u64) -> Plan {
    let mut formation = Formation::new(roster, rules, Seed(1)).unwrap();
    formation.step(moves);
    formation.best().unwrap()
}

/// Quarters of an hour in a week.
const STARTS: u16 = 7 * 24 * 4;

/// Somebody, and from which quarters of an hour on they could meet for an hour, by the clock of the rules.
struct Known<'a> {
    person: &'a Participant,
    starts: Vec<u64>,
}

fn known<'a>(person: &'a Participant, rules: &Rules) -> Known<'a> {
    let free = super::free(person, rules);
    let slot = |at: u16| {
        let start = TimeOfDay::from_minutes(at % 96 * 15).unwrap();
        Slot { day: Day::ALL[usize::from(at / 96)], start, minutes: 60 }
    };
    let mut starts = vec![0; usize::from(STARTS).div_ceil(64)];
    for at in (0..STARTS).filter(|at| person.mode != Mode::Text && free.covers(&slot(*at))) {
        starts[usize::from(at / 64)] |= 1 << (at % 64);
    }
    Known { person, starts }
}

/// Whether these people make a circle, by the words of the rules.
fn stands(circle: &[&Known<'_>], rules: &Rules) -> bool {
    let words = usize::from(STARTS).div_ceil(64);
    let meets = (0..words).any(|at| circle.iter().fold(u64::MAX, |all, one| all & one.starts[at]) != 0);
    let writes = circle.iter().all(|one| one.person.mode != Mode::Talk);
    let wished = |one: &&Known<'_>| circle.iter().any(|other| one.person.not_with.contains(&other.person.id));
    (rules.size.min..=rules.size.max).contains(&(circle.len() as u32))
        && circle.iter().any(|one| one.person.leader)
        && (meets || writes)
        && !circle.iter().any(wished)
}

/// How few others have to move for the last of the roster to find a place, found by trying everything: 2 stands for
/// two or more.
fn fewest(roster: &Roster, rules: &Rules, plan: &Plan) -> usize {
    let people: Vec<Known<'_>> = roster.participants.iter().map(|person| known(person, rules)).collect();
    let find = |id: &String| people.iter().find(|one| one.person.id == *id).unwrap();
    let circles: Vec<Vec<&Known<'_>>> =
        plan.circles.iter().map(|circle| circle.members.iter().map(find).collect()).collect();
    let late = people.last().unwrap();
    let with = |circle: &[&'_ Known<'_>], more: &[&Known<'_>]| stands(&[circle, more].concat(), rules);
    if circles.iter().any(|circle| with(circle, &[late])) {
        return 0;
    }
    let one = circles.iter().enumerate().any(|(from, circle)| {
        (0..circle.len()).any(|at| {
            let (mut left, moves) = (circle.clone(), circle[at]);
            left.remove(at);
            let mut others = circles.iter().enumerate().filter(|(to, _)| *to != from);
            others.any(|(_, other)| {
                (with(&left, &[late]) && with(other, &[moves])) || (with(&left, &[]) && with(other, &[moves, late]))
            })
        })
    });
    if one { 1 } else { 2 }
}

/// The last of a roster joins the circles of all others: how many of those move, and how few could.
fn joins_late(roster: &Roster) -> Option<(usize, usize)> {
    let before = Roster { participants: roster.participants[..roster.participants.len() - 1].to_vec() };
    // Not the best plan there is: even so nobody moves for a better mix.
    let plan = quick(&before, &mixed(), 30_000);
    if !plan.waiting.is_empty() {
        return None;
    }
    let rules = Rules { present: present(&plan), ..mixed() };
    let after = quick(roster, &rules, 120_000);
    check(roster, &rules, &after);
    let late = &roster.participants.last().unwrap().id;
    let others = after.moved.iter().filter(|moved| moved.person != *late).count();
    let fewest = fewest(roster, &rules, &plan);
    assert!(after.waiting.is_empty() || (fewest > 1 && after.waiting == [late.clone()]), "{:?}", after.waiting);
    Some((others, fewest))
}

#[test]
fn one_late_joiner_among_fifty_moves_nobody_unless_a_rule_forces_it() {
    let generated = (0..40).map(|seed| physicians(seed, 51));
    // Everybody of the sample roster comes last once.
    let sample = super::physicians();
    let turned = (0..sample.participants.len()).map(|at| {
        let mut participants = sample.participants.clone();
        participants.rotate_left(at);
        Roster { participants }
    });
    let told: Vec<(usize, usize)> = generated.chain(turned).filter_map(|roster| joins_late(&roster)).collect();
    for (others, fewest) in &told {
        assert!(others == fewest || (*fewest == 2 && *others != 1), "{others} moved where {fewest} had to");
    }
    let forced = told.iter().filter(|(_, fewest)| *fewest > 0).count();
    assert!(told.len() > 60 && forced > 2, "{} joined, {forced} of them not without moving others", told.len());
}

#[test]
fn where_a_seat_has_to_be_made_one_person_moves_and_the_reason_is_told() {
    // Two circles: eight people at noon, six of whom a seventh could join at nine as well.
    let mut roster = crowd(14, 2);
    roster.participants[1].availability = "Mon 09:00-10:00".parse().unwrap();
    for at in 9..14 {
        roster.participants[at].availability = "Mon 09:00-10:00".parse().unwrap();
    }
    roster.participants[3].availability = "Mon 09:00-10:00; Tue 12:00-13:00".parse().unwrap();
    let late = person("late", false, "Tue 12:00-13:00");
    roster.participants.push(Participant { mode: Mode::Talk, ..late });
    let ids = |list: &[usize]| list.iter().map(|at| format!("p{at}")).collect::<Vec<_>>();
    let circle = |id: &str, members| Present { id: id.into(), name: String::new(), members, ..Present::default() };
    let rules = Rules {
        present: vec![circle("noon", ids(&[0, 2, 3, 4, 5, 6, 7, 8])), circle("nine", ids(&[1, 9, 10, 11, 12, 13]))],
        ..Rules::default()
    };
    let (_, plan) = formed(&roster, &rules, 60_000);
    assert_eq!(plan.waiting, Vec::<String>::new());
    let told: Vec<_> =
        plan.moved.iter().map(|m| (m.person.as_str(), m.to.as_deref(), m.reason.text.as_str())).collect();
    assert_eq!(told, [("p3", Some("nine"), "makes room for LATE"), ("late", Some("noon"), "had no circle")]);
    assert_eq!(
        (plan.moved[0].reason.code.as_str(), &plan.moved[0].reason.values["people"]),
        ("moved.room", &vec!["late".to_owned()])
    );
}

#[test]
fn a_circle_that_fell_under_its_minimum_is_filled_up_or_taken_in() {
    let roster = crowd(14, 3);
    let ids = |list: &[usize]| list.iter().map(|at| format!("p{at}")).collect::<Vec<_>>();
    let circle = |id: &str, members| Present { id: id.into(), name: String::new(), members, ..Present::default() };
    // Two of the second circle have left; the first can spare one and keep six.
    let rules = Rules {
        present: vec![circle("a", ids(&[0, 3, 4, 5, 6, 7, 8])), circle("b", ids(&[1, 9, 10, 11]))],
        ..Rules::default()
    };
    let kept = Roster {
        participants: roster
            .participants
            .iter()
            .filter(|p| !["p2", "p12", "p13"].contains(&p.id.as_str()))
            .cloned()
            .collect(),
    };
    let (_, plan) = formed(&kept, &rules, 60_000);
    assert_eq!((plan.waiting.len(), plan.moved.len()), (0, 1), "{:?}", plan.moved);
    assert_eq!((plan.moved[0].from.as_deref(), plan.moved[0].to.as_deref()), (Some("a"), Some("b")));
    assert_eq!(plan.moved[0].reason.text, "the circle they go to has 4 people, and 5 are needed");
    assert_eq!(plan.moved[0].reason.code, "moved.helps");
}

#[test]
fn a_circle_that_lost_its_leader_gets_one() {
    let mut roster = crowd(12, 3);
    roster.participants[1].leader = false;
    let ids = |list: &[usize]| list.iter().map(|at| format!("p{at}")).collect::<Vec<_>>();
    let circle = |id: &str, members| Present { id: id.into(), name: String::new(), members, ..Present::default() };
    let rules = Rules {
        present: vec![circle("a", ids(&[0, 2, 3, 4, 5, 6])), circle("b", ids(&[1, 7, 8, 9, 10, 11]))],
        ..Rules::default()
    };
    let (_, plan) = formed(&roster, &rules, 60_000);
    assert_eq!((plan.waiting.len(), plan.moved.len()), (0, 1), "{:?}", plan.moved);
    assert!(["p0", "p2"].contains(&plan.moved[0].person.as_str()));
    assert_eq!(plan.moved[0].reason.text, "the circle they go to has nobody who is ready to lead");
}

#[test]
fn a_low_price_lets_people_move_for_a_better_mix() {
    let mut roster = crowd(10, 2);
    for (at, person) in roster.participants.iter_mut().enumerate() {
        person.attributes.insert("Department".into(), vec![(at / 5).to_string()]);
        person.attributes.insert("School".into(), vec!["one".into()]);
    }
    roster.participants[5].leader = true;
    let ids = |from: usize| (from..from + 5).map(|at| format!("p{at}")).collect::<Vec<_>>();
    let circle = |id: &str, members| Present { id: id.into(), name: String::new(), members, ..Present::default() };
    let present = vec![circle("a", ids(0)), circle("b", ids(5))];
    let dear = Rules { present: present.clone(), ..mixed() };
    let cheap = Rules { present, moving: Strength::Weight(1.0), ..mixed() };
    assert_eq!(formed(&roster, &dear, 30_000).1.moved, []);
    let (_, plan) = formed(&roster, &cheap, 30_000);
    assert_eq!(plan.moved.len(), 4);
    assert!(plan.moved.iter().all(|moved| moved.reason.code == "moved.better"), "{:?}", plan.moved);
}

/// Six physicians who meet on Wednesday and could meet on Monday too, and one more who is free on Monday alone.
fn on_wednesday() -> (Roster, Rules) {
    let mut participants: Vec<Participant> =
        (0..6).map(|at| person(&format!("p{at}"), at < 2, "Mon 12:00-13:00; Wed 12:00-13:00")).collect();
    participants.push(person("late", false, "Mon 12:00-13:00"));
    let slot = Slot { day: Day::Wednesday, start: TimeOfDay::from_minutes(720).unwrap(), minutes: 60 };
    let members = (0..6).map(|at| format!("p{at}")).collect();
    let circle = Present { id: "a".into(), members, leader: Some("p1".into()), slot: Some(slot), ..Present::default() };
    (Roster { participants }, Rules { present: vec![circle], ..Rules::default() })
}

#[test]
fn a_circle_keeps_its_time_and_its_leader() {
    let (mut roster, rules) = on_wednesday();
    roster.participants[6] = person("late", true, "Wed 12:00-13:00; Mon 12:00-13:00");
    let plan = quick(&roster, &rules, 10_000);
    assert_eq!((plan.cost, plan.moved.len(), plan.circles[0].members.len()), (0, 1, 7));
    assert_eq!(plan.circles[0].slot, rules.present[0].slot, "Monday would come first");
    assert_eq!(plan.circles[0].leader.as_deref(), Some("p1"), "p0 would come first");
    // Nothing tells that it is an hour that suits nobody: one that they agreed upon.
    let mut rules = rules;
    rules.present[0].slot.as_mut().unwrap().day = Day::Sunday;
    roster.participants.pop();
    let plan = quick(&roster, &rules, 10_000);
    assert_eq!((plan.cost, plan.circles[0].slot), (0, rules.present[0].slot));
}

#[test]
fn a_meeting_of_another_length_begins_when_it_did_if_that_can_be() {
    let (mut roster, mut rules) = on_wednesday();
    roster.participants[6] = person("late", true, "Wed 12:00-13:00; Mon 12:00-13:00");
    rules.slot.as_mut().unwrap().minutes = 30;
    let slot = quick(&roster, &rules, 10_000).circles[0].slot.unwrap();
    assert_eq!((slot.day, slot.start.minutes(), slot.minutes), (Day::Wednesday, 720, 30));
    // Over an hour and a half nobody is free on Wednesday, and all of them on Monday.
    rules.slot.as_mut().unwrap().minutes = 90;
    roster
        .participants
        .iter_mut()
        .for_each(|person| person.availability = "Wed 12:00-13:00; Mon 12:00-14:00".parse().unwrap());
    let slot = quick(&roster, &rules, 10_000).circles[0].slot.unwrap();
    assert_eq!((slot.day, slot.minutes), (Day::Monday, 90));
}

#[test]
fn somebody_new_who_cannot_make_the_time_of_a_circle_has_a_price_and_is_told_of() {
    let (mut roster, mut rules) = on_wednesday();
    let mut formation = Formation::new(&roster, &rules, Seed(1)).unwrap();
    formation.step(10_000);
    let plan = formation.best().unwrap();
    // Nobody waits for the sake of an hour; all six are asked to find another.
    assert_eq!((plan.waiting.len(), plan.cost), (0, 6_000));
    assert_eq!(plan.parts.iter().find(|part| part.rule == "time").unwrap().cost, 6_000);
    assert_eq!(plan.circles[0].slot.unwrap().day, Day::Monday);
    let why = formation.why("late");
    let said = why.iter().find(|reason| reason.rule == "time").unwrap();
    assert_eq!(said.code, "time.changes");
    assert_eq!(said.text, "cannot make Wednesday 12:00, when the circle met so far");
    // Where another circle suits, that is the one.
    let members: Vec<String> = (10..16).map(|at| format!("p{at}")).collect();
    roster.participants.extend(members.iter().map(|id| person(id, id == "p10", "Mon 12:00-13:00")));
    let monday = Slot { day: Day::Monday, ..rules.present[0].slot.unwrap() };
    rules.present.push(Present { id: "b".into(), members, slot: Some(monday), ..Present::default() });
    let plan = quick(&roster, &rules, 10_000);
    assert_eq!((plan.cost, plan.circles[1].members.len()), (0, 7));
    assert_eq!(
        plan.circles.iter().map(|circle| circle.slot.unwrap().day).collect::<Vec<_>>(),
        [Day::Wednesday, Day::Monday]
    );
}
