//! Later sign-ups and changes, put into a roster.

use crate::ordered::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::error::{Read, Result};
use crate::job::{rest, told, whole};

use super::columns::{Column, Holds};
use super::entry::Entry;
use super::read::{PERSON_TAKES, Sheet};
use super::registration::tell_twice;
use super::roster::{Participant, Roster};
use super::wishes;

/// A roster after more rows were put into it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Added {
    /// Everybody: those who were there in their order, then those who are new.
    pub roster: Roster,
    /// Ids of those who are new.
    pub added: Vec<String>,
    /// Ids of those of whom the rows told something else than before.
    pub updated: Vec<String>,
}

/// Puts the rows of a file, read as by [`read`](super::read()), into a roster.
///
/// A row with the id or, failing that, the e-mail address of somebody who is there tells of that person: the columns
/// that the file has replace what was known, all else stays. Every other row is somebody new. Wishes that named nobody
/// are tried again, over everybody.
///
/// ```
/// use peer_circle::people;
///
/// let roster = people::read(b"id,name,email,Rank\na1,Ada,ada@example.org,Fellow\n")?.value;
/// let added = people::add(&roster, b"name,email\nAda Okoro,ADA@example.org\nBo,bo@example.org\n")?.value;
/// assert_eq!((added.updated, added.added), (vec!["a1".to_owned()], vec!["bo@example.org".to_owned()]));
/// let ada = &added.roster.participants[0];
/// assert_eq!((ada.name.as_str(), ada.attributes["Rank"][0].as_str()), ("Ada Okoro", "Fellow"));
/// # Ok::<(), peer_circle::Error>(())
/// ```
///
/// # Errors
/// Those of [`read`](super::read()).
pub fn add(roster: &Roster, bytes: &[u8]) -> Result<Read<Added>> {
    whole(add_in_steps(roster, bytes, None))
}

/// As [`add`], with what each column holds said by somebody, as for [`read_as`](super::read_as()).
///
/// # Errors
/// Those of [`read`](super::read()).
pub fn add_as(roster: &Roster, bytes: &[u8], holds: &[Holds]) -> Result<Read<Added>> {
    whole(add_in_steps(roster, bytes, Some(holds)))
}

/// The same in steps, by headings or by what somebody says.
pub(crate) async fn add_in_steps(roster: &Roster, bytes: &[u8], said: Option<&[Holds]>) -> Result<Read<Added>> {
    let Sheet { entries, columns, mut problems } = Sheet::read(bytes, said).await?;
    let mut people = People::of(roster).await;
    let mut lines = BTreeMap::new();
    for entry in told(entries) {
        let line = entry.line;
        lines.insert(people.put(entry, &columns), line);
        rest(PERSON_TAKES).await;
    }
    let People { mut participants, added, updated, .. } = people;
    let updated = updated.into_iter().filter_map(|place| Some(participants.get(place)?.id.clone())).collect();
    wishes::resolve(&mut participants, &lines, &mut problems).await;
    tell_twice(&participants, &lines, &mut problems);
    Ok(Read { value: Added { roster: Roster { participants }, added, updated }, problems: problems.into_list() })
}

/// A roster that grows, with where each id and e-mail address stands.
#[derive(Default)]
struct People {
    participants: Vec<Participant>,
    ids: BTreeMap<String, usize>,
    emails: BTreeMap<String, usize>,
    /// The number that the next person gets whom no id, name or address tells from others.
    number: usize,
    added: Vec<String>,
    /// Where those stand of whom something else was told, in the order of the roster.
    updated: BTreeSet<usize>,
}

impl People {
    async fn of(roster: &Roster) -> Self {
        let mut people = Self::default();
        for person in told(&roster.participants) {
            people.push(person.clone());
            rest(PERSON_TAKES).await;
        }
        people
    }

    fn push(&mut self, person: Participant) {
        self.ids.insert(person.id.clone(), self.participants.len());
        if let Some(email) = &person.email {
            self.emails.entry(email.to_lowercase()).or_insert(self.participants.len());
        }
        self.participants.push(person);
    }

    /// Brings a row to the person of whom it tells, or takes it in as somebody new; answers the person's id.
    fn put(&mut self, mut entry: Entry, columns: &[Column]) -> String {
        let place = self.place(&entry);
        if let Some((place, known)) = place.and_then(|place| Some((place, self.participants.get_mut(place)?))) {
            let before = known.clone();
            let columns = if entry.columns.is_empty() { columns } else { &entry.columns };
            update(known, entry.participant, columns);
            if *known != before {
                self.updated.insert(place);
            }
            return before.id;
        }
        // The number of a row is no name: another file has the same numbers.
        while entry.numbered && self.ids.contains_key(&entry.participant.id) {
            self.number += 1;
            entry.participant.id = format!("row-{}", self.number);
        }
        let person = entry.into_participant();
        let id = person.id.clone();
        self.added.push(id.clone());
        self.push(person);
        id
    }

    /// Where the person stands of whom a row tells.
    fn place(&self, entry: &Entry) -> Option<usize> {
        let by_id = if entry.numbered { None } else { self.ids.get(&entry.participant.id) };
        let email = entry.participant.email.as_ref();
        by_id.or_else(|| email.and_then(|email| self.emails.get(&email.to_lowercase()))).copied()
    }
}

/// Replaces what the columns of a file tell; an empty name or address tells nothing.
fn update(known: &mut Participant, told: Participant, columns: &[Column]) {
    for column in columns {
        match column.holds {
            Holds::Name | Holds::GivenName | Holds::FamilyName if !told.name.is_empty() => {
                known.name.clone_from(&told.name)
            }
            Holds::Email if told.email.is_some() => known.email.clone_from(&told.email),
            Holds::Zone => known.zone.clone_from(&told.zone),
            Holds::Availability => known.availability.clone_from(&told.availability),
            Holds::Busy => known.busy.clone_from(&told.busy),
            Holds::Leader => known.leader = told.leader,
            Holds::Mode => known.mode = told.mode,
            Holds::PeerBy => known.peer_by.clone_from(&told.peer_by),
            Holds::NotWith => known.not_with.clone_from(&told.not_with),
            Holds::Circle => known.circle.clone_from(&told.circle),
            Holds::Invited => known.invited.clone_from(&told.invited),
            Holds::Platform => known.platform.clone_from(&told.platform),
            Holds::Url => known.url.clone_from(&told.url),
            Holds::Attribute => match told.attributes.get(&column.attribute) {
                Some(values) => drop(known.attributes.insert(column.attribute.clone(), values.clone())),
                None => drop(known.attributes.remove(&column.attribute)),
            },
            Holds::Id | Holds::Name | Holds::GivenName | Holds::FamilyName | Holds::Email | Holds::Unused => {}
        }
    }
}
