//! Later sign-ups put into a roster.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::roster::{Participant, Roster};

/// A roster after sign-ups were put into it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Merged {
    /// Everybody: those who were there in their order, then those who are new.
    pub roster: Roster,
    /// Ids of those who are new.
    pub added: Vec<String>,
    /// Ids of those whose sign-up took the place of an earlier one.
    pub replaced: Vec<String>,
}

/// Puts sign-ups into a roster. Somebody with the id or, failing that, the e-mail address of a person who is there
/// takes that person's place and id; the latest sign-up counts. Nobody is lost.
///
/// ```
/// use peer_circle::people;
///
/// let roster = people::read(b"id,name,email\na1,Ada,ada@example.org\n")?.value;
/// let later = people::read(b"name,email\nAda Okoro,ADA@example.org\nBo,bo@example.org\n")?.value;
/// let merged = people::merge(&roster, &later);
/// assert_eq!((merged.replaced, merged.added), (vec!["a1".to_owned()], vec!["bo@example.org".to_owned()]));
/// assert_eq!(merged.roster.participants[0].name, "Ada Okoro");
/// # Ok::<(), peer_circle::Error>(())
/// ```
pub fn merge(roster: &Roster, later: &Roster) -> Merged {
    let mut merged = Merged { roster: roster.clone(), ..Merged::default() };
    let mut places = Places::default();
    merged.roster.participants.iter().enumerate().for_each(|(place, person)| places.add(place, person));
    let mut renamed = BTreeMap::new();
    for person in &later.participants {
        match places.of(person).and_then(|place| merged.roster.participants.get_mut(place)) {
            Some(earlier) => {
                let id = earlier.id.clone();
                renamed.insert(person.id.clone(), id.clone());
                *earlier = Participant { id: id.clone(), ..person.clone() };
                note(&mut merged.replaced, id);
            }
            None => {
                places.add(merged.roster.participants.len(), person);
                merged.roster.participants.push(person.clone());
                merged.added.push(person.id.clone());
            }
        }
    }
    let wishes = merged.roster.participants.iter_mut().flat_map(|person| &mut person.not_with);
    wishes.for_each(|wish| {
        if let Some(id) = renamed.get(wish) {
            wish.clone_from(id);
        }
    });
    merged
}

fn note(ids: &mut Vec<String>, id: String) {
    if !ids.contains(&id) {
        ids.push(id);
    }
}

/// Where in the roster each id and e-mail address stands.
#[derive(Default)]
struct Places {
    ids: BTreeMap<String, usize>,
    emails: BTreeMap<String, usize>,
}

impl Places {
    fn add(&mut self, place: usize, person: &Participant) {
        self.ids.insert(person.id.clone(), place);
        if let Some(email) = &person.email {
            self.emails.entry(email.to_lowercase()).or_insert(place);
        }
    }

    fn of(&self, person: &Participant) -> Option<usize> {
        let by_email = || person.email.as_ref().and_then(|email| self.emails.get(&email.to_lowercase()));
        self.ids.get(&person.id).or_else(by_email).copied()
    }
}
