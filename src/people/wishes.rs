//! Wishes about other people and about attributes, from a person's own words to ids and headings.

use crate::ordered::BTreeMap;

use crate::error::{Error, Problems};
use crate::job::{rest, told};

use super::known::Known;
use super::read::PERSON_TAKES;
use super::roster::Participant;

/// Turns the words of wishes into ids and headings, wherever one person or one attribute is meant.
///
/// A wish not to be with somebody that names nobody so far is kept as it is: that person may still sign up. Nobody
/// reads it in a problem either. `lines` tells where each person's row stands; others were told of before.
pub(super) async fn resolve(people: &mut [Participant], lines: &BTreeMap<String, usize>, problems: &mut Problems) {
    let (known, headings) = words(people).await;
    for number in told(0..people.len()) {
        rest(PERSON_TAKES).await;
        let wishes: Option<Vec<Option<String>>> = people.get(number).map(|person| {
            let who = |wish: &String| known.who(wish).and_then(|other| people.get(other)).map(|other| other.id.clone());
            person.not_with.iter().map(who).collect()
        });
        let Some((person, wishes)) = people.get_mut(number).zip(wishes) else { continue };
        let line = lines.get(&person.id).copied();
        if let Some(line) = line.filter(|_| wishes.contains(&None)) {
            problems.push(unknown_person(line));
        }
        for (wish, id) in person.not_with.iter_mut().zip(wishes) {
            *wish = id.unwrap_or_else(|| std::mem::take(wish));
        }
        person.peer_by.retain_mut(|wish| match headings.get(&wish.to_lowercase()) {
            Some(heading) => {
                wish.clone_from(heading);
                true
            }
            None => {
                line.into_iter().for_each(|line| problems.push(unknown_attribute(line, wish)));
                false
            }
        });
    }
}

/// What may name a person, and the headings of attributes by their lower-case form.
async fn words(people: &[Participant]) -> (Known, BTreeMap<String, String>) {
    let (mut known, mut headings) = (Known::default(), BTreeMap::new());
    for (number, person) in told(people).enumerate() {
        rest(PERSON_TAKES).await;
        known.add(number, person);
        for heading in person.attributes.keys() {
            headings.entry(heading.to_lowercase()).or_insert_with(|| heading.clone());
        }
    }
    (known, headings)
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
