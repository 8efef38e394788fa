//! Work done a little at a time: the same answer however it is cut, and a valid one whenever it is stopped.

use peer_circle::calendar::{
    Change, Pool, Programme, Rescheduling, SessionStatus, SlotFinding, SlotNeeds, SlotProposal, change, find_slots,
};
use peer_circle::circles::{Circle, Plan};
use peer_circle::job::Job;
use peer_circle::people::{Mode, Participant, Roster};

use crate::change::{asked, reference_term, roster};
use crate::schedule::reference;

/// Circles of four, some with the same leader, who are free at few times.
fn programme() -> (Plan, Roster, Programme, SlotNeeds) {
    let hours = ["Mon 12-13", "Tue 12-13", "Wed 12-13", "Thu 12-13", "Fri 12-13", "Mon 17-18", "Tue 17-18"];
    let person = |number: usize| Participant {
        id: format!("p{number}"),
        name: format!("P{number}"),
        availability: [number, number * 3 + 1, number / 4]
            .map(|at| hours[at % hours.len()])
            .join("; ")
            .parse()
            .unwrap(),
        ..Participant::default()
    };
    let circle = |number: usize| {
        let mut members: Vec<String> = (number * 4..number * 4 + 4).map(|person| format!("p{person}")).collect();
        members[0] = format!("p{}", number / 2 * 8);
        Circle {
            id: format!("c{number}"),
            name: format!("Circle {number}"),
            mode: Mode::Talk,
            leader: members.first().cloned(),
            members,
            slot: None,
            ..Circle::default()
        }
    };
    let plan = Plan { circles: (0..10).map(circle).collect(), ..Plan::default() };
    let needs = SlotNeeds {
        pools: vec![Pool::of("rooms", 1)],
        phases: true,
        quorum: 0.25,
        alternatives: vec!["c1".to_owned(), "c4".to_owned()],
        ..SlotNeeds::default()
    };
    (plan, Roster { participants: (0..40).map(person).collect() }, reference(), needs)
}

/// No two circles use the one room, or the same leader, at once.
fn assert_valid(proposal: &SlotProposal, plan: &Plan) {
    let mut taken = Vec::new();
    for (circle, slots) in plan.circles.iter().zip(&proposal.circles) {
        assert_eq!(circle.id, slots.circle);
        let Some(chosen) = slots.chosen else { continue };
        assert!(!taken.contains(&(chosen.slot, chosen.phase)), "{} twice", chosen.slot);
        taken.push((chosen.slot, chosen.phase));
    }
}

#[test]
fn slots_do_not_depend_on_the_steps_and_may_be_had_at_any_moment() {
    let (plan, roster, programme, needs) = programme();
    let whole = find_slots(&plan, &roster, &programme, &needs).unwrap();
    assert!(whole.circles.iter().any(|one| !one.alternatives.is_empty()));
    for portion in [1, 7, 1_000_000] {
        let mut finding = SlotFinding::new(&plan, &roster, &programme, &needs).unwrap();
        let (mut steps, mut least) = (0, i64::MAX);
        loop {
            let progress = finding.step(portion);
            let best = finding.best().unwrap();
            assert_valid(&best, &plan);
            assert!(best.bound <= best.cost && whole.bound <= best.cost.max(whole.cost));
            if let Some(cost) = progress.best {
                assert!(cost <= least, "the best never gets worse");
                least = cost;
            }
            steps += 1;
            if progress.done {
                break;
            }
            assert!(progress.work == steps * portion, "as much work as was asked for");
        }
        assert_eq!(finding.best().unwrap(), whole, "in portions of {portion}");
    }
}

#[test]
fn a_change_does_not_depend_on_the_steps_and_may_be_had_at_any_moment() {
    let term = reference_term();
    let wanted = Change { pools: vec![Pool::of("rooms", 1)], postpone: vec!["c2/2020-12-15".to_owned()], ..asked() };
    let whole = change(&term, &roster(), &wanted).unwrap();
    for portion in [1, 5] {
        let mut rescheduling = Rescheduling::new(&term, &roster(), &wanted).unwrap();
        let first = rescheduling.best().unwrap();
        assert!(!first.cancelled.is_empty() && !first.proved, "nothing has found a place yet");
        let on = |term: &peer_circle::calendar::Term| {
            let sessions = term.series.iter().flat_map(|series| &series.sessions);
            let talks = sessions.filter(|session| session.status != SessionStatus::Cancelled && !session.is_week());
            talks.map(|session| session.start_utc).filter(|start| *start > wanted.now).collect::<Vec<_>>()
        };
        loop {
            let done = rescheduling.step(portion).done;
            let mut starts = on(&rescheduling.best().unwrap().term);
            starts.sort();
            assert!(starts.windows(2).all(|pair| pair[0] != pair[1]), "one room");
            if done {
                break;
            }
        }
        assert_eq!(rescheduling.best().unwrap(), whole);
    }
}
