use std::collections::BTreeSet;

use peer_circle::themes::agreement::{Coefficient, Level, Ratings, SetDistance, SetRatings, bootstrap};
use proptest::prelude::*;

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        (None, None) => true,
        _ => false,
    }
}

/// Alpha as it is defined: one minus the mean distance within units over the mean distance of all pairs of values.
fn alpha_by_definition<T>(units: &[Vec<Option<T>>], distance: impl Fn(&T, &T) -> f64) -> Option<f64> {
    let paired: Vec<Vec<&T>> =
        units.iter().map(|unit| unit.iter().flatten().collect()).filter(|unit: &Vec<_>| unit.len() > 1).collect();
    let all: Vec<&T> = paired.iter().flatten().copied().collect();
    let pairs = |values: &[&T]| {
        let each = (0..values.len()).flat_map(|a| (0..values.len()).filter(move |b| *b != a).map(move |b| (a, b)));
        each.map(|(a, b)| distance(values[a], values[b])).sum::<f64>()
    };
    let total = all.len() as f64;
    let observed: f64 = paired.iter().map(|unit| pairs(unit) / (unit.len() as f64 - 1.0)).sum::<f64>() / total;
    let expected = pairs(&all) / (total * (total - 1.0));
    (expected > 0.0).then(|| 1.0 - observed / expected)
}

fn units() -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
    let rating = prop_oneof![1 => Just(None), 5 => (0..4u8).prop_map(|value| Some(f64::from(value)))];
    (2..5usize).prop_flat_map(move |coders| prop::collection::vec(prop::collection::vec(rating.clone(), coders), 1..12))
}

/// The number of pairs of coders, over all units, of which both rated; and those that agree.
fn pair_shares(units: &[Vec<Option<f64>>]) -> Vec<f64> {
    let share = |unit: &Vec<Option<f64>>| {
        let given: Vec<f64> = unit.iter().flatten().copied().collect();
        let pairs: Vec<bool> =
            (0..given.len()).flat_map(|a| (0..a).map(move |b| (a, b))).map(|(a, b)| given[a] == given[b]).collect();
        (!pairs.is_empty()).then(|| pairs.iter().filter(|same| **same).count() as f64 / pairs.len() as f64)
    };
    units.iter().filter_map(share).collect()
}

fn value(units: &[Vec<Option<f64>>], coefficient: Coefficient) -> Option<f64> {
    Ratings::by_unit(units.to_vec()).unwrap().estimate(coefficient).map(|estimate| estimate.value)
}

