//! Names with one letter wrong: found by leaving out each letter in turn, in the name and in the word.

use std::collections::BTreeMap;

use super::super::words::{fold, hash};

/// Shorter names are too near to other words.
const SHORTEST: usize = 5;

/// The names that a slip may have come from.
#[derive(Default)]
pub(super) struct Slips {
    /// By the hash of a name without one letter (or whole): the name's letters and its own hash.
    near: BTreeMap<u64, (String, u64)>,
}

impl Slips {
    pub(super) fn add(&mut self, name: &str, key: u64) {
        let letters = fold(name);
        if letters.chars().count() < SHORTEST {
            return;
        }
        for shorter in without_one(&letters) {
            self.near.entry(hash(&shorter)).or_insert_with(|| (letters.clone(), key));
        }
        self.near.entry(hash(&letters)).or_insert((letters, key));
    }

    /// The hash of a name that differs from the word by one letter, or by two letters changed over.
    pub(super) fn find(&self, word: &str) -> Option<u64> {
        let word = fold(word);
        let (name, key) =
            std::iter::once(word.clone()).chain(without_one(&word)).find_map(|near| self.near.get(&hash(&near)))?;
        // The first letter is heard right, and two slips are another name.
        let same_start = name.chars().next() == word.chars().next();
        (same_start && one_apart(name, &word)).then_some(*key)
    }
}

fn without_one(word: &str) -> impl Iterator<Item = String> + '_ {
    (0..word.chars().count()).map(move |skip| {
        let kept = word.chars().enumerate().filter(move |(index, _)| *index != skip);
        kept.map(|(_, c)| c).collect()
    })
}

/// Whether one letter is added, left out, other, or changed over with its neighbour.
fn one_apart(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    match long - short {
        0 if start + end + 1 >= long => true,
        0 => {
            start + end + 2 == long && one.get(start) == other.get(start + 1) && one.get(start + 1) == other.get(start)
        }
        1 => start + end >= short,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_found_and_two_are_not() {
        let mut slips = Slips::default();
        slips.add("Adeyemi", 7);
        for word in ["adeyemy", "Adyemi", "Adeyemmi", "adeyeim"] {
            assert_eq!(slips.find(word), Some(7), "{word}");
        }
        for word in ["adaeymi", "beyemi", "Adamy", "odeyemi"] {
            assert_eq!(slips.find(word), None, "{word}");
        }
    }
}
