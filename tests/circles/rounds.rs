//! Rounds in which nobody meets the same person twice.

use std::collections::BTreeSet;

use peer_circle::circles::{Remix, Rounds, Seed};
use peer_circle::job::Job;
use proptest::prelude::*;

/// The rounds found, held against what was asked for; repeats counted here, not believed.
fn found(people: u32, circles: u32, rounds: u32, moves: u64) -> Remix {
    let mut work = Rounds::new(people, circles, rounds, Seed(3)).unwrap();
    work.step(moves);
    let remix = work.best().unwrap();
    assert_eq!(remix.rounds.len(), rounds as usize);
    let (mut met, mut repeats) = (BTreeSet::new(), 0);
    for round in &remix.rounds {
        let mut seen = round.concat();
        seen.sort_unstable();
        assert!(seen.into_iter().eq(0..people), "everybody is in one circle");
        assert_eq!(round.len(), circles as usize);
        for circle in round {
            let size = circle.len() as u32;
            assert!(size == people / circles || size == people.div_ceil(circles), "sizes are even");
            for (at, one) in circle.iter().enumerate() {
                let pairs = circle[..at].iter().map(|other| (*one.min(other), *one.max(other)));
                repeats += pairs.filter(|pair| !met.insert(*pair)).count() as u32;
            }
        }
    }
    assert_eq!(remix.repeats, repeats);
    remix
}

#[test]
fn designs_that_are_known_are_found() {
    // Round-robin of eight; affine plane of order 3; Kirkman's fifteen schoolgirls; a transversal design.
    for (people, circles, rounds) in [(8, 4, 7), (9, 3, 4), (15, 5, 7), (25, 5, 5)] {
        let remix = found(people, circles, rounds, 8_000_000);
        assert_eq!((remix.repeats, remix.stopped), (0, false), "{people} people, {circles} circles, {rounds} rounds");
    }
}

#[test]
fn a_design_that_annealing_does_not_come_by_is_found_by_its_symmetry() {
    // A nearly Kirkman triple system: each of 24 people misses one other, and meets the rest once.
    let remix = found(24, 8, 11, 40_000_000);
    assert_eq!((remix.repeats, remix.stopped), (0, false));
}

#[test]
fn where_pairs_run_out_the_fewest_repeats_are_known_to_be_the_fewest() {
    // Four people in two circles have three rounds; in a fourth, both pairs meet again.
    let remix = found(4, 2, 4, 1_000_000);
    assert_eq!((remix.repeats, remix.stopped), (2, false));
}

#[test]
fn one_circle_and_circles_of_one_need_no_search() {
    assert_eq!(found(5, 1, 3, 10).repeats, 20);
    assert_eq!(found(5, 5, 3, 10), Remix { stopped: false, ..found(5, 5, 3, 10) });
    assert_eq!(found(1, 1, 1, 10).repeats, 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rounds_are_valid_and_do_not_depend_on_how_the_work_is_cut(
        people in 1..=20_u32, part in 1..=20_u32, rounds in 1..=6_u32, cut in 1..9_000_u64,
    ) {
        let circles = part.min(people);
        let whole = found(people, circles, rounds, 30_000);
        let mut work = Rounds::new(people, circles, rounds, Seed(3)).unwrap();
        for start in (0..30_000).step_by(cut as usize) {
            work.step(cut.min(30_000 - start));
        }
        prop_assert_eq!(work.best().unwrap(), whole);
    }
}

#[test]
fn what_cannot_be_meant_is_refused_with_its_place() {
    let cases = [
        ((0, 0, 1), "rounds.circles", "circles"),
        ((5, 6, 1), "rounds.circles", "circles"),
        ((5, 2, 0), "rounds.rounds", "rounds"),
        ((2_000, 2, 1), "limit.rounds", "people"),
        ((50, 5, 1_000), "limit.rounds", "rounds"),
    ];
    for ((people, circles, rounds), code, field) in cases {
        let error = Rounds::new(people, circles, rounds, Seed(1)).err().unwrap();
        assert_eq!((error.code(), error.place().field.as_deref()), (code, Some(field)), "{error}");
        assert!(!error.advice().is_empty());
    }
}