proptest! {
    #[test]
    fn alpha_is_what_its_definition_says(units in units()) {
        let ratings = Ratings::by_unit(units.clone()).unwrap();
        let square = |x: f64| x * x;
        prop_assert!(close(ratings.alpha(Level::Nominal), alpha_by_definition(&units, |a, b| f64::from(u8::from(a != b)))));
        prop_assert!(close(ratings.alpha(Level::Interval), alpha_by_definition(&units, |a, b| square(a - b))));
        let ratio = |a: &f64, b: &f64| if a + b == 0.0 { 0.0 } else { square((a - b) / (a + b)) };
        prop_assert!(close(ratings.alpha(Level::Ratio), alpha_by_definition(&units, ratio)));
        let paired: Vec<f64> = units.iter().filter(|u| u.iter().flatten().count() > 1).flatten().flatten().copied().collect();
        let many = |x: f64| paired.iter().filter(|value| **value == x).count() as f64;
        let rank = |a: &f64, b: &f64| {
            let (low, high) = (a.min(*b), a.max(*b));
            let between = paired.iter().filter(|value| (low..=high).contains(*value)).count() as f64;
            square(between - (many(low) + many(high)) / 2.0) * f64::from(u8::from(a != b))
        };
        prop_assert!(close(ratings.alpha(Level::Ordinal), alpha_by_definition(&units, rank)));
    }

    #[test]
    fn chance_is_what_each_coefficient_says_it_is(units in units()) {
        let shares = pair_shares(&units);
        let observed = (!shares.is_empty()).then(|| shares.iter().sum::<f64>() / shares.len() as f64);
        prop_assert!(close(value(&units, Coefficient::Percent), observed));
        let rated: Vec<Vec<f64>> = units.iter().map(|u| u.iter().flatten().copied().collect()).filter(|u: &Vec<f64>| !u.is_empty()).collect();
        let categories: BTreeSet<u8> = rated.iter().flatten().map(|value| *value as u8).collect();
        let share = |k: u8| rated.iter().map(|u| u.iter().filter(|v| **v == f64::from(k)).count() as f64 / u.len() as f64).sum::<f64>() / rated.len() as f64;
        let corrected = |chance: f64| observed.filter(|_| 1.0 - chance > 1e-12).map(|observed| (observed - chance) / (1.0 - chance));
        let fleiss: f64 = categories.iter().map(|k| share(*k) * share(*k)).sum();
        prop_assert!(close(value(&units, Coefficient::Fleiss), corrected(fleiss)));
        prop_assert!(close(value(&units, Coefficient::BrennanPrediger), corrected(1.0 / categories.len() as f64)));
        if categories.len() > 1 {
            let gwet: f64 = categories.iter().map(|k| share(*k) * (1.0 - share(*k))).sum::<f64>() / (categories.len() as f64 - 1.0);
            prop_assert!(close(value(&units, Coefficient::Gwet), corrected(gwet)));
        }
    }

    /// Cohen's kappa from its own definition, for two coders without gaps.
    #[test]
    fn congers_kappa_with_two_coders_is_cohens(pairs in prop::collection::vec((0..3u8, 0..3u8), 2..20)) {
        let units: Vec<Vec<Option<f64>>> = pairs.iter().map(|(a, b)| vec![Some(f64::from(*a)), Some(f64::from(*b))]).collect();
        let size = pairs.len() as f64;
        let observed = pairs.iter().filter(|(a, b)| a == b).count() as f64 / size;
        let share = |k: u8, of: fn(&(u8, u8)) -> u8| pairs.iter().filter(|pair| of(pair) == k).count() as f64 / size;
        let chance: f64 = (0..3).map(|k| share(k, |pair| pair.0) * share(k, |pair| pair.1)).sum();
        let expected = (1.0 - chance > 1e-12).then(|| (observed - chance) / (1.0 - chance));
        prop_assert!(close(value(&units, Coefficient::Conger), expected));
    }

    /// The mean of Cohen's chance over all pairs of coders is Conger's.
    #[test]
    fn congers_chance_is_the_mean_over_pairs(rows in prop::collection::vec(prop::collection::vec(0..3u8, 3), 2..12)) {
        let units: Vec<Vec<Option<f64>>> = rows.iter().map(|row| row.iter().map(|v| Some(f64::from(*v))).collect()).collect();
        let share = |coder: usize, k: u8| rows.iter().filter(|row| row[coder] == k).count() as f64 / rows.len() as f64;
        let pair = |a: usize, b: usize| (0..3).map(|k| share(a, k) * share(b, k)).sum::<f64>();
        let chance = (pair(0, 1) + pair(0, 2) + pair(1, 2)) / 3.0;
        let estimate = Ratings::by_unit(units).unwrap().estimate(Coefficient::Conger);
        prop_assert!(estimate.is_none_or(|estimate| (estimate.chance - chance).abs() < 1e-9));
        prop_assert!(estimate.is_some() || 1.0 - chance < 1e-9);
    }

    #[test]
    fn alpha_over_sets_is_what_its_definition_says(
        units in prop::collection::vec(prop::collection::vec(prop::option::of(prop::collection::btree_set("[abc]", 0..3)), 2..4), 1..8),
    ) {
        let own = |set: &Option<BTreeSet<String>>| set.as_ref().map(|set| set.iter().cloned().collect());
        let ratings = SetRatings { units: units.iter().map(|unit| unit.iter().map(own).collect()).collect() };
        let jaccard = |a: &BTreeSet<String>, b: &BTreeSet<String>| if a == b { 0.0 } else { 1.0 - a.intersection(b).count() as f64 / a.union(b).count() as f64 };
        prop_assert!(close(ratings.alpha(SetDistance::Jaccard), alpha_by_definition(&units, jaccard)));
        let masi = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
            let monotony = if a == b { 1.0 } else if a.is_subset(b) || b.is_subset(a) { 2.0 / 3.0 } else { 1.0 / 3.0 };
            if a == b { 0.0 } else { 1.0 - monotony * (1.0 - jaccard(a, b)) }
        };
        prop_assert!(close(ratings.alpha(SetDistance::Masi), alpha_by_definition(&units, masi)));
    }

    /// With every rating present, the analytic error of percent agreement is that of a mean.
    #[test]
    fn the_error_of_percent_agreement_is_that_of_a_mean(rows in prop::collection::vec(prop::collection::vec(0..3u8, 3), 2..12)) {
        let units: Vec<Vec<Option<f64>>> = rows.iter().map(|row| row.iter().map(|v| Some(f64::from(*v))).collect()).collect();
        let shares = pair_shares(&units);
        let size = shares.len() as f64;
        let mean = shares.iter().sum::<f64>() / size;
        let variance = shares.iter().map(|share| (share - mean) * (share - mean)).sum::<f64>() / (size - 1.0);
        let estimate = Ratings::by_unit(units).unwrap().estimate(Coefficient::Percent).unwrap();
        prop_assert!((estimate.error - (variance / size).sqrt()).abs() < 1e-9);
        prop_assert!(estimate.low <= estimate.value && estimate.value <= estimate.high);
    }
}

