//! Whom a word names: a person of a roster, by id, e-mail address or name.

use crate::ordered::BTreeMap;

use super::roster::Participant;

/// The people of a roster, by all that may name them.
#[derive(Default)]
pub(crate) struct Known {
    ids: BTreeMap<String, usize>,
    /// The same for addresses and names, in lower case; none for what several people have.
    others: BTreeMap<String, Option<usize>>,
}

impl Known {
    /// Everybody of a roster, at once.
    pub(crate) fn of(people: &[Participant]) -> Self {
        let mut known = Self::default();
        people.iter().enumerate().for_each(|(number, person)| known.add(number, person));
        known
    }

    /// One more person, by their place on the roster.
    pub(super) fn add(&mut self, number: usize, person: &Participant) {
        self.ids.insert(person.id.clone(), number);
        for word in [Some(&person.name), person.email.as_ref()].into_iter().flatten() {
            let one = self.others.entry(word.to_lowercase()).or_insert(Some(number));
            *one = one.filter(|one| *one == number);
        }
    }

    /// Whether a word is the name of several people.
    pub(crate) fn is_shared(&self, word: &str) -> bool {
        !self.ids.contains_key(word) && self.others.get(&word.to_lowercase()) == Some(&None)
    }

    /// The place on the roster of the one person whom a word names.
    pub(crate) fn who(&self, word: &str) -> Option<usize> {
        self.ids.get(word).copied().or_else(|| self.others.get(&word.to_lowercase()).copied().flatten())
    }
}
