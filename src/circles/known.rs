//! Whom an attribute means that names people, such as a supervisor: by id, e-mail address or name.

use crate::ordered::BTreeMap;
use crate::people::Participant;

/// The people of a roster, by all that may name them.
pub(super) struct Known<'a> {
    ids: BTreeMap<&'a str, u32>,
    /// The same for addresses and names, in lower case; none for what several people have.
    others: BTreeMap<String, Option<u32>>,
}

impl<'a> Known<'a> {
    pub(super) fn of(people: &'a [Participant]) -> Self {
        let (mut ids, mut others) = (BTreeMap::new(), BTreeMap::new());
        for (person, number) in people.iter().zip(0..) {
            ids.insert(person.id.as_str(), number);
            for word in [Some(&person.name), person.email.as_ref()].into_iter().flatten() {
                let one = others.entry(word.to_lowercase()).or_insert(Some(number));
                *one = one.filter(|one| *one == number);
            }
        }
        Self { ids, others }
    }

    /// The number of the one person whom a value names.
    pub(super) fn who(&self, value: &str) -> Option<u32> {
        self.ids.get(value).copied().or_else(|| self.others.get(&value.to_lowercase()).copied().flatten())
    }
}