#[test]
fn nothing_to_agree_on_is_no_agreement() {
    let check = |units: Vec<Vec<Option<f64>>>| {
        let ratings = Ratings::by_unit(units).unwrap();
        assert_eq!(ratings.alpha(Level::Nominal), None);
        assert_eq!(ratings.estimate(Coefficient::Fleiss), None);
    };
    check(vec![]);
    check(vec![vec![Some(1.0), None], vec![None, Some(2.0)]]);
    check(vec![vec![Some(1.0), Some(1.0)]]);
    let wrong = Ratings::by_unit(vec![vec![Some(1.0)], vec![Some(f64::NAN)]]).unwrap_err();
    assert_eq!((wrong.code(), wrong.place().field.as_deref()), ("agreement.not_a_number", Some("units.1")));
}

#[test]
fn resampling_is_decided_by_the_seed() {
    let units: Vec<Vec<Option<f64>>> =
        (0..30u8).map(|u| vec![Some(f64::from(u % 3)), Some(f64::from((u + u / 20) % 3))]).collect();
    let drawn = |places: &[usize]| Ratings { units: places.iter().map(|place| units[*place].clone()).collect() };
    let draw = |seed| bootstrap(30, 300, seed, |places| drawn(places).alpha(Level::Nominal)).unwrap();
    assert_eq!(draw(1), draw(1));
    assert_ne!(draw(1), draw(2));
    let whole = Ratings::by_unit(units.clone()).unwrap().alpha(Level::Nominal).unwrap();
    assert!(draw(1).low < whole && whole < draw(1).high);
}

/// Alpha by its definition: pairs of ratings within units against pairs of all ratings.
fn alpha_of_pairs(units: &[Vec<Option<f64>>], distance: impl Fn(f64, f64, &[f64]) -> f64) -> Option<f64> {
    let units: Vec<Vec<f64>> = units.iter().map(|unit| unit.iter().flatten().copied().collect()).collect();
    let units: Vec<Vec<f64>> = units.into_iter().filter(|unit| unit.len() > 1).collect();
    let all: Vec<f64> = units.iter().flatten().copied().collect();
    let pairs = |of: &[f64]| of.iter().flat_map(|a| of.iter().map(|b| distance(*a, *b, &all))).sum::<f64>();
    let observed: f64 = units.iter().map(|unit| pairs(unit) / (unit.len() as f64 - 1.0)).sum();
    (pairs(&all) > 0.0).then(|| 1.0 - (all.len() as f64 - 1.0) * observed / pairs(&all))
}

proptest! {
    /// On every level, with gaps and several coders.
    #[test]
    fn alpha_is_what_all_pairs_say(units in prop::collection::vec(prop::collection::vec(prop::option::of(0..5_u8), 3), 1..20)) {
        let units: Vec<Vec<Option<f64>>> =
            units.into_iter().map(|unit| unit.into_iter().map(|one| one.map(f64::from)).collect()).collect();
        let ranks = |a: f64, b: f64, all: &[f64]| {
            let (low, high) = (a.min(b), a.max(b));
            let weight = |x: &f64| if *x == low || *x == high { 0.5 } else { 1.0 };
            if a == b { 0.0 } else { all.iter().filter(|x| (low..=high).contains(*x)).map(weight).sum() }
        };
        let proportion = |a: f64, b: f64| if a + b == 0.0 { 0.0 } else { (a - b) / (a + b) };
        let ratings = Ratings::by_unit(units.clone()).unwrap();
        for (level, expected) in [
            (Level::Nominal, alpha_of_pairs(&units, |a, b, _| f64::from(u8::from(a != b)))),
            (Level::Ordinal, alpha_of_pairs(&units, |a, b, all| ranks(a, b, all) * ranks(a, b, all))),
            (Level::Interval, alpha_of_pairs(&units, |a, b, _| (a - b) * (a - b))),
            (Level::Ratio, alpha_of_pairs(&units, |a, b, _| proportion(a, b) * proportion(a, b))),
        ] {
            match (ratings.alpha(level), expected) {
                (Some(found), Some(expected)) => prop_assert!((found - expected).abs() < 1e-9, "{:?}", level),
                (found, expected) => prop_assert_eq!(found.is_some(), expected.is_some()),
            }
        }
    }
}

/// What a study of a year brings: no table of all values by all others, and intervals in a moment.
#[test]
fn many_units_and_many_values_are_compared() {
    let unit = |at: u32| vec![Some(f64::from(at)), Some(f64::from(at + at % 3)), at.is_multiple_of(4).then_some(7.0)];
    let ratings = Ratings::by_unit((0..50_000).map(unit).collect()).unwrap();
    assert!(ratings.alpha(Level::Interval).is_some_and(|alpha| alpha > 0.5));
    assert!(ratings.alpha(Level::Ordinal).is_some_and(|alpha| alpha > 0.5));
    assert_eq!(ratings.alpha(Level::Ratio), None);
    assert_eq!(ratings.estimate(Coefficient::Gwet), None);
    let set = |at: u32| Some([at.to_string()].into());
    let sets = SetRatings { units: (0..5_000).map(|at| vec![set(at), set(at)]).collect() };
    assert_eq!(sets.alpha(SetDistance::Masi), None);
}
