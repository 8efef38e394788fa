//! Circles that there are, changed as little as can be.

use peer_circle::circles::{AttributeRule, Formation, How, Plan, Present, Rules, Seed, Strength};
use peer_circle::job::Job;
use peer_circle::people::{Mode, Participant, Roster};

use super::oracle::Chance;
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
    let circles = plan.circles.iter().map(|circle| Present {
        id: circle.id.clone(),
        name: circle.name.clone(),
        members: circle.members.clone(),
    });
    circles.collect()
}

fn quick(roster: &Roster, rules: &Rules, moves: u64) -> Plan {
    let mut formation = Formation::new(roster, rules, Seed(1)).unwrap();
    formation.step(moves);
    formation.best().unwrap()
}

/// Whether somebody could join one of the circles as they are.
fn fits_in(roster: &Roster, rules: &Rules, plan: &Plan, joiner: &Participant) -> bool {
    plan.circles.iter().any(|circle| {
        let mut ids = circle.members.clone();
        ids.push(joiner.id.clone());
        let alone =
            Roster { participants: roster.participants.iter().filter(|p| ids.contains(&p.id)).cloned().collect() };
        let size = ids.len() as u32;
        let one = peer_circle::circles::Size { min: size, max: size };
        size <= rules.size.max
            && quick(&alone, &Rules { size: one, circles: Some(1), ..rules.clone() }, 2_000).waiting.is_empty()
    })
}

#[test]
fn one_late_joiner_among_fifty_moves_nobody_unless_a_rule_forces_it() {
    let (mut joined, mut forced) = (0, 0);
    for seed in 0..30 {
        let roster = physicians(seed, 51);
        let before = Roster { participants: roster.participants[..50].to_vec() };
        // Not the best plan there is: even so nobody moves for a better mix.
        let plan = quick(&before, &mixed(), 30_000);
        if !plan.waiting.is_empty() {
            continue;
        }
        let rules = Rules { present: present(&plan), ..mixed() };
        let after = quick(&roster, &rules, 120_000);
        check(&roster, &rules, &after);
        let others: Vec<&str> = after.moved.iter().map(|m| m.person.as_str()).filter(|id| *id != "p50").collect();
        if fits_in(&roster, &mixed(), &plan, &roster.participants[50]) {
            assert_eq!(others, Vec::<&str>::new(), "seed {seed}: {:?}", after.moved);
            assert_eq!((after.waiting.len(), after.moved.len()), (0, 1), "seed {seed}");
            joined += 1;
        } else {
            forced += 1;
        }
    }
    assert!(joined > 15, "{joined} joined, {forced} could not without moving others");
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
    let circle = |id: &str, members| Present { id: id.into(), name: String::new(), members };
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
    let circle = |id: &str, members| Present { id: id.into(), name: String::new(), members };
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
    let circle = |id: &str, members| Present { id: id.into(), name: String::new(), members };
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
    let circle = |id: &str, members| Present { id: id.into(), name: String::new(), members };
    let present = vec![circle("a", ids(0)), circle("b", ids(5))];
    let dear = Rules { present: present.clone(), ..mixed() };
    let cheap = Rules { present, moving: Strength::Weight(1.0), ..mixed() };
    assert_eq!(formed(&roster, &dear, 30_000).1.moved, []);
    let (_, plan) = formed(&roster, &cheap, 30_000);
    assert_eq!(plan.moved.len(), 4);
    assert!(plan.moved.iter().all(|moved| moved.reason.code == "moved.better"), "{:?}", plan.moved);
}
