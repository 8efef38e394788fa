//! What is known of a word before anything looks at it: every short list of the rules, in one table.
//!
//! A word is looked up once, when the text is cut into words; whoever asks later tests a bit.

use std::sync::OnceLock;

use super::kinds::vocabularies;
use super::words::hash;

/// The short lists that a word is on, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks(u32);

impl Marks {
    /// Holds sentences together, whatever name it may also be.
    pub(crate) const FUNCTION: Self = Self(1);
    /// Its capital says nothing: days, languages, feasts, brands.
    pub(crate) const PUBLIC: Self = Self(1 << 1);
    /// A form of address before a name.
    pub(crate) const TITLE: Self = Self(1 << 2);
    /// An office or kin that is a title before a name.
    pub(crate) const OFFICE: Self = Self(1 << 3);
    /// Stands before the number of a part of a building.
    pub(crate) const UNIT: Self = Self(1 << 4);
    /// Ends a street's name.
    pub(crate) const STREET_LAST: Self = Self(1 << 5);
    /// Ends a street's name and other names as often.
    pub(crate) const STREET_COMMON: Self = Self(1 << 6);
    /// Starts a street's name.
    pub(crate) const STREET_FIRST: Self = Self(1 << 7);
    /// A month, in full or short.
    pub(crate) const MONTH: Self = Self(1 << 8);
    /// A day of the week.
    pub(crate) const WEEKDAY: Self = Self(1 << 9);
    /// Part of an address on the web or by mail: `http`, `www`, `dot`.
    pub(crate) const WEB: Self = Self(1 << 10);
    /// Ends a domain's name.
    pub(crate) const DOMAIN: Self = Self(1 << 11);
    /// Says that somebody else is spoken of: `patient`, `wife`.
    pub(crate) const RELATION: Self = Self(1 << 12);
    /// Belongs to the names of institutions.
    pub(crate) const INSTITUTION: Self = Self(1 << 13);
    /// Ends the names of institutions in text without capitals.
    pub(crate) const INSTITUTION_END: Self = Self(1 << 14);
    /// Ends an organisation's name by law or custom.
    pub(crate) const FORM: Self = Self(1 << 15);
    /// Makes a firm of names before "and".
    pub(crate) const FIRM_END: Self = Self(1 << 16);
    /// A name goes on after it with "of".
    pub(crate) const TAKES_OF: Self = Self(1 << 17);
    /// Ends the names of works, laws and periodicals.
    pub(crate) const WORK_END: Self = Self(1 << 18);
    /// One of the most frequent words, for when no lists are at hand.
    pub(crate) const FREQUENT: Self = Self(1 << 19);

    /// Joins the parts of a name: `van`, `de`, `of`.
    pub(crate) const PARTICLE: Self = Self(1 << 20);

    /// Stands before the number of a part of a building, inside an address alone.
    pub(crate) const UNIT_INNER: Self = Self(1 << 21);
    /// Starts a street's name, whatever follows.
    pub(crate) const STREET_SURE: Self = Self(1 << 22);
    /// Ends a street's name before which a number stands, and much else.
    pub(crate) const STREET_WEAK: Self = Self(1 << 23);
    /// Ends a street's name, written small, a number after it.
    pub(crate) const STREET_SMALL: Self = Self(1 << 24);
    /// A ship, or a military post office.
    pub(crate) const MILITARY: Self = Self(1 << 25);

    /// A feast or a season, which tells a date with a year or a distance beside it.
    pub(crate) const FEAST: Self = Self(1 << 26);
    /// A figure that is spoken: `seven`, `oh`, `ninety`.
    pub(crate) const FIGURE: Self = Self(1 << 27);

    /// Joins the parts of a place's name: `Trinidad and Tobago`.
    pub(crate) const PLACE_SMALL: Self = Self(1 << 28);
    /// What somebody does, after a name.
    pub(crate) const VERB: Self = Self(1 << 29);

    /// Tells a Japanese ward or block, or a corner of streets.
    pub(crate) const LOCALITY: Self = Self(1 << 30);

    /// An address may be told from the word.
    pub(crate) const ADDRESS: Self = Self::UNIT
        .and(Self::MILITARY)
        .and(Self::LOCALITY)
        .and(Self::STREET_FIRST)
        .and(Self::STREET_LAST)
        .and(Self::STREET_WEAK);

    /// Whether one of these bits is set.
    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The bits of both.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The marks of a word, by its hash.
pub(crate) fn marks(key: u64) -> Marks {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(Table::new).get(key)
}

/// A hash table with a step to the next slot on collision; never more than a quarter full.
struct Table {
    slots: Vec<(u64, Marks)>,
}

/// Slots of the table, a power of two.
const SLOTS: usize = 1 << 13;

impl Table {
    fn new() -> Self {
        let mut table = Self { slots: vec![(0, Marks::default()); SLOTS] };
        for (marks, words) in vocabularies() {
            words.split_ascii_whitespace().for_each(|word| table.add(hash(word), marks));
        }
        table
    }

    fn add(&mut self, key: u64, marks: Marks) {
        let mut at = slot(key);
        while let Some((held, all)) = self.slots.get_mut(at) {
            if *all == Marks::default() || *held == key {
                (*held, *all) = (key, all.and(marks));
                return;
            }
            at = (at + 1) % SLOTS;
        }
    }

    fn get(&self, key: u64) -> Marks {
        let mut at = slot(key);
        while let Some((held, marks)) = self.slots.get(at) {
            if *held == key || *marks == Marks::default() {
                return *marks;
            }
            at = (at + 1) % SLOTS;
        }
        Marks::default()
    }
}

fn slot(key: u64) -> usize {
    usize::try_from((key ^ key >> 32) & 0x1fff).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_marks_of_all_their_lists() {
        let of = |word: &str| marks(hash(word));
        assert!(of("May").has(Marks::MONTH) && of("may").has(Marks::FUNCTION));
        assert!(of("Dr").has(Marks::TITLE) && of("dr").has(Marks::STREET_LAST));
        assert_eq!(of("xylophone"), Marks::default());
        let used = vocabularies().iter().map(|(_, words)| words.split_ascii_whitespace().count()).sum::<usize>();
        assert!(used * 4 < SLOTS, "{used} words fill the table");
    }
}
