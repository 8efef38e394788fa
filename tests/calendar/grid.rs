//! Slots on a grid, against trying everything.

use peer_circle::calendar::{CellPhase, SlotAnswer, SlotCircle, SlotQuestion, SlotSearch};
use peer_circle::job::Job;
use proptest::prelude::*;

fn solve(question: &SlotQuestion) -> SlotAnswer {
    let mut search = SlotSearch::new(question).unwrap();
    loop {
        let done = search.step(1).done;
        let best = search.best().unwrap();
        assert_eq!(cost(question, &best.slots), Some(best.cost), "valid at any moment");
        if done {
            return best;
        }
    }
}

/// What slots cost; none when they break a rule.
fn cost(question: &SlotQuestion, slots: &[Option<CellPhase>]) -> Option<i64> {
    let mut cost = 0;
    let mut taken: Vec<(u32, u32, u32)> = Vec::new();
    for (circle, slot) in question.circles.iter().zip(slots) {
        let Some(slot) = slot else {
            cost += question.unplaced_cost;
            continue;
        };
        let last = slot.cell + question.meeting_cells - 1;
        let free = |cells: &Vec<u32>| (slot.cell..=last).all(|cell| cells.contains(&cell));
        let absent = circle.members.iter().filter(|member| !free(member)).count();
        let one_day = slot.cell / question.cells_per_day == last / question.cells_per_day;
        let enough = (circle.members.len() - absent) as f64 >= question.quorum * circle.members.len() as f64;
        let leads = free(&question.leaders_free[circle.leader as usize]);
        if !(one_day && enough && leads && slot.phase < question.phases) {
            return None;
        }
        taken.extend((slot.cell..=last).map(|cell| (slot.phase, cell, circle.leader)));
        cost += (absent * absent) as i64;
    }
    let fits = taken.iter().all(|(phase, cell, leader)| {
        let here = || taken.iter().filter(|other| (other.0, other.1) == (*phase, *cell));
        here().count() <= question.rooms as usize && here().filter(|other| other.2 == *leader).count() == 1
    });
    fits.then_some(cost)
}

/// The least that any slots cost, by trying all of them circle by circle.
fn brute_force(question: &SlotQuestion) -> i64 {
    fn best(question: &SlotQuestion, slots: &mut Vec<Option<CellPhase>>) -> i64 {
        let circles = question.circles.len();
        if slots.len() == circles {
            return cost(question, slots).unwrap_or(i64::MAX);
        }
        let cells = question.days * question.cells_per_day;
        let all = (0..cells).flat_map(|cell| (0..question.phases).map(move |phase| Some(CellPhase { cell, phase })));
        let mut least = i64::MAX;
        for slot in all.chain([None]) {
            slots.push(slot);
            let mut so_far = slots.clone();
            so_far.resize(circles, None);
            if cost(question, &so_far).is_some() {
                least = least.min(best(question, slots));
            }
            slots.pop();
        }
        least
    }
    best(question, &mut Vec::new())
}

#[test]
fn meetings_that_fit_together_may_not_be_parted() {
    // Never more than four at once and no leader in more than two, yet the overlaps of each leader's own meetings would
    // have three others in one phase at once.
    let circle = |leader: u32, cell: u32| SlotCircle { leader, members: vec![vec![cell, cell + 1, cell + 2]] };
    let question = SlotQuestion {
        days: 1,
        cells_per_day: 8,
        meeting_cells: 3,
        phases: 2,
        rooms: 2,
        quorum: 1.0,
        unplaced_cost: 100,
        leaders_free: vec![(0..8).collect(); 3],
        circles: vec![circle(0, 3), circle(2, 2), circle(0, 1), circle(1, 4), circle(1, 2), circle(1, 0)],
    };
    let answer = solve(&question);
    assert_eq!((answer.cost, answer.proved), (brute_force(&question), true));
    assert_eq!(answer.cost, 100, "one goes without");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_slots_of_a_grid_cost_less(
        circles in prop::collection::vec((0..3_u32, prop::collection::vec(prop::collection::vec(0..6_u32, 2..6), 1..3)), 2..6),
        leaders_free in prop::collection::vec(prop::collection::vec(0..6_u32, 3..9), 3),
        (rooms, phases, meeting_cells) in (0..3_u32, 1..3_u32, 1..3_u32),
        half in any::<bool>(),
    ) {
        let circles = circles.into_iter().map(|(leader, members)| SlotCircle { leader, members }).collect();
        let quorum = if half { 0.5 } else { 0.0 };
        let question =
            SlotQuestion { days: 2, cells_per_day: 3, meeting_cells, phases, rooms, quorum, unplaced_cost: 50, leaders_free, circles };
        let answer = solve(&question);
        prop_assert!(answer.proved && answer.bound == answer.cost);
        prop_assert_eq!(answer.cost, brute_force(&question));
    }
}
