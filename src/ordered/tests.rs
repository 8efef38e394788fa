#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::collections;

use proptest::prelude::*;

use super::{BTreeMap, BTreeSet, LONGEST};

proptest! {
    #[test]
    fn it_does_what_the_standard_one_does(
        steps in prop::collection::vec((0..4_u8, any::<u16>(), any::<u8>()), 0..2_000),
        spread in 1..300_u16,
    ) {
        let (mut ours, mut theirs) = (BTreeMap::new(), collections::BTreeMap::new());
        for (what, key, value) in steps {
            let key = key % (spread * 8);
            match what {
                0 => prop_assert_eq!(ours.remove(&key), theirs.remove(&key)),
                1 => prop_assert_eq!(ours.insert(key, value), theirs.insert(key, value)),
                2 => {
                    let one = *ours.entry(key).and_modify(|known: &mut u8| *known ^= 1).or_insert(value);
                    let other = *theirs.entry(key).and_modify(|known| *known ^= 1).or_insert(value);
                    prop_assert_eq!(one, other);
                }
                _ => prop_assert_eq!(ours.get(&key), theirs.get(&key)),
            }
        }
        prop_assert!(ours.iter().eq(theirs.iter()));
        prop_assert!(ours.keys().rev().eq(theirs.keys().rev()));
        prop_assert_eq!((ours.len(), ours.is_empty()), (theirs.len(), theirs.is_empty()));
        prop_assert_eq!(ours.first_key_value(), theirs.first_key_value());
        prop_assert_eq!(ours.last_key_value(), theirs.last_key_value());
        prop_assert!(ours.range(spread..).eq(theirs.range(spread..)));
        prop_assert!(ours.range(spread..=spread * 2).eq(theirs.range(spread..=spread * 2)));
        prop_assert!(ours.range(..spread).eq(theirs.range(..spread)));
        ours.retain(|key, _| key % 3 == 0);
        theirs.retain(|key, _| key % 3 == 0);
        prop_assert!(ours.clone().into_iter().eq(theirs));
    }

    #[test]
    fn walking_from_both_ends_meets(keys in 0..300_u16, turns in prop::collection::vec(any::<bool>(), 0..320)) {
        let (ours, theirs): (BTreeSet<_>, collections::BTreeSet<_>) = ((0..keys).rev().collect(), (0..keys).collect());
        let (mut one, mut other) = (ours.iter(), theirs.iter());
        for front in turns {
            let (ours, theirs) = if front { (one.next(), other.next()) } else { (one.next_back(), other.next_back()) };
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn sets_compare_as_the_standard_ones(one: Vec<u8>, other: Vec<u8>) {
        let ours = [&one, &other].map(|keys| keys.iter().copied().collect::<BTreeSet<_>>());
        let theirs = [&one, &other].map(|keys| keys.iter().copied().collect::<collections::BTreeSet<_>>());
        prop_assert_eq!(ours[0].cmp(&ours[1]), theirs[0].cmp(&theirs[1]));
        prop_assert_eq!(ours[0].is_subset(&ours[1]), theirs[0].is_subset(&theirs[1]));
        prop_assert_eq!(ours[0].is_disjoint(&ours[1]), theirs[0].is_disjoint(&theirs[1]));
        prop_assert!(ours[0].intersection(&ours[1]).eq(theirs[0].intersection(&theirs[1])));
        prop_assert!(ours[0].difference(&ours[1]).eq(theirs[0].difference(&theirs[1])));
    }
}

#[test]
fn what_grows_at_its_end_leaves_full_rows() {
    let map: BTreeMap<usize, ()> = (0..LONGEST * 10).map(|key| (key, ())).collect();
    assert!(map.rows.iter().all(|row| row.len() == LONGEST));
}

#[test]
fn it_reads_what_it_wrote() {
    let map = BTreeMap::from([("b".to_owned(), BTreeSet::from([2, 1])), ("a".to_owned(), BTreeSet::new())]);
    let text = serde_json::to_string(&map).unwrap();
    assert_eq!(text, r#"{"a":[],"b":[1,2]}"#);
    assert_eq!(serde_json::from_str::<BTreeMap<String, BTreeSet<i32>>>(&text).unwrap(), map);
}
