//! Circles from distances alone: the best there is where that can be counted out, and clear refusals.

use peer_circle::circles::{Distances, Diverse, Division, Seed, Size};
use peer_circle::job::Job;
use proptest::prelude::*;

fn sizes(bounds: &[(u32, u32)]) -> Vec<Size> {
    bounds.iter().map(|(min, max)| Size { min: *min, max: *max }).collect()
}

fn divided(distances: &Distances, sizes: &[Size], moves: u64) -> Division {
    let mut work = Diverse::new(distances, sizes, Seed(5)).unwrap();
    work.step(moves);
    let division = work.best().unwrap();
    let mut people: Vec<u32> = division.circles.concat();
    people.sort_unstable();
    assert!(people.into_iter().eq(0..distances.people), "everybody is in one circle");
    for (circle, size) in division.circles.iter().zip(sizes) {
        assert!((size.min..=size.max).contains(&(circle.len() as u32)));
    }
    division
}

fn distance(distances: &Distances, one: usize, other: usize) -> f64 {
    let (low, high, people) = (one.min(other), one.max(other), distances.people as usize);
    distances.pairs[low * (2 * people - low - 1) / 2 + high - low - 1]
}

/// The best of every way to divide, person by person.
fn best(distances: &Distances, sizes: &[Size], circles: &mut Vec<Vec<usize>>, person: usize) -> f64 {
    if person == distances.people as usize {
        let fits = circles.iter().zip(sizes).all(|(circle, size)| circle.len() as u32 >= size.min);
        return if fits { 0.0 } else { f64::NEG_INFINITY };
    }
    let mut most = f64::NEG_INFINITY;
    for at in 0..circles.len() {
        if (circles[at].len() as u32) < sizes[at].max {
            let gain: f64 = circles[at].iter().map(|other| distance(distances, person, *other)).sum();
            circles[at].push(person);
            most = most.max(gain + best(distances, sizes, circles, person + 1));
            circles[at].pop();
        }
    }
    most
}

fn some() -> impl Strategy<Value = (Distances, Vec<Size>)> {
    let people = 2..=10_u32;
    people.prop_flat_map(|people| {
        let pairs = (people * (people - 1) / 2) as usize;
        let distance = prop_oneof![(0..=9).prop_map(f64::from), -5.0..5.0];
        (proptest::collection::vec(distance, pairs), 1..=3_u32, 0..=2_u32, 0..=2_u32).prop_map(
            move |(pairs, circles, under, over)| {
                let size = Size { min: (people / circles).saturating_sub(under), max: people.div_ceil(circles) + over };
                (Distances { people, pairs }, vec![size; circles as usize])
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn few_people_are_divided_as_well_as_can_be((distances, sizes) in some()) {
        let most = best(&distances, &sizes, &mut vec![Vec::new(); sizes.len()], 0);
        let found = divided(&distances, &sizes, 60_000).diversity;
        prop_assert!((found - most).abs() < 1e-4, "{found} instead of {most}");
    }

    #[test]
    fn the_answer_does_not_depend_on_how_the_work_is_cut((distances, sizes) in some(), cut in 1..3_000_u64) {
        let whole = divided(&distances, &sizes, 9_000);
        let mut work = Diverse::new(&distances, &sizes, Seed(5)).unwrap();
        for start in (0..9_000).step_by(cut as usize) {
            work.step(cut.min(9_000 - start));
        }
        prop_assert_eq!(work.best().unwrap().diversity.to_bits(), whole.diversity.to_bits());
    }
}

#[test]
fn sixty_people_of_six_kinds_are_spread_over_all_circles() {
    // Ten of each kind into ten circles of six: the best that can be is one of each kind in every circle.
    let kind = |person: u32| person % 6;
    let pairs = (0..60).flat_map(|one| (one + 1..60).map(move |other| f64::from(u8::from(kind(one) != kind(other)))));
    let distances = Distances { people: 60, pairs: pairs.collect() };
    assert_eq!(divided(&distances, &sizes(&[(6, 6); 10]), 2_000_000).diversity, 150.0);
}

#[test]
fn pairs_part_where_that_brings_together_the_two_most_unlike() {
    let pairs = vec![2.603, 1.0, -3.059, 5.0, 1.0, 0.687];
    let division = divided(&Distances { people: 4, pairs }, &sizes(&[(0, 2); 3]), 20_000);
    assert_eq!(division.diversity, 5.0, "{:?}", division.circles);
}

#[test]
fn larger_circles_are_chosen_where_sizes_may_differ() {
    // All alike: only the number of pairs counts, and 8 + 4 people are more pairs than 6 + 6.
    let distances = Distances { people: 12, pairs: vec![1.0; 66] };
    assert_eq!(divided(&distances, &sizes(&[(4, 8), (4, 8)]), 5_000).diversity, 34.0);
}

#[test]
fn what_cannot_be_meant_is_refused_with_its_place() {
    let three = |pairs: &[f64]| Distances { people: 3, pairs: pairs.to_vec() };
    let good = three(&[1.0, 2.0, 3.0]);
    let huge = Distances { people: 1_000_000, pairs: Vec::new() };
    let cases = [
        (Distances::default(), sizes(&[(0, 1)]), "diverse.nobody", "distances.people"),
        (huge, sizes(&[(1, 2)]), "limit.diverse", "distances.people"),
        (three(&[1.0]), sizes(&[(3, 3)]), "diverse.distances", "distances.pairs"),
        (three(&[1.0, f64::NAN, 1.0]), sizes(&[(3, 3)]), "diverse.distance", "distances.pairs[1]"),
        (good.clone(), sizes(&[(2, 3), (2, 1)]), "diverse.size", "sizes[1]"),
        (good.clone(), sizes(&[(2, 2), (2, 2)]), "diverse.sizes", "sizes"),
        (good, Vec::new(), "diverse.sizes", "sizes"),
    ];
    for (distances, sizes, code, field) in cases {
        let error = Diverse::new(&distances, &sizes, Seed(1)).err().unwrap();
        assert_eq!((error.code(), error.place().field.as_deref()), (code, Some(field)), "{error}");
    }
}

#[test]
fn distances_of_any_scale_are_searched_alike() {
    let mut chance = super::chance::Chance(3);
    let pairs: Vec<f64> = (0..435).map(|_| chance.below(1000) as f64).collect();
    let of = |scale: f64| Distances { people: 30, pairs: pairs.iter().map(|distance| distance * scale).collect() };
    let plain = divided(&of(1.0), &sizes(&[(5, 5); 6]), 300_000).diversity;
    for scale in [1e-12, 1e-3, 1e9, 1e250] {
        let scaled = divided(&of(scale), &sizes(&[(5, 5); 6]), 300_000).diversity;
        assert!((scaled / scale / plain - 1.0).abs() < 0.01, "{scaled} at {scale}, {plain} at 1");
    }
}
