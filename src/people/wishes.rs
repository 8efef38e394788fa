//! Wishes about other people and about attributes, from a person's own words to ids and headings.

use crate::ordered::{BTreeMap, BTreeSet};

use crate::error::{Error, Problems};
use crate::job::{rest, told};

use super::read::PERSON_TAKES;
use super::roster::Participant;

/// Turns the words of wishes into ids and headings, wherever one person or one attribute is meant.
///
/// A wish not to be with somebody that names nobody so far is kept as it is: that person may still sign up. Nobody
/// reads it in a problem either. `lines` tells where each person's row stands; others were told of before.
pub(super) async fn resolve(people: &mut [Participant], lines: &BTreeMap<String, usize>, problems: &mut Problems) {
    let known = Known::of(people).await;
    for person in told(people) {
        rest(PERSON_TAKES).await;
        let line = lines.get(&person.id).copied();
        let mut unknown = false;
        for wish in &mut person.not_with {
            match known.id(wish) {
                Some(id) => *wish = id,
                None => unknown = true,
            }
        }
        if let Some(line) = line.filter(|_| unknown) {
            problems.push(unknown_person(line));
        }
        person.peer_by.retain_mut(|wish| match known.heading(wish) {
            Some(heading) => {
                *wish = heading;
                true
            }
            None => {
                line.into_iter().for_each(|line| problems.push(unknown_attribute(line, wish)));
                false
            }
        });
    }
}

/// The ways in which a wish may name a person, and the headings of attributes.
#[derive(Default)]
struct Known {
    ids: BTreeSet<String>,
    emails: BTreeMap<String, String>,
    /// The id of whoever has a name; none for a name that several people have.
    names: BTreeMap<String, Option<String>>,
    /// Headings by their lower-case form.
    headings: BTreeMap<String, String>,
}

impl Known {
    async fn of(people: &[Participant]) -> Self {
        let mut known = Self::default();
        for person in told(people) {
            rest(PERSON_TAKES).await;
            known.ids.insert(person.id.clone());
            if let Some(email) = &person.email {
                known.emails.entry(email.to_lowercase()).or_insert_with(|| person.id.clone());
            }
            let id = |names: &mut Option<String>| *names = None;
            known.names.entry(person.name.to_lowercase()).and_modify(id).or_insert_with(|| Some(person.id.clone()));
            for heading in person.attributes.keys() {
                known.headings.entry(heading.to_lowercase()).or_insert_with(|| heading.clone());
            }
        }
        known
    }

    /// The id of the one person whom a wish names by id, e-mail address or name.
    fn id(&self, wish: &str) -> Option<String> {
        if self.ids.contains(wish) {
            return Some(wish.to_owned());
        }
        let lower = wish.to_lowercase();
        self.emails.get(&lower).cloned().or_else(|| self.names.get(&lower).cloned().flatten())
    }

    fn heading(&self, wish: &str) -> Option<String> {
        self.headings.get(&wish.to_lowercase()).cloned()
    }
}

fn unknown_person(line: usize) -> Error {
    Error::new("roster.unknown_person", "a wish names nobody on this roster, or more than one person; it is kept")
        .at_line(line)
        .at_column("not with")
        .hint("write the person's id or e-mail address; or wait until that person has signed up")
}

fn unknown_attribute(line: usize, wish: &str) -> Error {
    Error::new("roster.unknown_attribute", format!("\"{wish}\" is no attribute of this roster"))
        .at_line(line)
        .at_column("peer by")
        .hint("write the heading of one of the columns")
}
