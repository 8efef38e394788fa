//! Names with one letter wrong: found by leaving out each letter in turn, in the name and in the word.

use crate::ordered::BTreeMap;

use super::super::words::{fold, hash};

/// Shorter names are too near to other words.
const SHORTEST: usize = 5;

/// The names that a slip may have come from.
#[derive(Default)]
pub(super) struct Slips {
    /// By the hash of a name without one letter (or whole): the name's letters and its own hash.
    near: BTreeMap<u64, (String, u64)>,
    /// By first letter, a bit for each length that a name with that letter has.
    lengths: [u64; 26],
}

impl Slips {
    pub(super) fn add(&mut self, name: &str, key: u64) {
        let letters = fold(name);
        if letters.chars().count() < SHORTEST {
            return;
        }
        let letter = letters.chars().next().and_then(alphabetic);
        if let Some(lengths) = letter.and_then(|letter| self.lengths.get_mut(letter)) {
            *lengths |= 1 << letters.chars().count().min(63);
        }
        for shorter in without_one(&letters) {
            self.near.entry(hash(&shorter)).or_insert_with(|| (letters.clone(), key));
        }
        self.near.entry(hash(&letters)).or_insert((letters, key));
    }

    /// Whether a name starts with the word's letter and has its length or nearly; a glance before the search.
    pub(super) fn could(&self, word: &str, letters: u16) -> bool {
        let Some(first) = word.chars().next().filter(char::is_ascii).and_then(|c| alphabetic(c.to_ascii_lowercase()))
        else {
            return !self.near.is_empty();
        };
        let around = 0b111_u64 << (letters.saturating_sub(1)).min(61);
        self.lengths.get(first).is_some_and(|lengths| lengths & around != 0)
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

/// The place of a small letter in the alphabet.
fn alphabetic(c: char) -> Option<usize> {
    usize::try_from(u32::from(c).checked_sub(u32::from('a'))?).ok().filter(|letter| *letter < 26)
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
